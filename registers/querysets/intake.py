"""Named questions about wishes."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import Intake  # noqa: F401 - named in the base below


class IntakeQuerySet(TrailedQuerySet["Intake"]):
    """Questions about wishes."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all wishes for those who see every use case, for others their own and those whose drafts they see."""
        from registers.models import UseCase

        if reader.may("registers.view_all_use_cases"):
            return self
        opened = UseCase.objects.order_by().opened_to(reader).values("pk")
        return self.filter(Q(asked_by=reader) | Q(use_case__in=opened))
