"""Rows of a table, each checked: ready, a duplicate of another, or with errors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registers.choices import ImportRowState
from registers.importing.dates import Order
from registers.importing.known import Key, Known, keys_of
from registers.importing.tables import Column, Problem, Row, Table
from registers.importing.values import Plan, addresses_in, values_of

SHOWN_TITLE = 300


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one row: its state, what it says, what is wrong, and of what it is a duplicate."""

    row: Row
    state: str
    values: dict[str, Any]
    problems: Sequence[Problem]
    duplicate_of: str = ""

    @property
    def title(self) -> str:
        """Return how the row is called in lists."""
        return str(self.values.get("title", ""))[:SHOWN_TITLE]


def plan_of(columns: Sequence[Column], mapping: Mapping[str, Sequence[str]], options: Mapping[str, Any]) -> Plan:
    """Return how rows are read under a mapping by letters and the choices that were made."""
    places = {column.letter: place for place, column in enumerate(columns)}
    orders = {column.letter: column.dates for column in columns} | dict(options.get("orders", {}))
    return Plan(
        {name: [places[letter] for letter in letters] for name, letters in mapping.items() if letters},
        [column.letter for column in columns],
        [column.heading for column in columns],
        orders,
        lenient=options.get("unreadable") == "empty",
    )


def open_orders(columns: Sequence[Column], mapping: Mapping[str, Sequence[str]], dated: Sequence[str]) -> list[Column]:
    """Return the columns of dates in which nothing shows whether the day or the month comes first."""
    letters = {letter for name in dated for letter in mapping.get(name, ())}
    return [each for each in columns if each.letter in letters and each.dates in {Order.UNKNOWN, Order.MIXED}]


def addresses_of(table: Table, plan: Plan) -> Iterator[str]:
    """Yield every address that the rows name."""
    places = [place for name in ("owner", "contributors") for place in plan.places.get(name, ())]
    for row in table.rows:
        for place in places:
            yield from addresses_in(row.cells[place])


def checked_rows(table: Table, plan: Plan, known: Known) -> Iterator[Checked]:
    """Yield every row of a table with what came of it."""
    seen: dict[Key, str] = {}
    for row in table.rows:
        values, problems = values_of(row, plan, known)
        if problems:
            yield Checked(row, ImportRowState.FAULTY, values, problems)
            continue
        twin = duplicate_of(values, known.use_cases, seen, f"#{row.number}")
        state = ImportRowState.DUPLICATE if twin else ImportRowState.GOOD
        yield Checked(row, state, values, (), twin)


def duplicate_of(values: Mapping[str, Any], register: Mapping[Key, str], seen: dict[Key, str], name: str) -> str:
    """Return the use case or the earlier row (`#12`) that a row says again, or nothing; the row is then known."""
    facts = (values.get("title", ""), values.get("department", ""), values.get("purpose", ""))
    keys = keys_of(*facts, values.get("reference", ""))
    twin = next((found[key] for found in (register, seen) for key in keys if key in found), "")
    for key in keys:
        seen.setdefault(key, name)
    return twin
