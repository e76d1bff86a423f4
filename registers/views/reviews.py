"""The page on which a request is decided."""

from access.pages import DetailPage
from registers.models import UseCase


class ReviewPage(DetailPage):
    """Everything that a reviewer needs on one screen."""

    permission = "registers.view_register"
    model = UseCase
