"""How values are shown: tones, initials, relative times, small charts. Pure; the template tags of the kit use it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zlib import crc32

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AVATAR_COLOURS = 8
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 604800
# Where a reader stands in a list; meaningless once its filters or its order change.
PAGE_PARAMETERS = frozenset({"after", "before", "page", "cursor", "row"})


class Tone(StrEnum):
    """What a status means to its reader; each has a colour and a shape of its own."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


TONE_ICONS = {
    Tone.NEUTRAL: "circle-dashed",
    Tone.INFO: "circle-dot",
    Tone.SUCCESS: "circle-check",
    Tone.WARNING: "alert-triangle",
    Tone.DANGER: "alert-octagon",
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as a word, with the tone that gives it colour and shape."""

    word: Any
    tone: str = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Action:
    """Something a page offers to do: a link, optionally opened beside the page (`panel`) or over it (`dialog`)."""

    label: Any
    url: str
    icon: str = ""
    danger: bool = False
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: a breadcrumb or a tab."""

    label: Any
    url: str
    active: bool = False
    count: int | None = None


def initials_of(name: str) -> str:
    """Return one or two capital letters for a person or a thing: "Ada King" -> "AK"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar_colour(key: str) -> int:
    """Return a colour number (0-7), the same for the same key on every machine."""
    return crc32(key.encode()) % AVATAR_COLOURS


def relative_time(moment: datetime, now: datetime) -> str:
    """Return how far a moment is from now in one rounded unit; nothing beyond a week, where a date says more."""
    seconds = int((now - moment).total_seconds())
    distance = abs(seconds)
    if distance >= WEEK:
        return ""
    if distance < MINUTE:
        return _("just now") if seconds >= 0 else _("in a moment")
    amount = _distance(distance)
    return _("%(amount)s ago") % {"amount": amount} if seconds > 0 else _("in %(amount)s") % {"amount": amount}


def _distance(seconds: int) -> str:
    if seconds < HOUR:
        minutes = seconds // MINUTE
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if seconds < DAY:
        hours = seconds // HOUR
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = seconds // DAY
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def other_parameters(query: str, without: Iterable[str]) -> list[tuple[str, str]]:
    """Return what a form must carry along of a query string: all but its own fields and the place in the list."""
    dropped = PAGE_PARAMETERS | set(without)
    return [(name, value) for name, values in QueryDict(query).lists() if name not in dropped for value in values]


def sparkline_points(values: Sequence[float], width: int = 96, height: int = 24) -> str:
    """Return the points of an SVG polyline through the values, lowest at the bottom; empty below two values."""
    if len(values) < 2:
        return ""
    low, span = min(values), (max(values) - min(values)) or 1
    step = (width - 2) / (len(values) - 1)
    return " ".join(
        f"{1 + index * step:.1f},{height - 2 - (value - low) / span * (height - 4):.1f}"
        for index, value in enumerate(values)
    )
