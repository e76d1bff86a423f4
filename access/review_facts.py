"""What access reviews freeze of one right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from access.models import Person


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
