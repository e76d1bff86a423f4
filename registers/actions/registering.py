"""What the register says: numbers of use cases, and a line for each period in which it said the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from common.clock import now
from registers.models import RegisterLine, UseCase
from registers.models.use_cases import RegisterFacts

SAID = (*(field.attname for field in RegisterFacts._meta.local_fields), "version_id")


def next_numbers(count: int = 1) -> list[int]:
    """Return the next numbers of use cases; a number is never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('registers_use_case_number') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def enter_line(use_case: UseCase) -> None:
    """Have the register say what a use case now says; called by every action after its change."""
    standing = RegisterLine.objects.filter(use_case=use_case, until=None).first()
    moment = now()
    if standing is not None:
        if all(getattr(standing, name) == getattr(use_case, name) for name in SAID):
            return
        # One ends in the moment in which the next begins; the clock of another machine may have been ahead.
        moment = standing.until = max(moment, standing.since)
        standing.save(update_fields=["until"])
    enter_lines([use_case], moment)


def enter_lines(use_cases: Iterable[UseCase], since: datetime | None = None) -> Sequence[RegisterLine]:
    """Enter the line of each of many use cases, from now on unless another moment is said."""
    moment = since or now()
    return RegisterLine.objects.bulk_create(
        RegisterLine(use_case=each, number=each.number, since=moment, **{name: getattr(each, name) for name in SAID})
        for each in use_cases
    )
