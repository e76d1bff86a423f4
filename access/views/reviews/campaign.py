"""The page of one access review, with the rights that it looks at."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.access_reviews.answering import answer_review_item, reassign_review_item
from access.bulk import BulkAction
from access.choices import ReviewAnswer, ReviewStage
from access.models import AccessReview, AccessReviewItem
from access.pages import ListPage
from access.permits import may
from access.presenting_reviews import flag_chart, progress_of, scope_in_words
from access.review_answer_forms import KeepManyForm, ReassignForm, RemoveManyForm
from access.review_filters import ReviewItemFilter
from access.review_item_tables import ReviewItemTable
from access.review_tones import STAGE_TONES
from access.views.reviews.base import ANSWER, EVIDENCE, OVER, RUN, VIEW, crumbs, tabs_of
from common.presentation import Action, Badge


def keep(key: Any, *, by: Any, note: str) -> AccessReviewItem:
    """Keep one of the selected rights."""
    return answer_review_item(key, answer=ReviewAnswer.KEEP, note=note, by=by)


def remove(key: Any, *, by: Any, note: str) -> AccessReviewItem:
    """Have one of the selected rights taken away."""
    return answer_review_item(key, answer=ReviewAnswer.REMOVE, note=note, by=by)


class ReviewPage(ListPage):
    """One access review: how far it is, what is remarkable, and every right in it, answered where it stands."""

    permission = VIEW
    model = AccessReview
    name = "access-review-items"
    template_name = "access/reviews/campaign.html"
    filterset_class = ReviewItemFilter
    table_class = ReviewItemTable
    sorts: ClassVar = {"person": ("position",), "reviewer": ("reviewer__name",), "answered_at": ("answered_at",)}
    default_sort = "person"
    default_columns = ("person", "right", "remarks", "since", "last_used", "reviewer", "answer")
    locked_columns = ("person", "right", "answer")
    export_permission = VIEW
    exports_all_columns = True
    empty_title = _("Nothing was frozen")
    bulk_actions = (
        BulkAction(
            name="keep",
            label=_("Keep"),
            permission=ANSWER,
            run=keep,
            form_class=KeepManyForm,
            consequences=(_("Each selected right stays as it is; you can say otherwise until the review is applied."),),
        ),
        BulkAction(
            name="remove",
            label=_("Remove"),
            permission=ANSWER,
            run=remove,
            form_class=RemoveManyForm,
            danger=True,
            consequences=(_("Each selected right is taken away when the review is applied, not before."),),
        ),
        BulkAction(
            name="reassign",
            label=_("Ask somebody else"),
            permission=RUN,
            run=reassign_review_item,
            form_class=ReassignForm,
            consequences=(_("They answer from now on; what is their own stays with who has it."),),
        ),
    )

    def get_object(self) -> AccessReview:
        """Return the campaign with who opened it."""
        rows = AccessReview.objects.visible_to(self.reader).asking(self.reader).select_related("opened_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Return its name."""
        return self.object.label if self.object else _t("Rights in an access review")

    def file_stem(self) -> str:
        """Return how a file with its rights is called."""
        return f"access-review-{self.object.name}"

    def rows(self) -> Any:
        """Return the rights that the reader may see, in the campaign's order."""
        rows = AccessReviewItem.objects.visible_to(self.reader).filter(review=self.kwargs["pk"])
        return rows.select_related("review", "person", "reviewer", "answered_by")

    def why_not_in_bulk(self) -> str:
        """Say that it is over, or being applied."""
        return "" if self.object.state == ReviewStage.OPEN else _t(OVER)

    def primary_action(self) -> Action | None:
        """Offer to apply it."""
        if self.object.state not in {ReviewStage.OPEN, ReviewStage.APPLYING} or not may(self.reader, RUN):
            return None
        return Action(_t("Apply"), reverse("access:apply-review", args=[self.object.pk]), icon="player-play")

    def context(self, listing: Any) -> dict[str, Any]:
        """Return where it stands; of htmx's list alone nothing more."""
        review = self.object
        stage = ReviewStage(review.state)
        shared = {
            "review": review,
            "breadcrumbs": crumbs(),
            "badge": Badge(stage.label, STAGE_TONES[stage]),
            "meta": scope_in_words(review),
            "tabs": tabs_of(review, "rights"),
            "actions": self._actions(),
        }
        htmx = getattr(self.request, "htmx", None)
        if htmx and htmx.target == "listing":
            return shared
        seen = AccessReviewItem.objects.visible_to(self.reader).filter(review=review)
        progress = progress_of(review, seen, self.reader)
        return {
            **shared,
            "progress": progress,
            "chart": flag_chart(progress["remarks"]),
            "answers_here": bool(listing.bulk_actions),
        }

    def _actions(self) -> list[Action]:
        review = self.object
        found = []
        if may(self.reader, VIEW):
            place = reverse("access:compare-reviews")
            found.append(Action(_t("Compare"), f"{place}?b={review.pk}", "git-compare"))
        if may(self.reader, EVIDENCE):
            found.append(Action(_t("Evidence (JSON)"), reverse("access:review-evidence", args=[review.pk]), "download"))
        if review.state == ReviewStage.OPEN and may(self.reader, RUN):
            place = reverse("access:cancel-review", args=[review.pk])
            found.append(Action(_t("Cancel the review"), place, "circle-x", danger=True, panel="dialog"))
        return found
