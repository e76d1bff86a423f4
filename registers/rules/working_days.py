"""Days on which reviewers work, and until when something is due that many days ahead."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Tell whether a day is neither of the weekend nor a holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """Return the day that many working days after another, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            count -= 1
    return day


def due_at(asked: datetime, count: int, zone: ZoneInfo, holidays: Collection[date] = ()) -> datetime:
    """Return the last moment of the day by which an answer is due, as the organisation's clock counts days.

    Whoever reads it elsewhere sees the same moment in their own zone; it is not due earlier for them.
    """
    last = add_working_days(asked.astimezone(zone).date(), count, holidays)
    # Midnight is found by the calendar, not by adding hours: a day may have 23 or 25 of them.
    return datetime.combine(last + timedelta(days=1), time(), zone) - timedelta(microseconds=1)
