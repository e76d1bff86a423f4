"""Who has read a policy and who has not, as figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from registers.models import Acknowledgement, DocumentVersion, ReadingDuty


@dataclass(frozen=True, slots=True)
class Part:
    """How many of one department were asked, have read it, and are late; "" for people without a department."""

    department: str
    asked: int
    read: int
    late: int

    @property
    def waiting(self) -> int:
        """Return how many still have time."""
        return self.asked - self.read - self.late


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a version has been read, department by department."""

    parts: Sequence[Part]

    @property
    def asked(self) -> int:
        """Return how many have to read it."""
        return sum(each.asked for each in self.parts)

    @property
    def read(self) -> int:
        """Return how many have."""
        return sum(each.read for each in self.parts)

    @property
    def late(self) -> int:
        """Return how many have not although their day is over."""
        return sum(each.late for each in self.parts)

    @property
    def percent(self) -> int:
        """Return the part of them that has, in whole percent and never a hundred before all have."""
        return self.read * 100 // self.asked if self.asked else 0


def coverage_of(version: DocumentVersion, day: date) -> Coverage:
    """Return how far a version has been read by those who have to."""
    given = Acknowledgement.objects.filter(document_version=version).order_by().values("person")
    standing = ReadingDuty.objects.standing().filter(document_version=version).order_by()
    read = Q(person__in=given)
    rows: Any = standing.values("person__department__name").annotate(
        asked=Count("pk"), read=Count("pk", filter=read), late=Count("pk", filter=~read & Q(due_on__lt=day))
    )
    parts = [Part(each["person__department__name"] or "", each["asked"], each["read"], each["late"]) for each in rows]
    return Coverage(sorted(parts, key=lambda part: (not part.department, part.department.casefold())))
