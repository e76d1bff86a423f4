"""Which decisions count for a review: its own, and those carried over from the versions before."""

from collections.abc import Collection, Iterator
from typing import Any

from registers.choices import StepOutcome
from registers.models import Decision, Review
from registers.querysets.reviews import DecisionQuerySet


def counting(review: Review) -> DecisionQuerySet:
    """Return the decisions that count for a review, the oldest first.

    Agreement may be carried more than once: then it stands with the review in which it was given.
    """
    found = Decision.objects.filter(review=review)
    for earlier, steps in _carried(review):
        found = found | Decision.objects.approvals().filter(review=earlier, step__step__in=steps)
    return found


def has_decided(review: Review, people: Collection[Any]) -> bool:
    """Tell whether one of these people, or somebody for one of them, gave a decision that counts for a review."""
    given = counting(review)
    return given.filter(person__in=people).exists() or given.filter(on_behalf_of__in=people).exists()


def times_carried(review: Review) -> int:
    """Return how many versions ago the oldest agreement that counts for a review may have been given."""
    return sum(1 for _each in _carried(review))


def _carried(review: Review) -> Iterator[tuple[Review, set[Any]]]:
    """Yield the reviews before, with the steps of the route whose agreement was carried on from them."""
    current: Review = review
    while current.carried_from is not None:
        steps = set(current.steps.filter(outcome=StepOutcome.CARRIED).values_list("step_id", flat=True))
        if not steps:
            return
        current = current.carried_from
        yield current, steps
