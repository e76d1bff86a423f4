"""The rights that access reviews look at: each app declares its kinds as `REVIEWABLE` in its `reviewable.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from access.models import AccessReviewItem, Person
from access.rules.access_reviews import SENTENCES, Flag
from common.declared import declared
from common.identifiers import as_id

# What a right says of itself beyond its name, by the names under which it is frozen.
DETAILS = {
    "starts_on": gettext_noop("From"),
    "ends_on": gettext_noop("Until"),
    "groups": gettext_noop("Given by groups"),
    "department": gettext_noop("For the department"),
    "records": gettext_noop("Records"),
    "scopes": gettext_noop("What it may do"),
    "as": gettext_noop("As"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a campaign looks at; nothing chosen means everything."""

    departments: tuple[UUID, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Scope":
        """Return a scope as a campaign keeps it."""
        keys = (as_id(str(each)) for each in said.get("departments", ()))
        return cls(tuple(key for key in keys if key), tuple(said.get("roles", ())), tuple(said.get("kinds", ())))

    def as_json(self) -> dict[str, list[str]]:
        """Return it as a campaign keeps it."""
        return {
            "departments": sorted(str(each) for each in self.departments),
            "roles": sorted(self.roles),
            "kinds": sorted(self.kinds),
        }

    def of_holders(self, rows: QuerySet[Any], on: date, *, holder: str = "person") -> QuerySet[Any]:
        """Keep the rows of who belongs to the departments and holds one of the roles; `holder` is their field."""
        if self.departments:
            rows = rows.filter(**{f"{holder}__department__in": self.departments})
        if self.roles:
            holders = (Person.objects.holding(role, on).order_by().values("pk") for role in self.roles)
            first, *rest = holders
            rows = rows.filter(**{f"{holder}__in": first.union(*rest) if rest else first})
        return rows


@dataclass(frozen=True, slots=True)
class Facts:
    """What is frozen of one right: what it is, whose and since when; `right` is what a later change is told by.

    `what` is a word of ours where `is_term`, shown in the reader's language; `of` is what people typed. `key` says
    that two rows are the same right, such as a role that was taken and given again.
    """

    person: Person
    what: str
    key: str
    since: date
    of: str = ""
    is_term: bool = False
    given_by: str = ""
    last_used_on: date | None = None
    changeable: bool = True
    right: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return them as an item keeps them."""
        person = self.person
        return {
            "what": self.what,
            "of": self.of,
            "is_term": self.is_term,
            "title": f"{self.what}: {self.of}" if self.of else self.what,
            "key": self.key,
            "holder": person.name,
            "email": person.email,
            "department": person.department.name if person.department else "",
            "department_id": str(person.department_id or ""),
            "answers_for_it": person.answerable.name if person.answerable else "",
            "since": self.since.isoformat(),
            "given_by": self.given_by,
            "last_used_on": self.last_used_on.isoformat() if self.last_used_on else None,
            "changeable": self.changeable,
            "right": plain(self.right),
        }


class Gone(Exception):  # noqa: N818 - names what happened
    """The right is not there any more, so that nothing is left to remove or change."""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A kind of right: the rows that grant it, what is frozen of one, what is remarkable, how it is taken away.

    `rows` are those that stand, each with its `person`. `remove` and `change` call the actions that people use, as the
    officer who applies the campaign; they return a remark on what came of it, in English, or nothing, and raise Refused
    or Gone. A kind without `change` is kept or removed only.
    """

    kind: str
    label: Any
    rows: Callable[[Scope], QuerySet[Any]]
    freeze: Callable[[Any], Facts]
    flags: Callable[[Any, date], list[Flag]]
    remove: Callable[[AccessReviewItem, Person], str]
    change: Callable[[AccessReviewItem, Person], str] | None = None


@cache
def kinds() -> dict[str, Reviewable]:
    """Return every kind of right by its name, from all installed apps."""
    return {each.kind: each for found in declared("reviewable", "REVIEWABLE") for each in found}


def kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds to choose from."""
    return [(name, each.label) for name, each in kinds().items()]


def kind_label(name: str) -> str:
    """Return how a kind is called; one of a time before, which no app declares any more, by its name."""
    return str(kinds()[name].label) if name in kinds() else name


def words_of(facts: Mapping[str, Any]) -> str:
    """Return a frozen right in the reader's language."""
    what = gettext(facts["what"]) if facts.get("is_term") else facts.get("what", "")
    return f"{what}: {facts['of']}" if facts.get("of") else what


def reasons_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each flag of a right with the sentence that says why, in the reader's language."""
    return [(name, sentence_of(name, figures)) for name, figures in facts.get("why", {}).items()]


def sentence_of(name: str, figures: Mapping[str, Any]) -> str:
    """Return why a flag was raised, with its frozen figures."""
    shown = {key: _shown(key, value) for key, value in figures.items()}
    return gettext(SENTENCES[name]) % shown if name in SENTENCES else name


def as_it_is(items: Iterable[AccessReviewItem]) -> dict[UUID, "Standing"]:
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


def details_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a right says of itself beyond its name, in the reader's language."""
    right = facts.get("right", {})
    return [(gettext(label), value_in_words(right[name])) for name, label in DETAILS.items() if right.get(name)]


def value_in_words(value: Any) -> str:
    """Show one frozen value: days as the reader's language writes them."""
    if value in (None, "", []):
        return "–"  # noqa: RUF001 - the house's sign for what is empty
    if isinstance(value, list):
        return ", ".join(value_in_words(each) for each in value)
    day = _day(value)
    return date_format(day) if day else str(value)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them: days in ISO 8601, lists in order."""
    return {name: _plain(value) for name, value in values.items()}


def day_of(moment: datetime | None) -> date | None:
    """Return the portal's day of a moment."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date() if moment else None


def latest(*days: date | None) -> date | None:
    """Return the latest of some days, of which any may be missing."""
    return max((day for day in days if day), default=None)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(str(each) for each in value) if isinstance(value, (list, tuple, set, frozenset)) else value


def _shown(name: str, value: Any) -> Any:
    if name == "day":
        return value_in_words(value)
    if isinstance(value, int):
        from common.templatetags.kit import number

        return number(value)
    return value


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
