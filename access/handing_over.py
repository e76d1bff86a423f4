"""What a person can own: each app declares its kinds in `owned.py`, so that a leaver leaves nothing behind unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from access.models import Person
from common.declared import declared

HAND_OVER = "access.hand_over"


@dataclass(frozen=True, slots=True)
class Owned:
    """A kind of thing that people own: which are whose, how one reads, and how it comes to somebody else.

    - `rows` takes a person, or an `OuterRef` to one, and returns what they have still to answer for; `seen` keeps of
      it what a reader may see by role.
    - `counted % {"n": 3}` says how many, such as "3 use cases".
    - `hold(row_id)` locks what the kind's actions lock first; then `hand_over(row_id, to_id, by=…, reason=…)` is
      called. A kind without it says under `instead` who changes it, and where.
    - What `waits` makes a leaver show up until somebody took it over; the rest is shown beside it.
    - What only officers may hand over is theirs to do beside a successor, too.
    """

    kind: str
    label: Any
    counted: Any
    rows: Callable[[Any], QuerySet[Any]]
    seen: Callable[[QuerySet[Any], Person], QuerySet[Any]]
    hold: Callable[[UUID], object] = lambda _row_id: None
    hand_over: Callable[..., Any] | None = None
    instead: Any = ""
    title: Callable[[Any], Any] = str
    address: Callable[[Any], str] = lambda row: str(row.get_absolute_url())
    hint: Callable[[Any], Any] = lambda _row: ""
    waits: bool = True
    officers_only: bool = False

    def in_words(self, number: int) -> str:
        """Return how many there are, with the noun."""
        return str(self.counted % {"n": number})


@cache
def kinds() -> tuple[Owned, ...]:
    """Return the kinds of things that every app declares as `OWNED`."""
    return tuple(kind for owned in declared("owned", "OWNED") for kind in owned)


def kind_named(name: str) -> Owned | None:
    """Return a kind by its name."""
    return next((each for each in kinds() if each.kind == name), None)
