"""Components as values, for cells that Python draws (table columns, facts)."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from common.presentation import Tone


def badge_cell(word: Any, tone: str = Tone.NEUTRAL) -> SafeString:
    """Return a status as a badge."""
    return mark_safe(render_to_string("components/badge.html", {"word": word, "tone": tone}))  # noqa: S308 - our own template


def person_cell(person: Any, url: str = "") -> SafeString:
    """Return a person as initials and name."""
    return mark_safe(render_to_string("components/person.html", {"person": person, "url": url}))  # noqa: S308 - our own template
