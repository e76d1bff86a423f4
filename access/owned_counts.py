"""How much a person owns, kind by kind."""

from collections.abc import Mapping

from django.db.models import OuterRef, Value

from access.handing_over import kinds
from access.models import Person
from access.querysets import PersonQuerySet
from access.successors import owned_by, rows_of
from access.work import CountOf

# Under these names `with_counts` counts each kind.
COUNTED = "owned_"


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
