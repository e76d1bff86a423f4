"""Which day of the register is looked at: its end as the reader counts days; today, as it stands now."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from common.clock import now, readers_today

# The name of the day in addresses.
ON = "on"


def asked_day(query: Mapping[str, Any]) -> date:
    """Return the day that an address names; yesterday where it names none, or none that has been."""
    return known_day(query) or readers_today() - timedelta(days=1)


def known_day(query: Mapping[str, Any]) -> date | None:
    """Return the day that an address names, if it names one up to today."""
    try:
        day = date.fromisoformat(query.get(ON) or "")
    except ValueError:
        return None
    return day if day <= readers_today() else None


def moment_of(day: date) -> datetime:
    """Return the last moment of a day in the reader's time zone; of today, this one."""
    if day >= readers_today():
        return now()
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)
