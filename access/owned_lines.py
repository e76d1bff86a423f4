"""What a person owns as the page and the API show it, and which of it is meant by what was sent back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from access.actions.handing_over.one import Chosen
from access.handing_over import Owned
from access.models import Person
from access.owned_counts import counts_of
from access.successors import owned_by
from common.identifiers import as_id

# More of a kind than this are handed over together with the rest.
SHOWN_OF_EACH = 100
REST = "rest"


@dataclass(frozen=True, slots=True)
class OwnedLine:
    """One thing that a person owns; `address` is empty where the reader may not open it."""

    value: str
    key: UUID
    title: str
    address: str
    hint: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class OwnedPart:
    """What a person owns of one kind; `rest` are those not shown."""

    kind: Owned
    count: int
    lines: list[OwnedLine]
    can_be_handed_over: bool
    rest_is_ticked: bool

    @property
    def rest(self) -> int:
        """Return how many are not shown."""
        return self.count - len(self.lines)

    @property
    def rest_value(self) -> str:
        """Return what stands for those not shown."""
        return f"{self.kind.kind}:{REST}"


def parts_of(person: Person, reader: Person, ticked: Iterable[str] | None = None) -> list[OwnedPart]:
    """Return what a person owns, kind by kind; before anything is chosen, all that a leaver left is ticked."""
    counts, parts = counts_of(person, reader), []
    chosen = None if ticked is None else set(ticked)
    for kind, rows in owned_by(person, reader):
        if not counts.get(kind.kind):
            continue
        shown = list(rows[:SHOWN_OF_EACH])
        open_to_reader = set(
            kind.seen(kind.rows(person), reader).filter(pk__in=[row.pk for row in shown]).values_list("pk", flat=True)
        )
        possible = kind.hand_over is not None
        usual = possible and kind.waits and not person.is_active

        def is_ticked(value: str, *, usual: bool = usual, possible: bool = possible) -> bool:
            return usual if chosen is None else possible and value in chosen

        lines = [_line(kind, row, is_ticked=is_ticked, is_open=row.pk in open_to_reader) for row in shown]
        rest = is_ticked(f"{kind.kind}:{REST}")
        parts.append(OwnedPart(kind, counts[kind.kind], lines, possible, rest))
    return parts


def chosen_of(person: Person, reader: Person, values: Iterable[str]) -> list[Chosen]:
    """Return what some values mean: the rows that they name, and of a kind all those that were not shown."""
    wanted, rest = [], set()
    for value in values:
        kind_name, _colon, key = value.partition(":")
        if key == REST:
            rest.add(kind_name)
        elif (row_id := as_id(key)) is not None:
            wanted.append((kind_name, row_id))
    for kind, rows in owned_by(person, reader):
        if kind.kind in rest:
            # The rows, since the keys alone might come in another order than the page showed.
            wanted += [(kind.kind, row.pk) for row in rows[SHOWN_OF_EACH:]]
    return list(dict.fromkeys(wanted))


def _line(kind: Owned, row: Any, *, is_ticked: Any, is_open: bool) -> OwnedLine:
    value = f"{kind.kind}:{row.pk}"
    address = kind.address(row) if is_open else ""
    return OwnedLine(value, row.pk, str(kind.title(row)), address, str(kind.hint(row)), is_ticked(value))
