"""What the pages of an access review share."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop

from access.models import AccessReview
from common.presentation import Link

VIEW, RUN, ANSWER = "access.view_reviews", "access.run_reviews", "access.answer_review"
EVIDENCE = "access.take_review_evidence"
OVER = gettext_noop("This review is not open any more; its answers stand as they are.")


def crumbs(review: AccessReview | None = None) -> list[Link]:
    """Return the way back."""
    found = [Link(_t("Access reviews"), reverse("access:reviews"))]
    return [*found, Link(review.label, review.get_absolute_url())] if review else found


def tabs_of(review: AccessReview, here: str) -> list[Link]:
    """Return the two sides of a campaign."""
    return [
        Link(_t("Rights"), review.get_absolute_url(), active=here == "rights"),
        Link(_t("History"), reverse("access:review-history", args=[review.pk]), active=here == "history"),
    ]
