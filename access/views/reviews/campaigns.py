"""The list of access reviews, one of them with its rights, and its history."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.access_reviews.answering import answer_review_item, reassign_review_item
from access.bulk import BulkAction
from access.choices import ReviewAnswer, ReviewStage
from access.gate import SIGNED_IN
from access.models import AccessReview, AccessReviewItem
from access.pages import DetailPage, ListPage
from access.permits import may
from access.presenting_reviews import flag_chart, progress_of, reviewers_of, scope_in_words
from access.review_evidence import digest_holds
from access.review_filters import AccessReviewFilter, ReviewItemFilter
from access.review_forms import KeepManyForm, ReassignForm, RemoveManyForm
from access.review_tables import STAGE_TONES, AccessReviewTable, ReviewItemTable
from access.timeline import SHOWN
from access.trail_visibility import entries_visible_to
from common.cells import badge_cell
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import number, when

VIEW, RUN, ANSWER = "access.view_reviews", "access.run_reviews", "access.answer_review"
RECOMPUTE = "jq -cjS .frozen FILE | sha256sum"


def crumbs(review: AccessReview | None = None) -> list[Link]:
    """Return the way back."""
    found = [Link(_t("Access reviews"), reverse("access:reviews"))]
    return [*found, Link(review.label, review.get_absolute_url())] if review else found


def keep(key: Any, *, by: Any, note: str) -> AccessReviewItem:
    """Keep one of the selected rights."""
    return answer_review_item(key, answer=ReviewAnswer.KEEP, note=note, by=by)


def remove(key: Any, *, by: Any, note: str) -> AccessReviewItem:
    """Have one of the selected rights taken away."""
    return answer_review_item(key, answer=ReviewAnswer.REMOVE, note=note, by=by)


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
        rows = AccessReview.objects.visible_to(self.reader).select_related("opened_by")
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
            "answers_here": bool(listing.bulk_actions) and stage == ReviewStage.OPEN,
        }

    def _actions(self) -> list[Action]:
        review = self.object
        found = []
        if may(self.reader, VIEW):
            place = reverse("access:compare-reviews")
            found.append(Action(_t("Compare"), f"{place}?b={review.pk}", "git-compare"))
            found.append(Action(_t("Evidence (JSON)"), reverse("access:review-evidence", args=[review.pk]), "download"))
        if review.state == ReviewStage.OPEN and may(self.reader, RUN):
            place = reverse("access:cancel-review", args=[review.pk])
            found.append(Action(_t("Cancel the review"), place, "circle-x", danger=True, panel="dialog"))
        return found


class ReviewHistoryPage(DetailPage):
    """What happened to an access review: who opened it on what, who was asked, what became of it, and its digest."""

    permission = VIEW
    model = AccessReview
    template_name = "access/reviews/history.html"

    def get_object(self) -> AccessReview:
        """Return the campaign with who opened and closed it."""
        rows = AccessReview.objects.visible_to(self.reader).select_related("opened_by", "closed_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Return its name."""
        return self.object.label

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return when, by whom, on what."""
        review = self.object
        return (
            (_t("Looks at"), scope_in_words(review)),
            (_t("Opened"), when(review.opened_at)),
            (_t("Opened by"), review.opened_by or _t("The portal")),
            (_t("Due"), when(review.due_on)),
            (_t("Closed"), when(review.closed_at)),
            (_t("Closed by"), review.closed_by),
            (_t("Reason"), review.close_reason),
            (_t("Rights"), number(review.items.count())),
            (_t("What was frozen"), self._digest()),
        )

    def context(self) -> dict[str, Any]:
        """Return who was asked, how the digest is recomputed, and the campaign's own events."""
        review, stage = self.object, ReviewStage(self.object.state)
        about = entries_visible_to(self.reader).about(review).filter(subject_type="access.accessreview")
        return {
            "breadcrumbs": crumbs(),
            "badge": Badge(stage.label, STAGE_TONES[stage]),
            "tabs": tabs_of(review, "history"),
            "reviewers": reviewers_of(review),
            "recompute": RECOMPUTE,
            "evidence_url": reverse("access:review-evidence", args=[review.pk]) if may(self.reader, VIEW) else "",
            "timeline": list(about.select_related("actor")[:SHOWN]) if may(self.reader, "trail.view_entries") else None,
            "timeline_url": f"{reverse('trail:entries')}?about=access.accessreview:{review.pk}",
        }

    def _digest(self) -> Any:
        holds = digest_holds(self.object)
        word = _t("Unchanged") if holds else _t("Changed since")
        return format_html(
            '{}<br><code class="review-digest">{}</code>',
            badge_cell(word, Tone.SUCCESS if holds else Tone.DANGER),
            self.object.digest,
        )


def tabs_of(review: AccessReview, here: str) -> list[Link]:
    """Return the two sides of a campaign."""
    return [
        Link(_t("Rights"), review.get_absolute_url(), active=here == "rights"),
        Link(_t("History"), reverse("access:review-history", args=[review.pk]), active=here == "history"),
    ]
