"""Two access reviews side by side, and the evidence of one as a file."""

import json
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewStage
from access.comparing_reviews import Comparison, Pair, compare
from access.models import AccessReview
from access.pages import Page
from access.reading import note_taking
from access.review_evidence import evidence_of
from access.review_tones import FLAGS, flag_tone
from access.views.reviews.base import EVIDENCE, VIEW, crumbs
from common.identifiers import as_id
from common.presentation import Badge

SHOWN = 200


class ComparePage(Page):
    """What came, went, stayed and came back between two campaigns; the last two unless said."""

    permission = VIEW
    title = _("Compare two access reviews")
    template_name: ClassVar[str] = "access/reviews/compare.html"

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it; addresses of campaigns that are none show the last two."""
        reviews = list(AccessReview.objects.visible_to(self.reader).exclude(state=ReviewStage.CANCELLED)[:100])
        by_key = {review.pk: review for review in reviews}
        after = self._chosen(by_key, "b") or (reviews[0] if reviews else None)
        others = [review for review in reviews if after and review.opened_at < after.opened_at]
        before = self._chosen(by_key, "a") or (others[0] if others else None)
        sections = sections_of(compare(before, after)) if before and after and before != after else []
        context = {"breadcrumbs": crumbs(), "reviews": reviews, "before": before, "after": after, "sections": sections}
        return self.respond(context)

    def _chosen(self, by_key: dict[UUID, AccessReview], name: str) -> AccessReview | None:
        key = as_id(self.request.GET.get(name, ""))
        return by_key.get(key) if key else None


class EvidencePage(Page):
    """Everything that proves a campaign, as one JSON file, the same whenever it is asked for; taking it is recorded."""

    permission = EVIDENCE
    view_permission = VIEW
    model = AccessReview

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        review = get_object_or_404(AccessReview.objects.select_related("opened_by", "closed_by"), pk=self.object.pk)
        evidence = evidence_of(review)
        note_taking(self.reader, f"{_t('Access reviews')}: {review.name}", count=len(evidence["answers"]))
        text = json.dumps(evidence, sort_keys=True, ensure_ascii=False, indent=1)
        response = HttpResponse(text, content_type="application/json")
        name = slugify(review.name) or "access-review"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response


def sections_of(found: Comparison) -> list[dict[str, Any]]:
    """Return the parts of a comparison in words, what needs somebody's eye first."""
    return [
        _section("back", _t("Taken away, and back again"), found.back_again),
        _section("flagged", _t("Newly remarkable"), found.newly_flagged),
        _section("added", _t("Added since"), found.added),
        _section("gone", _t("Gone since"), found.gone),
        _section("kept", _t("Kept twice"), found.kept_twice),
    ]


def _section(name: str, title: str, pairs: list[Pair]) -> dict[str, Any]:
    rows = [
        {
            "holder": pair.holder,
            "department": pair.item.facts["department"],
            "right": pair.right,
            "before": pair.before.get_answer_display() if pair.before and pair.before.answer else "",
            "after": pair.after.get_answer_display() if pair.after and pair.after.answer else "",
            "note": pair.item.note,
            "flags": [Badge(FLAGS.get(flag, flag), flag_tone(flag)) for flag in pair.item.flags],
        }
        for pair in pairs[:SHOWN]
    ]
    return {"name": name, "title": title, "count": len(pairs), "rows": rows, "more": max(0, len(pairs) - SHOWN)}
