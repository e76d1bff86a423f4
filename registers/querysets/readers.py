"""Named questions about who has to read what."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, Subquery

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import ReadingDuty  # noqa: F401 - named in the base below


class ReadingDutyQuerySet(TrailedQuerySet["ReadingDuty"]):
    """Questions about duties to read."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all duties for those who see acknowledgements; for others their own, and those of their documents."""
        if reader.may("registers.view_acknowledgements"):
            return self
        return self.filter(Q(person=reader) | Q(document_version__document__owner=reader))

    def standing(self) -> Self:
        """Return what is still asked: of people who are here, about what is not replaced or retired."""
        return self.filter(lifted_at=None, person__is_active=True, document_version__document__retired_at=None)

    def with_answer(self) -> Self:
        """Tell of each `acknowledged_at`: when they said that they have read it, or None."""
        from registers.models import Acknowledgement

        given = Acknowledgement.objects.filter(
            document_version=OuterRef("document_version"), person=OuterRef("person")
        ).order_by()
        return self.annotate(acknowledged_at=Subquery(given.values("at")[:1]))

    def unanswered(self) -> Self:
        """Return what was not acknowledged."""
        from registers.models import Acknowledgement

        given = Acknowledgement.objects.filter(document_version=OuterRef("document_version"), person=OuterRef("person"))
        return self.filter(~Exists(given))
