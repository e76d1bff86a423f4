"""Until when an answer is due."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from registers.rules.working_days import add_working_days, due_at, is_working_day

FRIDAY = date(2026, 11, 20)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "count", "holidays", "expected"),
    [
        (FRIDAY, 1, (), date(2026, 11, 23)),
        (FRIDAY, 5, (), date(2026, 11, 27)),
        (date(2026, 11, 21), 1, (), date(2026, 11, 23)),
        (FRIDAY, 1, (date(2026, 11, 23),), date(2026, 11, 24)),
        (FRIDAY, 0, (), FRIDAY),
    ],
)
def test_working_days(day: date, count: int, holidays: tuple[date, ...], expected: date) -> None:
    assert add_working_days(day, count, holidays) == expected
    assert count == 0 or is_working_day(expected, holidays)


def test_it_is_due_at_the_end_of_the_organisations_day() -> None:
    asked = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    # In Berlin it is Saturday already: one working day on is Monday.
    due = due_at(asked, 1, BERLIN)
    assert due.astimezone(BERLIN).isoformat() == "2026-11-23T23:59:59.999999+01:00"
    assert due.astimezone(ZoneInfo("America/New_York")).date() == date(2026, 11, 23)
    assert due_at(asked, 1, ZoneInfo("UTC")).astimezone(UTC).isoformat() == "2026-11-23T23:59:59.999999+00:00"


def test_a_day_of_23_hours_is_a_whole_day() -> None:
    due = due_at(datetime(2026, 3, 27, 9, tzinfo=BERLIN), 1, BERLIN)
    assert due.astimezone(BERLIN).isoformat() == "2026-03-30T23:59:59.999999+02:00"
