"""Frozen rights in the reader's language: what they are, and why they are remarkable."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from access.choices import TokenScope
from access.rules.review_flags import SENTENCES

# What a right says of itself beyond its name, by the names under which it is frozen.
DETAILS = {
    "starts_on": gettext_noop("From"),
    "ends_on": gettext_noop("Until"),
    "groups": gettext_noop("Given by groups"),
    "department": gettext_noop("For the department"),
    "records": gettext_noop("Records"),
    "scopes": gettext_noop("What it may do"),
    "as": gettext_noop("As"),
}


def words_of(facts: Mapping[str, Any]) -> str:
    """Return a frozen right in the reader's language."""
    what = gettext(facts["what"]) if facts.get("is_term") else facts.get("what", "")
    return f"{what}: {facts['of']}" if facts.get("of") else what


def reasons_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each flag of a right with the sentence that says why, in the reader's language."""
    return [(name, sentence_of(name, figures)) for name, figures in facts.get("why", {}).items()]


def sentence_of(name: str, figures: Mapping[str, Any]) -> str:
    """Return why a flag was raised, with its frozen figures."""
    shown = {key: _shown(key, value) for key, value in figures.items()}
    return gettext(SENTENCES[name]) % shown if name in SENTENCES else name


def details_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a right says of itself beyond its name, in the reader's language."""
    right = facts.get("right", {})
    return [(gettext(label), _detail(name, right[name])) for name, label in DETAILS.items() if right.get(name)]


def value_in_words(value: Any) -> str:
    """Show one frozen value: days as the reader's language writes them."""
    if value in (None, "", []):
        return "–"  # noqa: RUF001 - the house's sign for what is empty
    if isinstance(value, list):
        return ", ".join(value_in_words(each) for each in value)
    day = _day(value)
    return date_format(day) if day else str(value)


def _detail(name: str, value: Any) -> str:
    if name != "scopes":
        return value_in_words(value)
    # Whoever may write may read, and its label says so.
    wide = [scope for scope in value if scope != TokenScope.READ] or value
    return ", ".join(str(TokenScope(scope).label) for scope in wide)


def _shown(name: str, value: Any) -> Any:
    if name == "day":
        return value_in_words(value)
    if isinstance(value, int):
        from common.templatetags.kit import number

        return number(value)
    return value


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
