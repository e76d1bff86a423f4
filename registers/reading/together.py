"""Which of the selected requests somebody may approve together, and why not the others; read at once."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from access.models import Person
from common.clock import today
from common.refusals import Refusal
from registers.choices import ReviewState
from registers.models import Condition, Review, ReviewStep
from registers.querysets.seats import near
from registers.reading.assessing import Surroundings, assess, surroundings
from registers.reading.contents import content_of
from registers.rules.bulk_approval import LOWEST, Asked, refuse_together
from registers.rules.decisions import MOST_CARRIED, refuse_outgrown

LINKS = ("version_categories", "version_projects", "version_models")


def refusals_of(keys: Collection[UUID], by: Person) -> dict[Review, Refusal | None]:
    """Return for each selected review why it is not approved together with the others, or None."""
    reviews = list(_read(keys))
    own = _keys(Review.objects.filter(near(by, "version__use_case"), pk__in=keys))
    waiting = _keys(ReviewStep.objects.order_by().to_decide_by(by, today()).filter(review__in=keys), "review_id")
    conditional = _conditional(keys)
    around = surroundings() if any(each.pk in waiting for each in reviews) else None
    return {
        each: refuse_together(
            Asked(
                is_open=each.state == ReviewState.OPEN,
                tier=each.route.route_for,
                is_own=each.pk in own,
                has_seat=each.pk in waiting,
                has_conditions=each.pk in conditional,
                blockers=_blockers(each, around) if each.pk in waiting else (),
            )
        )
        for each in reviews
    }


def _read(keys: Collection[UUID]) -> Iterable[Review]:
    reviews = Review.objects.filter(pk__in=keys).order_by("started_at", "id")
    return reviews.select_related("route", "version__use_case", "document_version__document").prefetch_related(
        *(f"version__{link}" for link in LINKS)
    )


def _conditional(keys: Collection[UUID]) -> set[Any]:
    """Return the reviews where an agreement that counts came with conditions, carried over or not."""
    conditions, found, path = Condition.objects.order_by(), set(), "decision__review"
    for _each in range(MOST_CARRIED + 1):
        found |= _keys(conditions.filter(**{f"{path}__in": keys}), path)
        path += "__carried_to"
    return found


def _blockers(review: Review, around: Surroundings | None) -> list[Refusal]:
    if review.version is None or around is None or review.route.route_for != LOWEST:
        return []
    has_owner = review.version.use_case.owner_id is not None
    judged = assess(content_of(review.version), around, has_owner=has_owner)
    outgrown = refuse_outgrown(submitted=review.version.risk_tier, present=judged.tier)
    return [*judged.blockers, *([outgrown] if outgrown else [])]


def _keys(rows: Any, name: str = "pk") -> set[Any]:
    return set(rows.values_list(name, flat=True))
