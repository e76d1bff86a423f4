"""Components as values, for cells that Python draws (table columns, facts)."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from common.presentation import Tone


def badge_cell(word: Any, tone: str = Tone.NEUTRAL) -> SafeString:
    """Return a status as a badge."""
    return _badge(str(word), tone)


def person_cell(person: Any, url: str = "") -> SafeString:
    """Return a person as initials and name."""
    return _person(str(person), url)


# A list shows the same few badges and people on every row and page; rendering them once halves its time.
@lru_cache(maxsize=1024)
def _badge(word: str, tone: str) -> SafeString:
    return mark_safe(render_to_string("components/badge.html", {"word": word, "tone": tone}))  # noqa: S308 - our own template


@lru_cache(maxsize=4096)
def _person(name: str, url: str) -> SafeString:
    return mark_safe(render_to_string("components/person.html", {"person": name, "url": url}))  # noqa: S308 - our own template
