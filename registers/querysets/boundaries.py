"""Named questions about boundary rules."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Q, Value, When

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import BoundaryRule  # noqa: F401 - named in the base below


class BoundaryRuleQuerySet(TrailedQuerySet["BoundaryRule"]):
    """Questions about boundary rules."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all rules for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def standing(self) -> Self:
        """Return the versions that were not taken back."""
        return self.filter(withdrawn_at=None)

    def of_cell(self, category: object, project: object, endpoint: str) -> Self:
        """Return every version of one cell of the matrix, the latest first."""
        return self.filter(category=category, project=project, endpoint=endpoint).order_by("-starts_on", "-version")

    def begun_by(self, day: date) -> Self:
        """Return of each cell the version that began last, by a day; it may have ended since."""
        latest = self.standing().filter(starts_on__lte=day)
        cell = ("category_id", "project_id", "endpoint")
        return latest.order_by(*cell, "-starts_on", "-version").distinct(*cell)

    def in_force_on(self, day: date) -> Self:
        """Return the version of each cell that holds on a day."""
        from registers.models import BoundaryRule

        begun = BoundaryRule.objects.begun_by(day).values("pk")
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), pk__in=begun)

    def with_standing(self, day: date) -> Self:
        """Say of each version as `standing` whether it holds on a day, begins later, is over or was taken back."""
        from registers.models import BoundaryRule

        return self.annotate(
            standing=Case(
                When(withdrawn_at__isnull=False, then=Value("withdrawn")),
                When(starts_on__gt=day, then=Value("future")),
                When(pk__in=BoundaryRule.objects.in_force_on(day).values("pk"), then=Value("in-force")),
                default=Value("over"),
            )
        )
