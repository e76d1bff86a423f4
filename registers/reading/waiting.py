"""What waits for somebody's decision, in the order of its due dates: where they stand in it, and what is next."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from access.models import Person
from common.clock import today
from registers.models import ReviewStep, UseCase


@dataclass(frozen=True, slots=True)
class Place:
    """Where one request stands among those that wait for a reader; `position` is 0 where it is not among them."""

    position: int
    total: int
    next: UUID | None
    previous: UUID | None


def waiting_for(person: Person) -> list[UUID]:
    """Return the use cases whose requests a person may decide on, what is due first at the top."""
    steps: Any = ReviewStep.objects.to_decide_by(person, today()).filter(review__version__isnull=False)
    return list(steps.order_by("due_at", "id").values_list("review__version__use_case_id", flat=True))


def place_of(use_case: UseCase, person: Person) -> Place:
    """Return where a request stands among those that wait for a person; the one after the last is the first."""
    keys = waiting_for(person)
    others = [each for each in keys if each != use_case.pk]
    if use_case.pk not in keys:
        return Place(0, len(keys), others[0] if others else None, others[-1] if others else None)
    here = keys.index(use_case.pk)
    if not others:
        return Place(here + 1, len(keys), None, None)
    return Place(here + 1, len(keys), keys[(here + 1) % len(keys)], keys[here - 1])
