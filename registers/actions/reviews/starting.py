"""Starting the review of a submitted version, and opening its steps one after the other."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from common.clock import now, today
from common.refusals import refuse_if
from registers.actions.reviews.telling import tell_reviewers
from registers.choices import ReviewState, StepOutcome, VersionState
from registers.models import ApprovalRoute, Review, ReviewStep, RouteStep, UseCase, UseCaseVersion
from registers.reading.contents import content_of
from registers.reading.decisions import counting, times_carried
from registers.reading.holidays import holidays_from
from registers.reading.near import near_to
from registers.reading.reviewers import people_of_route, steps_of
from registers.rules.decisions import MOST_CARRIED
from registers.rules.differences import differences, is_material
from registers.rules.routes import refuse_people
from registers.rules.working_days import due_at
from trail.recording import record


def start_review(use_case: UseCase, version: UseCaseVersion) -> Review:
    """Send a version on the route of its tier; part of submitting it, with the use case locked.

    What was agreed to on the version before counts on where the route is the same and nothing material changed, unless
    whoever agreed stands too near to it by now.

    Raises:
        Refused: at one of the steps nobody is left who could decide.
    """
    route = ApprovalRoute.objects.in_use().whole().get(route_for=version.risk_tier)
    steps = steps_of(route)
    people = people_of_route(steps, today(), of=use_case.department_id)
    refuse_if(refuse_people(steps, people, without=near_to(use_case)))
    return _begin(version, route, _carried(use_case, version, route))


@transaction.atomic
def start_missing_reviews() -> int:
    """Send on its route what was submitted before there were routes; return how many. Called after every migration.

    Whether there is anybody to decide is not asked: a step without people goes on to others or is given a name.
    """
    waiting = UseCaseVersion.objects.filter(state=VersionState.IN_REVIEW, review=None).order_by("submitted_at")
    versions = list(waiting.select_related("use_case"))
    for version in versions:
        review = _begin(version, ApprovalRoute.objects.in_use().whole().get(route_for=version.risk_tier), None)
        record("registers.use_case.review_started", subject=version.use_case, by=None, route=str(review.route))
    return len(versions)


def _begin(version: UseCaseVersion, route: ApprovalRoute, earlier: Review | None) -> Review:
    review = Review.objects.create(version=version, route=route, carried_from=earlier)
    for done in earlier.steps.agreed() if earlier else ():
        ReviewStep.objects.create(
            review=review,
            step=done.step,
            opened_at=done.opened_at,
            due_at=done.due_at,
            closed_at=now(),
            outcome=StepOutcome.CARRIED,
        )
    open_next(review)
    return review


def open_next(review: Review) -> ReviewStep | None:
    """Open the first step of the route that was not reached yet, and tell whoever may decide; None at its end."""
    reached = review.steps.values("step")
    step = RouteStep.objects.filter(route=review.route).exclude(pk__in=reached).order_by("position").first()
    if step is None:
        return None
    opened = ReviewStep.objects.create(review=review, step=step, **_deadlines(step))
    tell_reviewers(opened)
    return opened


def _deadlines(step: RouteStep) -> dict[str, object]:
    zone, free = get_default_timezone(), holidays_from(today())
    due = due_at(now(), step.due_in, zone, free)
    if step.escalates_after is None:
        return {"due_at": due}
    # Counted from the day on which it is due, not from the midnight after it.
    return {"due_at": due, "escalates_at": due_at(due - timedelta(seconds=1), step.escalates_after, zone, free)}


def _carried(use_case: UseCase, version: UseCaseVersion, route: ApprovalRoute) -> Review | None:
    earlier = (
        Review.objects.filter(
            version__use_case=use_case,
            version__number=version.number - 1,
            version__state=VersionState.REPLACED,
            state__in=(ReviewState.SET_ASIDE, ReviewState.CHANGES_ASKED),
            route=route,
        )
        .select_related("version")
        .first()
    )
    if earlier is None or earlier.version is None:
        return None
    changed = differences(content_of(earlier.version), content_of(version))
    return None if is_material(changed) or not _counts_on(use_case, earlier) else earlier


def _counts_on(use_case: UseCase, earlier: Review) -> bool:
    """Tell whether agreement may count once more: nobody's who owns it or works on it meanwhile (SOC 2 CC5.1)."""
    given: Any = counting(earlier).approvals().values_list("person_id", "on_behalf_of_id")
    agreed = {str(key) for pair in given for key in pair if key is not None}
    return times_carried(earlier) < MOST_CARRIED and agreed.isdisjoint(near_to(use_case))
