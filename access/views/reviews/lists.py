"""The list of access reviews."""

from typing import Any, ClassVar

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.gate import SIGNED_IN
from access.models import AccessReview
from access.pages import ListPage
from access.permits import may
from access.review_filters import AccessReviewFilter
from access.review_tables import AccessReviewTable
from access.views.reviews.base import RUN, VIEW
from common.presentation import Action


class ReviewsPage(ListPage):
    """Every access review, and how far it is; reviewers see those in which they are asked."""

    permission = SIGNED_IN
    title = _("Access reviews")
    name = "access-reviews"
    filterset_class = AccessReviewFilter
    table_class = AccessReviewTable
    sorts: ClassVar = {"opened_at": ("opened_at",), "due_on": ("due_on",), "name": ("name",)}
    default_sort = "-opened_at"
    default_columns = ("name", "state", "progress", "flagged", "removed", "due_on", "opened_at")
    locked_columns = ("name",)
    export_permission = VIEW
    empty_title = _("No access review yet")
    empty_text = _("A review freezes who may do what, and asks of each right whether it is still needed.")

    def prepare(self) -> None:
        """Find that there is something for the reader.

        Raises:
            Http404: no role shows them access reviews, and none asks them.
        """
        if not may(self.reader, VIEW) and not AccessReview.objects.visible_to(self.reader).exists():
            raise Http404

    def rows(self) -> Any:
        """Return the campaigns the reader may see, with their numbers."""
        return (
            AccessReview.objects.visible_to(self.reader)
            .select_related("opened_by")
            .annotate(
                rights=Count("items"),
                answered=Count("items", filter=~Q(items__answer="")),
                flagged=Count("items", filter=~Q(items__flags=[])),
                removed=Count("items", filter=Q(items__outcome="done", items__answer="remove")),
            )
        )

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way to a comparison."""
        compare = Action(_t("Compare two reviews"), reverse("access:compare-reviews"), "git-compare")
        return {"actions": [compare] if may(self.reader, VIEW) else []}

    def primary_action(self) -> Action | None:
        """Offer to open one."""
        if not may(self.reader, RUN):
            return None
        return Action(_t("Open an access review"), reverse("access:new-review"), icon="plus")
