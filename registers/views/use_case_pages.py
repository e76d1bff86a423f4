"""The page of one use case."""

from collections.abc import Sequence
from typing import Any

from access.pages import DetailPage
from registers.models import UseCase


class UseCasePage(DetailPage):
    """One use case: what it is for, with which data, what it may call, and what happens next."""

    permission = "registers.view_register"
    model = UseCase

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who owns it and where it stands."""
        names = ("state", "owner", "department", "approved_until")
        shown = {"state": self.object.get_state_display()}
        return [
            (UseCase._meta.get_field(name).verbose_name, shown.get(name, getattr(self.object, name))) for name in names
        ]
