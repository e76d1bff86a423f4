"""Ending the review of a version, with the step that waited."""

from common.clock import now
from registers.choices import ReviewState, StepOutcome
from registers.models import Review, ReviewStep, UseCaseVersion


def open_review_of(version: UseCaseVersion | None) -> Review | None:
    """Return the review of a version that is under way, locked, if there is one."""
    return (
        Review.objects.select_for_update().filter(version=version, state=ReviewState.OPEN).first() if version else None
    )


def close_step(step: ReviewStep, outcome: StepOutcome) -> None:
    """End a step."""
    step.closed_at, step.outcome = now(), outcome
    step.save(update_fields=["closed_at", "outcome"])


def close_review(review: Review | None, state: ReviewState) -> None:
    """End a review that is under way; the step that waited is not needed any more. None is left as it is."""
    if review is None:
        return
    for step in review.steps.waiting():
        close_step(step, StepOutcome.LEFT)
    review.state, review.closed_at = state, now()
    review.save(update_fields=["state", "closed_at"])
