"""The cell in which a right is answered for: in the list, and by itself once it is answered."""

from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _t

from access.actions.access_reviews.answering import is_changeable
from access.actions.access_reviews.opening import concerned_by
from access.choices import ReviewOutcome, ReviewStage
from access.models import AccessReviewItem
from access.permits import may
from access.review_tones import ANSWER_TONES, OUTCOME_TONES
from access.review_words import value_in_words
from common.presentation import Tone


def answer_context(request: Any, item: AccessReviewItem) -> dict[str, Any]:
    """Return what the cell of an answer shows to its reader."""
    own = request.user.pk in concerned_by(item)
    open_still = item.review.state == ReviewStage.OPEN and not item.outcome
    until = value_in_words(item.change["ends_on"]) if item.change.get("ends_on") else ""
    said = item.get_answer_display() if item.answer else ""
    return {
        "item": item,
        "title": str(item),
        "said": _t("Keep until %(day)s") % {"day": until} if until else said,
        "tone": ANSWER_TONES.get(item.answer, Tone.NEUTRAL),
        "until": until,
        "by": item.answered_by.name if item.answered_by else "",
        "outcome": item.get_outcome_display() if item.outcome else "",
        "outcome_tone": OUTCOME_TONES.get(ReviewOutcome(item.outcome), Tone.NEUTRAL) if item.outcome else "",
        "outcome_note": _t(item.outcome_note) if item.outcome_note else "",
        "may_answer": open_still and not own and may(request.user, "access.answer_review", item),
        "own": own and open_still,
        "changeable": is_changeable(item),
        "back": request.get_full_path() if request.method == "GET" else request.POST.get("next", ""),
        "csrf_token": get_token(request),
    }


def answer_cell(request: Any, item: AccessReviewItem, **more: Any) -> Any:
    """Return the cell in which a right is answered for; `more` are what was typed and what is wrong with it."""
    context = {"note": item.note, "error": "", **answer_context(request, item), **more}
    return render_to_string("access/reviews/answer_cell.html", context)
