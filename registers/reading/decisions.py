"""Which decisions count: for a review its own and those carried over, for a content the one that stands already."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from access.models import Person
from common.clock import today
from registers.choices import ReviewState, StepOutcome
from registers.models import Decision, Review, UseCase, UseCaseVersion
from registers.querysets.reviews import DecisionQuerySet
from registers.reading.contents import content_of
from registers.rules.differences import differences, is_material
from registers.rules.standing import refuse_use


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


def has_decided_on(use_case: UseCase, person: Person) -> bool:
    """Tell whether a person gave a decision that counts for what is in review; the use case is locked."""
    review = Review.objects.filter(version=use_case.proposed_id, state=ReviewState.OPEN).first()
    return use_case.proposed_id is not None and review is not None and has_decided(review, [person.pk])


def has_department_decided_on(use_case: UseCase, department_id: UUID) -> bool:
    """Tell whether somebody of a department gave a decision that counts for what is in review; the same is locked."""
    review = Review.objects.filter(version=use_case.proposed_id, state=ReviewState.OPEN).first()
    if use_case.proposed_id is None or review is None:
        return False
    given = counting(review)
    theirs = Q(person__department=department_id) | Q(on_behalf_of__department=department_id)
    return given.filter(theirs).exists()


def times_carried(review: Review) -> int:
    """Return how many versions ago the oldest agreement that counts for a review may have been given."""
    return sum(1 for _each in _carried(review))


def agreed_before(version: UseCaseVersion) -> UseCaseVersion | None:
    """Return the version before whose review was left or sent back, if somebody had agreed to it."""
    left = Review.objects.filter(version__use_case=version.use_case_id, version__number__lt=version.number)
    review = left.select_related("version").order_by("-version__number").first()
    if review is None or review.state not in {ReviewState.SET_ASIDE, ReviewState.CHANGES_ASKED}:
        return None
    return review.version if counting(review).approvals().exists() else None


def already_decided(use_case: UseCase, content: Mapping[str, Any], tier: str) -> UseCaseVersion | None:
    """Return the version whose decision covers a content: something changed since, but nothing material."""
    if use_case.in_force is None or use_case.in_force.risk_tier != tier:
        return None
    if refuse_use(state=use_case.state, approved_until=use_case.approved_until, today=today()):
        return None
    changed = differences(content_of(use_case.in_force), content)
    if not changed or is_material(changed):
        return None
    return use_case.in_force.stands_on or use_case.in_force


def _carried(review: Review) -> Iterator[tuple[Review, set[Any]]]:
    """Yield the reviews before, with the steps of the route whose agreement was carried on from them."""
    current: Review = review
    while current.carried_from is not None:
        steps = set(current.steps.filter(outcome=StepOutcome.CARRIED).values_list("step_id", flat=True))
        if not steps:
            return
        current = current.carried_from
        yield current, steps
