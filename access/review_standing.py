"""Whether rights still stand as an access review froze them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from access.models import AccessReviewItem
from access.review_facts import plain
from access.review_scopes import Scope
from access.review_words import DETAILS, value_in_words
from access.reviewing import kinds


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a right still stands, and what differs from when it was frozen, as (name, before, after)."""

    stands: bool
    differences: tuple[tuple[str, Any, Any], ...] = ()

    @classmethod
    def between(cls, before: Mapping[str, Any], now: Mapping[str, Any] | None) -> "Standing":
        """Compare a right as it was frozen with what it is."""
        if now is None:
            return cls(stands=False)
        names = [name for name in DETAILS if before.get(name) != now.get(name)]
        return cls(stands=True, differences=tuple((name, before.get(name), now.get(name)) for name in names))

    @property
    def in_words(self) -> list[str]:
        """Return what differs, in the reader's language."""
        return [
            f"{gettext(DETAILS[name])}: {value_in_words(before)} → {value_in_words(after)}"
            for name, before, after in self.differences
        ]


def as_it_is(items: Iterable[AccessReviewItem]) -> dict[UUID, Standing]:
    """Return for each item whether its right still stands as it was frozen; one query for each kind."""
    items = list(items)
    found: dict[UUID, Standing] = {}
    for name in {item.kind for item in items}:
        some = [item for item in items if item.kind == name]
        kind = kinds().get(name)
        # What only the flags ask of the holder is not read.
        rows = kind.rows(Scope()).filter(pk__in=[i.object_id for i in some]).prefetch_related(None) if kind else ()
        now = {row.pk: plain(kind.freeze(row).right) for row in rows} if kind else {}
        for item in some:
            found[item.pk] = Standing.between(item.facts.get("right", {}), now.get(item.object_id))
    return found
