"""The objects that an entry of the trail concerns, by name where they still exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_noop

from access.models import Person
from common.terms import Term
from trail.models import TrailEntry
from trail.telling import short_of

ONE_ENTRY = Term(gettext_noop("one entry"))


@dataclass(frozen=True, slots=True)
class Concerned:
    """An object as its reader knows it: of which kind, its name, its page if it has one, and where its entries are."""

    kind: str
    name: str
    url: str
    entries_url: str


def concerned_by(entry: TrailEntry, reader: Person) -> list[Concerned]:
    """Return what an entry concerns, its subject first; what is gone or not for the reader, by kind and short id."""
    own = f"{entry.subject_type}:{entry.subject_id}"
    rows = _rows(entry.about, reader)
    found = []
    for each in sorted(entry.about, key=lambda each: each != own):
        kind, _colon, key = each.partition(":")
        row = rows.get(each)
        name = entry.subject_name if each == own else _name_of(row) if row is not None else short_of(key)
        found.append(Concerned(_kind_in_words(kind), name, _page_of(row), f"{reverse('trail:entries')}?about={each}"))
    return found


def _rows(about: Iterable[str], reader: Person) -> dict[str, Any]:
    """Return what still exists of some objects and the reader may see, one query for each kind."""
    keys: dict[str, list[str]] = {}
    for each in about:
        kind, _colon, key = each.partition(":")
        keys.setdefault(kind, []).append(key)
    return {f"{kind}:{row.pk}": row for kind, some in keys.items() for row in _of_kind(kind, some, reader)}


def _of_kind(kind: str, keys: list[str], reader: Person) -> list[Any]:
    try:
        rows: Any = apps.get_model(kind)._default_manager.all()  # noqa: SLF001 - Django's documented name
        seen = getattr(rows, "named_to", None) or getattr(rows, "visible_to", None)
        rows = seen(reader) if seen else rows
        return list(rows.filter(pk__in=keys))
    except (LookupError, ValueError, ValidationError):
        return []


def _kind_in_words(kind: str) -> str:
    try:
        return str(capfirst(apps.get_model(kind)._meta.verbose_name))
    except (LookupError, ValueError):
        return kind


def _name_of(row: Any) -> str:
    return str(getattr(row, "label", "") or row)


def _page_of(row: Any) -> str:
    try:
        return str(row.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""
