"""Keyset paging: the next page begins after a row, not after a count, so that page 5,000 costs what page 1 costs.

A cursor holds the order and the values of the row at the edge of a page. It is opaque but not secret: it tells nothing
that the page did not show, and whatever a client makes of it can only move the edge.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=Model)

LONGEST_CURSOR = 4096
SCALARS = (str, int, float, bool, type(None))


def turned_round(order: Iterable[str]) -> list[str]:
    """Return an order from its end: each field named the other way."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


class InvalidCursor(ValueError):  # noqa: N818 - names what it is
    """The cursor was not made for this list and this order; begin again at the first page."""

    def __init__(self) -> None:
        super().__init__(_("This place in the list is not known (any more). Begin again at the first page."))


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """The rows of one page and the cursors of its neighbours; None where there is no further page."""

    rows: list[Row]
    next_cursor: str | None
    previous_cursor: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One part of an order: the path of a field, its direction, and whether it may be empty (empty sorts last)."""

    path: str
    descending: bool
    nullable: bool
    field: "Field[Any, Any]"

    @property
    def name(self) -> str:
        """Return the part as an order names it."""
        return f"-{self.path}" if self.descending else self.path

    def ordering(self, *, backward: bool) -> OrderBy:
        """Return the part for the database; backward is the exact mirror, so empty values come first there."""
        nulls = {} if not self.nullable else ({"nulls_first": True} if backward else {"nulls_last": True})
        return OrderBy(F(self.path), descending=self.descending != backward, **nulls)

    def same(self, value: Any) -> Q:
        """Match the rows with this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any, *, backward: bool, including: str = "") -> Q | None:
        """Match the rows beyond this value (`including="e"`: from it on), or None when there can be none."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backward else None
        comparison = ("lt" if self.descending != backward else "gt") + including
        beyond = Q(**{f"{self.path}__{comparison}": value})
        return beyond | Q(**{f"{self.path}__isnull": True}) if self.nullable and not backward else beyond

    def value_of(self, row: Model) -> Any:
        """Return the row's value as JSON holds it."""
        value: Any = row
        for name in self.path.split("__"):
            value = getattr(value, name, None)
        if isinstance(value, datetime):
            return value.isoformat()
        return value if isinstance(value, SCALARS) else str(value)

    def parsed(self, value: Any) -> Any:
        """Return a value from a cursor as the field's own type.

        Raises:
            ValidationError, ValueError, TypeError, ArithmeticError: it cannot be a value of this field.
        """
        if value is None and self.nullable:
            return None
        if value is None or not isinstance(value, SCALARS):
            raise TypeError(self.path)
        if isinstance(value, str) and b"\0" in value.encode():
            raise ValueError(self.path)
        parsed = self.field.to_python(value)
        if parsed is None or (isinstance(parsed, datetime) and timezone.is_naive(parsed)):
            raise ValueError(self.path)
        return parsed


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page begins: the values of the row before it (None: the very end), and which way it reads."""

    values: list[Any] | None
    backward: bool


def page(queryset: QuerySet[Row], order: Sequence[str], cursor: str | None, size: int) -> KeysetPage[Row]:
    """Return one page of a query set in an order of field paths ("-" first for descending); the key breaks ties.

    Fields of other tables (`role__name`) and annotations may be ordered by; select the former with the rows.

    Raises:
        InvalidCursor: the cursor is broken, or of another order.
    """
    columns = _columns(queryset, order)
    edge = _decoded(cursor, columns) if cursor else Edge(None, backward=False)
    rows = list(_ordered(queryset, columns, edge)[: size + 1])
    further, rows = len(rows) > size, rows[:size]
    if edge.backward:
        rows.reverse()
    if not rows:
        return _beside_the_list(queryset, columns, edge, size) if cursor else KeysetPage([], None, None)
    ended_before = edge.values is not None
    return KeysetPage(
        rows,
        _encoded(columns, rows[-1], backward=False) if (ended_before if edge.backward else further) else None,
        _encoded(columns, rows[0], backward=True) if (further if edge.backward else ended_before) else None,
    )


def _beside_the_list(queryset: QuerySet[Row], columns: list[Column], edge: Edge, size: int) -> KeysetPage[Row]:
    """Answer for an edge with no rows beyond it (they were deleted since): its other side stays reachable."""
    if edge.backward and edge.values is not None:
        return page(queryset, [column.name for column in columns], None, size)
    return KeysetPage([], None, None if edge.backward else _encoded(columns, None, backward=True))


def _columns(queryset: QuerySet[Any], order: Sequence[str]) -> list[Column]:
    columns = [_column(queryset, name.removeprefix("-"), descending=name.startswith("-")) for name in order]
    key = queryset.model._meta.pk.attname
    if key not in {column.path for column in columns}:
        # The key runs the way of what stands before it, as an index on both does.
        columns.append(_column(queryset, key, descending=bool(columns) and columns[-1].descending))
    return columns


def _column(queryset: QuerySet[Any], path: str, *, descending: bool) -> Column:
    annotation = queryset.query.annotations.get(path)
    if annotation is not None:
        return Column(path, descending, nullable=True, field=annotation.output_field)
    *relations, last = path.split("__")
    model: Any = queryset.model
    nullable = False
    for name in relations:
        relation = model._meta.get_field(name)
        nullable, model = nullable or relation.null, relation.related_model
    field = model._meta.pk if last == "pk" else model._meta.get_field(last)
    target = field.target_field if field.is_relation else field
    return Column("__".join([*relations, field.attname]), descending, nullable or field.null, target)


def _ordered(queryset: QuerySet[Row], columns: list[Column], edge: Edge) -> QuerySet[Row]:
    ordered = queryset.order_by(*(column.ordering(backward=edge.backward) for column in columns))
    return ordered if edge.values is None else ordered.filter(_after(columns, edge.values, backward=edge.backward))


def _after(columns: list[Column], values: list[Any], *, backward: bool) -> Q:
    alternatives, same = [], Q()
    for column, value in zip(columns, values, strict=True):
        beyond = column.beyond(value, backward=backward)
        if beyond is not None:
            alternatives.append(same & beyond)
        same &= column.same(value)
    if not alternatives:
        return Q(pk__in=[])
    found = reduce(or_, alternatives)
    bound = columns[0].beyond(values[0], backward=backward, including="e") if values[0] is not None else None
    # Said twice on purpose: PostgreSQL finds the edge in an index by the first column's bound, not by the alternatives.
    return found if bound is None or len(columns) == 1 else bound & found


def _encoded(columns: list[Column], row: Model | None, *, backward: bool) -> str:
    values = None if row is None else [column.value_of(row) for column in columns]
    text = json.dumps([[column.name for column in columns], values, backward], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str, columns: list[Column]) -> Edge:
    try:
        return _edge(cursor, columns)
    except (ValidationError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise InvalidCursor from error


def _edge(cursor: str, columns: list[Column]) -> Edge:
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError(len(cursor))
    order, values, backward = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    if order != [column.name for column in columns] or not isinstance(backward, bool):
        raise ValueError(order)
    if values is None and backward:
        return Edge(None, backward=True)
    pairs: Iterable[tuple[Column, Any]] = zip(columns, values, strict=True)
    return Edge([column.parsed(value) for column, value in pairs], backward)
