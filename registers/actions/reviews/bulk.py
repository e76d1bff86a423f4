"""Approving many requests of low risk at once, each by the action of the single one and each on what was selected."""

from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from registers.actions.reviews.deciding import approve_use_case
from registers.models import Review, UseCase
from registers.reading.reviewers import DECIDE
from registers.reading.together import refusals_of
from registers.rules.bulk_approval import CHANGED

# As many as one call of the API answers at once.
MOST_IN_ONE_CALL = 100


@transaction.atomic
def approve_together(review_id: UUID, *, by: Person, reason: str, content_hash: str | None = None) -> UseCase:
    """Agree to one of the selected requests, if it is still the one that was selected and nothing is to be weighed.

    A review is of one frozen version, so its key says which content was shown; whoever was shown the hash sends it too.

    Raises:
        PermissionRefused, Refused: not a reviewer; it changed meanwhile, which names it, or is to be decided on alone.
        Review.DoesNotExist: there is no such request.
    """
    # Held before it is looked at, as by the decision itself: nothing changes in between.
    use_case = UseCase.objects.select_for_update(of=("self",)).filter(versions__review=review_id).first()
    permit(by, DECIDE, use_case)
    review, refusal = next(iter(refusals_of([review_id], by).items()), (None, None))
    if review is None:
        raise Review.DoesNotExist
    refuse_if(_named(review, CHANGED) if refusal == CHANGED else refusal)
    if use_case is None or review.version is None:
        # Policies have a tier of their own, so they were refused by now.
        raise Review.DoesNotExist
    shown = review.version.content_hash if content_hash is None else content_hash
    refuse_if(None if shown == review.version.content_hash else _named(review, CHANGED))
    return approve_use_case(use_case.pk, by=by, content_hash=shown, reason=reason)


def _named(review: Review, refusal: Refusal) -> Refusal:
    what = review.version.use_case if review.version else review
    return Refusal(refusal.code, _("%(what)s: %(why)s"), None, {"what": str(what), "why": refusal.text})
