"""The work that access reviews give: rights to answer for, campaigns that are overdue or ready to be applied."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.models import AccessReview, AccessReviewItem, Person
from access.work import Work, WorkItem
from common.clock import today
from common.templatetags.kit import number


def _to_answer(person: Person) -> QuerySet[AccessReview]:
    """Return the open campaigns in which rights wait for a person, with how many."""
    waiting = Count("items", filter=Q(items__reviewer=person, items__answer=""))
    return AccessReview.objects.open().annotate(waiting=waiting).filter(waiting__gt=0).order_by("due_on", "id")


def _answering(review: Any) -> WorkItem:
    title = ngettext("Answer for %(n)s right", "Answer for %(n)s rights", review.waiting) % {
        "n": number(review.waiting)
    }
    link = f"{review.get_absolute_url()}?reviewer=me&answer=none"
    return WorkItem(title % {"n": number(review.waiting)}, link, review.label, review.due_on)


def _overdue(_person: Person) -> QuerySet[AccessReview]:
    """Return the campaigns whose last day has passed while rights are unanswered."""
    unanswered = AccessReviewItem.objects.filter(review=OuterRef("pk"), answer="")
    return AccessReview.objects.open().filter(Exists(unanswered), due_on__lt=today()).order_by("due_on", "id")


def _ready(_person: Person) -> QuerySet[AccessReview]:
    """Return the campaigns in which every right is answered for."""
    unanswered = AccessReviewItem.objects.filter(review=OuterRef("pk"), answer="")
    return AccessReview.objects.open().filter(~Exists(unanswered)).order_by("due_on", "id")


REVIEW_WORK = (
    Work(
        name="access-reviews-to-answer",
        label=_("Access reviews that ask you"),
        permission="",
        icon="list-check",
        rows=_to_answer,
        item=_answering,
    ),
    Work(
        name="access-reviews-overdue",
        label=_("Access reviews that are overdue"),
        permission="access.run_reviews",
        icon="alert-triangle",
        rows=_overdue,
        item=lambda review: WorkItem(
            review.label,
            f"{review.get_absolute_url()}?answer=none",
            _t("Answer for what is left, or ask somebody else."),
            review.due_on,
        ),
    ),
    Work(
        name="access-reviews-to-apply",
        label=_("Access reviews to apply"),
        permission="access.run_reviews",
        icon="player-play",
        rows=_ready,
        item=lambda review: WorkItem(
            review.label,
            reverse("access:apply-review", args=[review.pk]),
            _t("Every right is answered for; look at what will happen."),
            review.due_on,
        ),
    ),
)
