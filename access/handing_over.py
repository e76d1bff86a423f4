"""What a person can own: each app declares its kinds in `owned.py`, so that a leaver leaves nothing behind unseen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from access.models import Person
from access.permits import permit
from access.querysets import PersonQuerySet
from access.work import CountOf
from common.declared import declared

HAND_OVER = "access.hand_over"
# Under these names `with_counts` counts each kind.
COUNTED = "owned_"


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


def is_officer(reader: Person) -> bool:
    """Tell whether a person hands over what anybody owns, by role."""
    return reader.may(HAND_OVER)


def rows_of(kind: Owned, whose: Any, reader: Person, *, as_successor: bool = False) -> QuerySet[Any]:
    """Return what a person owns of a kind, as far as a reader may see it; a successor sees all that comes to them."""
    return kind.rows(whose) if as_successor else kind.seen(kind.rows(whose), reader)


def takes_over(reader: Person, person: Person) -> bool:
    """Tell whether a reader sees what a person owned as their successor, and not by role."""
    return not is_officer(reader) and "successor" in person.relations_of(reader)


def owned_by(person: Person, reader: Person) -> Iterator[tuple[Owned, QuerySet[Any]]]:
    """Yield each kind with what a person owns of it, as far as a reader may see it; a successor, what comes to them."""
    as_successor = takes_over(reader, person)
    for kind in kinds():
        if not (as_successor and kind.officers_only):
            yield kind, rows_of(kind, person, reader, as_successor=as_successor)


def counts_of(person: Person, reader: Person) -> dict[str, int]:
    """Return how much a person owns of each kind, empty kinds left out, in one query."""
    counted = {kind.kind: CountOf(rows.order_by().values("pk")) for kind, rows in owned_by(person, reader)}
    if not counted:
        return {}
    found = Person.objects.filter(pk=person.pk).annotate(always=Value(1)).values_list(*counted.values()).first()
    return {name: count for name, count in zip(counted, found or (), strict=False) if count}


def in_words(counts: Mapping[str, int]) -> str:
    """Return counts by kind as one text: "3 use cases, 2 exceptions"."""
    return ", ".join(kind.in_words(counts[kind.kind]) for kind in kinds() if counts.get(kind.kind))


def waiting(counts: Mapping[str, int]) -> dict[str, int]:
    """Keep of counts by kind those that wait for somebody to take over."""
    return {kind.kind: counts[kind.kind] for kind in kinds() if kind.waits and counts.get(kind.kind)}


def left_to_officers(counts: Mapping[str, int], leaver: Person) -> dict[str, int]:
    """Keep of what waits what officers see to: all of it, or beside a successor who is here what only they may."""
    alone = leaver.successor is None or not leaver.successor.is_active
    theirs = {kind.kind for kind in kinds() if alone or kind.officers_only}
    return {name: count for name, count in waiting(counts).items() if name in theirs}


def leavers(reader: Person) -> PersonQuerySet:
    """Return who left and owns what a reader may see and somebody has to take over."""
    return Person.objects.left().filter(_any_of(kinds(), reader))


def leavers_for_officer(reader: Person) -> PersonQuerySet:
    """Return the leavers that are an officer's to see to: nobody else takes over, or nobody but officers may."""
    alone = Q(successor=None) | Q(successor__is_active=False)
    always, otherwise = ([kind for kind in kinds() if kind.officers_only is only] for only in (True, False))
    return Person.objects.left().filter(_any_of(always, reader) | (alone & _any_of(otherwise, reader)))


def leavers_for_successor(reader: Person) -> PersonQuerySet:
    """Return the leavers from whom a person takes over what they left."""
    mine = [kind for kind in kinds() if not kind.officers_only]
    return Person.objects.left().filter(successor=reader).filter(_any_of(mine, reader, as_successor=True))


def with_counts(people: PersonQuerySet, reader: Person) -> PersonQuerySet:
    """Count what each of some people owns and somebody has to take over, kind by kind; `counts_on` reads it."""
    whose = OuterRef("pk")
    rows = {
        f"{COUNTED}{place}": CountOf(rows_of(kind, whose, reader).order_by().values("pk"))
        for place, kind in enumerate(kinds())
        if kind.waits
    }
    return people.annotate(**rows)


def counts_on(person: Person) -> dict[str, int]:
    """Return the counts that `with_counts` read along with a person."""
    return {kind.kind: getattr(person, f"{COUNTED}{place}", 0) for place, kind in enumerate(kinds())}


def permit_handing_over(by: Person, permission: str, thing: Any, *, of: Person | None) -> None:
    """Let through who may do it to the thing, and the successor of whoever owned it and left.

    Raises:
        PermissionRefused: neither of them.
    """
    if of is not None and "successor" in of.relations_of(by):
        permit(by, HAND_OVER, of)
    else:
        permit(by, permission, thing)


def _any_of(some: Any, reader: Person, *, as_successor: bool = False) -> Q:
    """Return the condition that a person owns something of some kinds that waits."""
    found = Q(pk__in=[])
    for kind in some:
        if kind.waits:
            found |= Q(Exists(rows_of(kind, OuterRef("pk"), reader, as_successor=as_successor)))
    return found
