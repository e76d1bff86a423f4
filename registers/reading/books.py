"""What other apps read of the registers: values, never rows, so that rules can be asked with them."""

from datetime import date

from registers.models import BoundaryRule
from registers.rules.boundary import BoundaryBook, RuleLine

FIELDS = ("id", "category_id", "project_id", "endpoint", "outcome", "version")


def book_on(day: date) -> BoundaryBook:
    """Return every boundary rule that holds on a day, in one query."""
    return BoundaryBook.of(RuleLine(*row) for row in BoundaryRule.objects.in_force_on(day).values_list(*FIELDS))
