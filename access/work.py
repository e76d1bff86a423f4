"""What waits for a person: each app declares its kinds in `my_work.py`; the header counts them in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, Value
from django.http import HttpRequest

from access.models import Person
from access.permits import may_somewhere
from common.clock import now, today
from common.declared import declared

SHOWN_OF_EACH = 20
COUNTED_FOR = timedelta(seconds=30)
KEPT = "work_counts"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: what, where, and until when."""

    title: Any
    url: str
    hint: Any = ""
    due: date | datetime | None = None

    @property
    def is_late(self) -> bool:
        """Tell whether the day it was due on is over."""
        return isinstance(self.due, date) and not isinstance(self.due, datetime) and self.due < today()


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: who has it (a permission, or "" for everybody), its rows, and how one row reads."""

    name: str
    label: Any
    permission: str
    rows: Callable[[Person], QuerySet[Any]]
    item: Callable[[Any], WorkItem]
    icon: str = "checklist"


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The work of one kind that waits for a reader."""

    kind: Work
    items: list[WorkItem]
    count: int


class CountOf(Subquery):
    """The number of rows of a query set, as part of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    # Of a query set that is known to be empty without asking.
    empty_result_set_value = 0


@cache
def kinds() -> tuple[Work, ...]:
    """Return the kinds of work that every app declares as `WORK`."""
    return tuple(kind for work in declared("my_work", "WORK") for kind in work)


def kinds_for(person: Person) -> list[Work]:
    """Return the kinds of work a person may have; the rows of a kind are those of their departments where it is so."""
    return [kind for kind in kinds() if not kind.permission or may_somewhere(person, kind.permission)]


def counts_for(person: Person) -> dict[str, int]:
    """Return how much of each kind waits for a person, and the unread messages, in one query."""
    counted = {kind.name: CountOf(kind.rows(person).order_by().values("pk")) for kind in kinds_for(person)}
    counted["unread"] = CountOf(person.notifications.unread().order_by().values("pk"))
    row = Person.objects.filter(pk=person.pk).annotate(always=Value(1)).values_list(*counted.values()).first()
    # Of what nobody needs to look up, because the person may not see any of it, the database counts nothing at all.
    return {name: count or 0 for name, count in zip(counted, row or (), strict=False)}


def counts_shown(request: HttpRequest, person: Person) -> dict[str, int]:
    """Return the counts for the frame of a page: unread messages as of now, work as of the last half minute.

    Counting everybody who waits for a role costs more than the page around it where people are many. What the reader
    does themselves shows at once: `forget_counts`.
    """
    kept = request.session.get(KEPT)
    if kept and timedelta() <= now() - datetime.fromisoformat(kept["at"]) < COUNTED_FOR:
        return {**kept["counts"], "unread": person.notifications.unread().count()}
    counts = counts_for(person)
    request.session[KEPT] = {"at": now().isoformat(), "counts": counts}
    return counts


def forget_counts(request: HttpRequest) -> None:
    """Have the reader's work counted anew, since they are about to do something."""
    request.session.pop(KEPT, None)


def groups_for(person: Person) -> list[WorkGroup]:
    """Return what waits for a person, kind by kind, empty kinds left out."""
    counts = counts_for(person)
    return [
        WorkGroup(kind, [kind.item(row) for row in kind.rows(person)[:SHOWN_OF_EACH]], counts[kind.name])
        for kind in kinds_for(person)
        if counts.get(kind.name)
    ]
