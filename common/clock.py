"""The one place that reads the clock, so that tests can hold it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date in the reader's active time zone."""
    return timezone.localdate()
