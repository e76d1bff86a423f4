"""What a filter compares and an order sorts by: columns, what JSON keeps, and rows of memberships."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import (
    BooleanField,
    CharField,
    Expression,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import IsNull

from access.models import GroupMember

KEPT = "attributes"
TEXT, TRUTH, MOMENT = "text", "truth", "moment"


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of a row: the expression to compare, of what kind it is, and when it is not there."""

    expression: Any
    kind: str = TEXT
    absent: Q | None = None
    is_key: bool = False

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


# The columns behind attributes of both kinds of resources.
COMMON: dict[str, Compared] = {
    "id": Compared(Cast(F("id"), TextField()), absent=Q(pk__in=[]), is_key=True),
    "externalId": Compared(F("external_id"), absent=Q(external_id="")),
    "meta.created": Compared(F("created_at"), MOMENT),
    "meta.lastModified": Compared(F("changed_at"), MOMENT),
}
PERSON_COLUMNS = {
    **COMMON,
    "userName": Compared(F("user_name"), absent=Q(user_name="")),
    "active": Compared(F("is_active"), TRUTH),
}
GROUP_COLUMNS = {**COMMON, "displayName": Compared(F("name"))}


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that rows of memberships hold: which of them belong to the resource, and what each says."""

    belonging: str
    says: dict[str, Compared]

    def of(self, condition: Q) -> QuerySet[GroupMember]:
        """Return the memberships of the resource at hand that fulfil a condition."""
        return GroupMember.objects.filter(**{self.belonging: OuterRef("pk")}).filter(condition)


GROUPS_OF_PERSON = Rows(
    "person",
    {
        "value": Compared(Cast(F("group_id"), TextField())),
        "display": Compared(F("group__name")),
        "type": Compared(Value("direct", TextField())),
    },
)
MEMBERS_OF_GROUP = Rows(
    "group",
    {
        "value": Compared(Cast(F("person_id"), TextField())),
        "display": Compared(F("person__name")),
        "type": Compared(Value("User", TextField())),
    },
)
