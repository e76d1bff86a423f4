"""Input for deciding on many requests at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm


class ApproveTogetherForm(ReasonForm):
    """Why all of them may be approved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Stands with each of the decisions, for auditors to read.")
