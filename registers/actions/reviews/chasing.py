"""Answers that are late: reviewers are reminded, then the step goes on to whom its route names."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from common.clock import now
from registers.actions.reviews.telling import deciders_of, tell_reviewers
from registers.models import Document, Review, ReviewStep, UseCase
from trail.recording import record


def chase_reviewers() -> int:
    """Remind of answers that are late, once, and send steps on whose time is over or whose people have all left."""
    moment = now()
    late = ReviewStep.objects.waiting().filter(
        Q(due_at__lt=moment, reminded_at=None) | Q(escalates_at__isnull=False, escalated_at=None)
    )
    return sum(_chase(key) for key in list(late.values_list("pk", flat=True)))


@transaction.atomic
def _chase(step_id: UUID) -> int:
    step = (
        ReviewStep.objects.select_for_update(skip_locked=True, of=("self",))
        .waiting()
        .select_related("step", "review__version__use_case", "review__document_version__document")
        .filter(pk=step_id)
        .first()
    )
    if step is None:
        return 0
    if step.escalates_at is not None and step.escalated_at is None and _goes_on(step):
        return _send_on(step)
    if step.due_at < now() and step.reminded_at is None:
        step.reminded_at = now()
        step.save(update_fields=["reminded_at"])
        tell_reviewers(step)
        return 1
    return 0


def _goes_on(step: ReviewStep) -> bool:
    """Tell whether a step goes on: nobody answered in time, or nobody is left who could."""
    return (step.escalates_at is not None and step.escalates_at < now()) or not deciders_of(step)


def _send_on(step: ReviewStep) -> int:
    step.escalated_at = now()
    step.save(update_fields=["escalated_at"])
    record(
        "registers.use_case.escalated",
        subject=_reviewed(step.review),
        by=None,
        step=step.step.name,
        to=[str(each) for each in step.step.parties.filter(escalation=True).select_related("role", "person")],
    )
    tell_reviewers(step)
    return 1


def _reviewed(review: Review) -> UseCase | Document | Review:
    """Return what a review is about."""
    if review.version is not None:
        return review.version.use_case
    return review.document_version.document if review.document_version is not None else review
