"""How requests that wait are told: what they are, at which step, how late."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _t
from django.utils.translation import pgettext

from common.clock import now, today
from common.presentation import Badge, Tone
from registers.choices import ReviewState, RouteFor
from registers.models import Review
from registers.presenting.use_cases import TIER_TONES


def name_of(review: Review) -> str:
    """Return what is asked for: its code and the title of the version in review; of a document, its title."""
    if review.version is not None:
        return f"{review.version.use_case.code} {review.version.title}"
    return str(review.document_version.document) if review.document_version else str(review)


def code_of(review: Review) -> str:
    """Return the code of the use case; documents have none."""
    return review.version.use_case.code if review.version else ""


def title_of(review: Review) -> str:
    """Return the title of the version in review, or of the document."""
    return review.version.title if review.version else name_of(review)


def owner_of(review: Review) -> Any:
    """Return who owns what is asked for."""
    if review.version is not None:
        return review.version.use_case.owner
    return review.document_version.document.owner if review.document_version else None


def number_of(review: Review) -> int:
    """Return the number of the version in review."""
    version: Any = review.version or review.document_version
    return int(version.number)


def is_change(review: Review) -> bool:
    """Tell whether another version is in force meanwhile."""
    return review.version is not None and review.version.use_case.in_force_id is not None


def kind_badge(review: Review) -> Badge:
    """Return the tier of a request, or that it is a policy document."""
    kind = RouteFor(review.route.route_for)
    if kind == RouteFor.POLICY:
        return Badge(_t("Document"), Tone.INFO)
    words = {
        RouteFor.LOW: pgettext("risk", "Low"),
        RouteFor.MEDIUM: pgettext("risk", "Medium"),
        RouteFor.HIGH: pgettext("risk", "High"),
    }
    return Badge(words[kind], TIER_TONES[kind])


def version_words(review: Review) -> str:
    """Return which version it is, and whether it changes one in force."""
    words = _t("%(number)d, a change") if is_change(review) else _t("%(number)d, the first")
    return words % {"number": number_of(review)}


def step_words(review: Any) -> str:
    """Return at which step a review waits."""
    if review.step_name is None:
        return ""
    return _t("%(position)d of %(total)d: %(name)s") % {
        "position": review.step_position,
        "total": review.steps_total,
        "name": review.step_name,
    }


def last_day(due_at: datetime) -> Any:
    """Return the day by whose end an answer is due, as the organisation counts days."""
    return due_at.astimezone(get_default_timezone()).date()


def due_badge(due_at: datetime | None) -> Badge | None:
    """Return that an answer is late or due today or tomorrow; nothing while there is time."""
    if due_at is None:
        return None
    if due_at < now():
        return Badge(_t("Late"), Tone.DANGER)
    if last_day(due_at) == today():
        return Badge(_t("Due today"), Tone.WARNING)
    return Badge(_t("Due tomorrow"), Tone.WARNING) if last_day(due_at) == today() + timedelta(days=1) else None


def decided_words(review: Any) -> list[str]:
    """Return who has agreed so far, and what became of the version before."""
    words = [str(each.person) for each in review.decisions.all()]
    if review.carried_from_id:
        words.append(_t("Carried over from the version before"))
    elif review.answered_before in {ReviewState.CHANGES_ASKED, ReviewState.REJECTED}:
        words.append(
            _t("Changes asked before") if review.answered_before == ReviewState.CHANGES_ASKED else _t("Rejected before")
        )
    return words
