"""The kinds of background job that access reviews have: opening a large one, carrying out many decisions."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from access.actions.access_reviews.applying import JOB, carry_out, outcomes_of
from access.actions.access_reviews.opening import Asked, open_access_review
from access.actions.jobs import Progress, job_kind
from access.models import AccessReview
from common.templatetags.kit import number


@job_kind("access-review-open")
def open_in_background(progress: Progress) -> str:
    """Open a large campaign, all of it or nothing; one whose worker died after that is not opened twice."""
    by = progress.still_permitted("access.run_reviews")
    review = AccessReview.objects.filter(pk=progress.job.reached.get("review")).first()
    if review is None:
        with transaction.atomic():
            review = open_access_review(Asked.of(progress.settings), by=by)
            progress.remember({"review": str(review.pk)})
    count = review.items.count()
    said = ngettext("%(n)s right is in “%(review)s”.", "%(n)s rights are in “%(review)s”.", count)
    return said % {"n": number(count), "review": review.name}


@job_kind(JOB)
def apply_in_background(progress: Progress) -> str:
    """Carry out the answers of a campaign; one whose worker died goes on where it was."""

    def step(done: int, total: int) -> None:
        progress.step(done, total)
        progress.still_permitted("access.run_reviews")

    by = progress.still_permitted("access.run_reviews")
    counts = outcomes_of(carry_out(UUID(progress.settings["review"]), by=by, step=step))
    said = _t("%(kept)s kept, %(removed)s taken away, %(changed)s changed, %(gone)s gone already, %(refused)s refused.")
    return said % {name: number(count) for name, count in counts.items()}
