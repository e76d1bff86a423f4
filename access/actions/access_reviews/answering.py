"""Answering for rights, asking somebody else, and giving a campaign up."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from access.actions.access_reviews.opening import concerned_by, tell_reviewer
from access.choices import ReviewAnswer, ReviewStage
from access.models import AccessReview, AccessReviewItem, Person
from access.permits import permit
from access.reviewing import kinds
from access.rules.access_reviews import refuse_cancelling
from access.rules.break_glass import refuse_choosing
from access.rules.review_answers import refuse_answer
from access.rules.reviewers import refuse_reviewer
from common.clock import now, today
from common.refusals import refuse_if
from common.terms import term_of
from trail.recording import record


@transaction.atomic
def answer_review_item(
    item_id: UUID, *, answer: str, by: Person, note: str = "", ends_on: date | None = None
) -> AccessReviewItem:
    """Say of a right whether it is kept, kept until a day or taken away; it can be said anew until it is applied.

    Raises:
        PermissionRefused, Refused: not allowed, over, one's own access, a note that is missing, or no such change.
    """
    item = _locked(item_id)
    permit(by, "access.answer_review", item)
    note = note.strip()
    refuse_if(
        refuse_answer(
            state=item.review.state,
            done=bool(item.outcome),
            is_own=by.pk in concerned_by(item),
            answer=answer,
            note=note,
            flagged=bool(item.flags),
            changeable=is_changeable(item),
            ends_on=ends_on,
            starts_on=_day_of(item, "starts_on"),
            present_end=_day_of(item, "ends_on"),
            only_earlier=ends_only_earlier(item),
            today=today(),
        )
    )
    change = {"ends_on": ends_on.isoformat()} if answer == ReviewAnswer.CHANGE and ends_on else {}
    if (item.answer, item.note, item.change) == (answer, note, change):
        return item
    item.answer, item.note, item.change = answer, note, change
    item.answered_by, item.answered_at = by, now()
    item.save(update_fields=["answer", "note", "change", "answered_by", "answered_at"])
    record(
        "access.review.answered",
        subject=item,
        also=[item.review, item.person],
        by=by,
        reason=note,
        answer=term_of(ReviewAnswer(answer).label),
        until=ends_on if change else None,
    )
    return item


@transaction.atomic
def reassign_review_item(item_id: UUID, *, reviewer: Person, by: Person, reason: str) -> AccessReviewItem:
    """Ask somebody else about a right; they are told once, when it is the first that waits for them.

    Raises:
        PermissionRefused, Refused: not allowed, over, or their own access, or they are not here any more.
    """
    permit(by, "access.run_reviews")
    item = _locked(item_id)
    refuse_if(refuse_cancelling(state=item.review.state))
    reviewer = Person.objects.get(pk=reviewer.pk)
    is_own = reviewer.pk in concerned_by(item)
    refuse_if(refuse_choosing(is_for_emergencies=reviewer.is_for_emergencies, field="reviewer"))
    refuse_if(refuse_reviewer(active=reviewer.is_active, is_service=reviewer.is_service, is_own=is_own))
    if item.reviewer_id == reviewer.pk:
        return item
    new_to_it = not item.review.items.waiting().filter(reviewer=reviewer).exists()
    item.reviewer = reviewer
    item.save(update_fields=["reviewer"])
    record(
        "access.review.reassigned",
        subject=item,
        also=[item.review, reviewer],
        by=by,
        reason=reason,
        reviewer=reviewer,
    )
    if new_to_it and not item.answer and reviewer != by:
        tell_reviewer(item.review, reviewer, 1)
    return item


@transaction.atomic
def cancel_access_review(review_id: UUID, *, by: Person, reason: str) -> AccessReview:
    """Give a campaign up: nothing of it is carried out.

    Raises:
        PermissionRefused, Refused: not allowed, or it is not open any more.
    """
    permit(by, "access.run_reviews")
    review = AccessReview.objects.select_for_update().get(pk=review_id)
    refuse_if(refuse_cancelling(state=review.state))
    review.state, review.closed_by, review.closed_at = ReviewStage.CANCELLED, by, now()
    review.close_reason = reason
    review.save(update_fields=["state", "closed_by", "closed_at", "close_reason"])
    record("access.review.cancelled", subject=review, by=by, reason=reason)
    return review


def is_changeable(item: AccessReviewItem) -> bool:
    """Tell whether "change" can be said of a right."""
    kind = kinds().get(item.kind)
    return kind is not None and kind.change is not None and bool(item.facts.get("changeable"))


def ends_only_earlier(item: AccessReviewItem) -> bool:
    """Tell whether the end of a right can only come earlier: a token's is set once, when it is issued."""
    kind = kinds().get(item.kind)
    return kind is not None and kind.only_earlier


def _day_of(item: AccessReviewItem, name: str) -> date | None:
    day: Any = item.facts.get("right", {}).get(name)
    return date.fromisoformat(day) if day else None


def _locked(item_id: UUID) -> AccessReviewItem:
    """Return a right that nobody else answers for now; its campaign is read after that."""
    AccessReviewItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    return AccessReviewItem.objects.select_related("review", "person", "reviewer").get(pk=item_id)
