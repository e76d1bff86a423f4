"""The history of an access review, and what proves that it was not changed."""

from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t

from access.choices import ReviewStage
from access.models import AccessReview
from access.pages import DetailPage
from access.permits import may
from access.presenting_reviews import reviewers_of, scope_in_words
from access.review_evidence import digest_holds
from access.review_tones import STAGE_TONES
from access.timeline import SHOWN
from access.trail_visibility import entries_visible_to
from access.views.reviews.base import EVIDENCE, VIEW, crumbs, tabs_of
from common.cells import badge_cell
from common.presentation import Badge, Tone
from common.templatetags.kit import number, when

RECOMPUTE = "jq -cjS .frozen FILE | sha256sum"


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
            "evidence_url": reverse("access:review-evidence", args=[review.pk]) if may(self.reader, EVIDENCE) else "",
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
