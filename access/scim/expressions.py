"""What a filter compares and an order sorts by, as expressions of the database: columns, and what JSON keeps."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import (
    BooleanField,
    CharField,
    Expression,
    F,
    Func,
    JSONField,
    Q,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import IsNull

KEPT = "attributes"


TEXT, TRUTH, MOMENT = "text", "truth", "moment"


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of a row: the expression to compare, of what kind it is, and when it is not there.

    A `key` is the column of an id: equality asks the column itself, so that an index finds it.
    """

    expression: Any
    kind: str = TEXT
    absent: Q | None = None
    key: str = ""

    def is_absent(self) -> Q:
        """Return the condition that there is no value."""
        return self.absent if self.absent is not None else Q(IsNull(self.expression, True))  # noqa: FBT003 - Django's order


class Entry(Expression):
    """The entry at hand of a list that JSON keeps; stands inside `AnyEntry` only."""

    output_field: ClassVar = JSONField()

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Return the column of the list as PostgreSQL unfolds it."""
        return "entry.value", ()


class AnyEntry(Func):
    """Tell whether any entry of a list that JSON keeps fulfils a condition: `AnyEntry(list, condition)`."""

    template = "EXISTS (SELECT 1 FROM jsonb_array_elements(%(expressions)s)"
    arg_joiner = ") AS entry(value) WHERE "
    output_field: ClassVar = BooleanField()
    arity = 2


class AnyAt(Func):
    """Tell whether something stands at a path of JSON: `AnyAt(json, path)`."""

    template = "jsonb_path_exists(%(expressions)s::jsonpath)"
    output_field: ClassVar = BooleanField()
    arity = 2


class FirstAt(Func):
    """Return the first value at a path of JSON."""

    template = "jsonb_path_query_first(%(expressions)s::jsonpath)"
    output_field: ClassVar = JSONField()
    arity = 2


def kept_at(names: tuple[str, ...], within: Any = KEPT) -> Any:
    """Return what JSON keeps under names, as JSON."""
    for name in names:
        within = KeyTransform(name, within)
    return within


def kept_value(names: tuple[str, ...], kind: str, within: Any = KEPT) -> Compared:
    """Return the value that JSON keeps under names."""
    text: Any = KeyTextTransform(names[-1], kept_at(names[:-1], within))
    return Compared(Cast(text, BooleanField()) if kind == TRUTH else Cast(text, TextField()), kind)


def path_of(names: tuple[str, ...], *, entries: bool = False, last: str = "") -> str:
    """Return the JSON path of a value, or of one of each entry of a list."""
    quoted = ".".join(f'"{name}"' for name in names)
    inside = "[*]" if entries else ""
    return f"$.{quoted}{inside}" + (f'."{last}"' if last else "")


def leading_entry(names: tuple[str, ...]) -> Any:
    """Return the entry of a list that stands for it: the primary one, else the first (RFC 7644 §3.4.2.3)."""
    whole = F(KEPT)
    primary = FirstAt(whole, Value(f"{path_of(names, entries=True)} ? (@.primary == true)", CharField()))
    first = FirstAt(whole, Value(f"{path_of(names)}[0]", CharField()))
    return Coalesce(primary, first, output_field=JSONField())
