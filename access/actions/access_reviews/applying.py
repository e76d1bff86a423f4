"""Carrying out what was answered: each decision by the action that people use; safe to run again after a failure."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop

from access.actions.access_reviews.opening import KIND, concerned_by
from access.actions.jobs import OPEN, start_job
from access.actions.messages import notify
from access.choices import ReviewAnswer, ReviewOutcome, ReviewStage
from access.models import AccessReview, AccessReviewItem, Job, Person
from access.permits import PermissionRefused, permit
from access.review_standing import as_it_is
from access.reviewing import Gone, kinds
from access.rules.access_reviews import refuse_applying
from access.rules.review_answers import OWN_ACCESS
from common.clock import now
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.terms import Term, term_of
from trail.recording import record, record_many

Step = Callable[[int, int], None]
# Decisions that a request carries out itself; more are a job.
MOST_AT_ONCE = 100
KEPT_AT_ONCE = 500
JOB = "access-review-apply"
UNKNOWN_KIND = Refusal("unknown_kind", _("No part of the portal knows this kind of right any more."))
CHANGED_SINCE = gettext_noop("It had changed since it was frozen.")
APPLIED = gettext_noop("“%(review)s” was applied: %(removed)s rights taken away, %(changed)s changed")


def apply_access_review(review_id: UUID, *, by: Person) -> AccessReview | Job:
    """Carry out every answer, in the background where there are many; nothing is done twice.

    Raises:
        PermissionRefused, Refused: not allowed, over, being applied, unanswered rights, or decisions about oneself.
    """
    review = begin_applying(review_id, by=by)
    if review.items.undecided().count() <= MOST_AT_ONCE:
        return carry_out(review.pk, by=by)
    title = _t("Application of “%(review)s”") % {"review": review.label}
    return start_job(JOB, title=title, settings={"review": str(review.pk)}, total=None, by=by)


@transaction.atomic
def begin_applying(review_id: UUID, *, by: Person) -> AccessReview:
    """Close a campaign's answers, so that they can be carried out as they are.

    Raises:
        PermissionRefused, Refused: as for `apply_access_review`.
    """
    permit(by, "access.run_reviews")
    review = AccessReview.objects.select_for_update().get(pk=review_id)
    # Whoever answers holds the right they answer for: what they say counts, or comes too late.
    list(review.items.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    refuse_if(why_not_applied(review, by))
    if review.state == ReviewStage.OPEN:
        review.state, review.closed_by = ReviewStage.APPLYING, by
        review.save(update_fields=["state", "closed_by"])
        record("access.review.begun", subject=review, by=by)
    return review


def why_not_applied(review: AccessReview, by: Person) -> Refusal | None:
    """Say why somebody cannot apply a campaign now."""
    return refuse_applying(
        state=review.state,
        running=Job.objects.filter(kind=JOB, state__in=OPEN, settings__review=str(review.pk)).exists(),
        unanswered=review.items.filter(answer="").count(),
        own=review.items.undecided().concerning(by).count(),
    )


def carry_out(
    review_id: UUID, *, by: Person, step: Callable[[int, int], None] = lambda _done, _all: None
) -> AccessReview:
    """Carry out what is not yet: each decision by itself, what is kept in few statements, then close the campaign."""
    review = AccessReview.objects.get(pk=review_id)
    total = review.items.filter(outcome="").count()
    left, done = review.items.filter(outcome="").order_by("position").values_list("pk", flat=True), 0
    for key in list(review.items.undecided().order_by("position").values_list("pk", flat=True)):
        carry_out_item(key, by=by)
        done += 1
        step(done, total)
    while keys := list(left[:KEPT_AT_ONCE]):
        note_kept(keys, by=by)
        done += len(keys)
        step(min(done, total), total)
    return finish_applying(review_id, by=by)


@transaction.atomic
def carry_out_item(item_id: UUID, *, by: Person) -> AccessReviewItem:
    """Take a right away or change it as it was answered; what is refused stays as it is, and says why."""
    AccessReviewItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    item = AccessReviewItem.objects.select_related("review", "person").get(pk=item_id)
    if item.outcome or not item.answer:
        return item
    item.outcome, item.outcome_note = _done(item, by)
    item.save(update_fields=["outcome", "outcome_note"])
    record(
        "access.review.carried_out",
        subject=item,
        also=[item.review, item.person],
        by=by,
        answer=term_of(ReviewAnswer(item.answer).label),
        outcome=term_of(ReviewOutcome(item.outcome).label),
        # Our own words, unlike a reason: read in the reader's language.
        **({"note": Term(item.outcome_note)} if item.outcome_note else {}),
    )
    return item


@transaction.atomic
def note_kept(keys: Iterable[UUID], *, by: Person) -> None:
    """Note of rights that are kept that they were, or that they are gone by now."""
    items = list(AccessReviewItem.objects.filter(pk__in=keys, outcome="").select_for_update(of=("self",)))
    standing = as_it_is(items)
    for outcome, some in (
        (ReviewOutcome.KEPT, [item for item in items if standing[item.pk].stands]),
        (ReviewOutcome.GONE, [item for item in items if not standing[item.pk].stands]),
    ):
        AccessReviewItem.objects.filter(pk__in=[item.pk for item in some]).update(outcome=outcome)
        record_many(
            "access.review.carried_out",
            some,
            by=by,
            details_of=partial(_told_as, outcome),
        )


@transaction.atomic
def finish_applying(review_id: UUID, *, by: Person) -> AccessReview:
    """Close a campaign once every answer is carried out, and tell what came of it."""
    review = AccessReview.objects.select_for_update().get(pk=review_id)
    if review.state != ReviewStage.APPLYING or review.items.filter(outcome="").exists():
        return review
    review.state, review.closed_by, review.closed_at = ReviewStage.APPLIED, by, now()
    review.save(update_fields=["state", "closed_by", "closed_at"])
    counts: dict[str, Any] = outcomes_of(review)
    record("access.review.applied", subject=review, by=by, **counts)
    for reviewer in Person.objects.active().filter(access_review_answers__review=review).exclude(pk=by.pk).distinct():
        values = {"review": review.name, **counts}
        notify(reviewer, kind=KIND, title=APPLIED, values=values, link=review.get_absolute_url())
    return review


def _told_as(outcome: ReviewOutcome, item: AccessReviewItem) -> dict[str, Any]:
    return {"answer": term_of(ReviewAnswer(item.answer).label), "outcome": term_of(outcome.label)}


def outcomes_of(review: AccessReview) -> dict[str, Any]:
    """Return how many rights were kept, removed, changed, gone already, and refused."""
    found = Counter(review.items.order_by().values_list("outcome", "answer"))
    done = {answer: found[ReviewOutcome.DONE, answer] for answer in (ReviewAnswer.REMOVE, ReviewAnswer.CHANGE)}
    by_outcome = Counter[str]()
    for (outcome, _answer), count in found.items():
        by_outcome[outcome] += count
    return {
        "kept": by_outcome[ReviewOutcome.KEPT],
        "removed": done[ReviewAnswer.REMOVE],
        "changed": done[ReviewAnswer.CHANGE],
        "gone": by_outcome[ReviewOutcome.GONE],
        "refused": by_outcome[ReviewOutcome.REFUSED],
    }


def _done(item: AccessReviewItem, by: Person) -> tuple[str, str]:
    """Do what was answered; return what came of it and a remark, in English, that pages translate."""
    standing = as_it_is([item])[item.pk]
    if not standing.stands:
        return ReviewOutcome.GONE, ""
    if item.answer == ReviewAnswer.KEEP:
        return ReviewOutcome.KEPT, ""
    try:
        with transaction.atomic():
            refuse_if(OWN_ACCESS if by.pk in concerned_by(item) else None)
            remark = _carried_out(item, by)
    except Gone:
        return ReviewOutcome.GONE, ""
    except Refused as refused:
        return ReviewOutcome.REFUSED, refused.refusal.message % refused.refusal.details
    except PermissionRefused as refused:
        return ReviewOutcome.REFUSED, str(refused)
    return ReviewOutcome.DONE, remark or (CHANGED_SINCE if standing.differences else "")


def _carried_out(item: AccessReviewItem, by: Person) -> str:
    kind = kinds().get(item.kind)
    do = kind and (kind.remove if item.answer == ReviewAnswer.REMOVE else kind.change)
    if not do:
        raise Refused(UNKNOWN_KIND)
    return do(item, by)
