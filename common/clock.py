"""The one place that reads the clock, so that tests and the sample organisation can hold it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("held_moment", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC; a held one inside `held_at`."""
    return _held.get() or timezone.now()


def today() -> date:
    """Return today's date in the portal's own time zone: the one by which rights begin and end for everybody."""
    return timezone.localdate(now(), timezone.get_default_timezone())


def readers_today() -> date:
    """Return today's date in the reader's time zone, for showing and filtering."""
    return timezone.localdate(now())


def tick() -> datetime | None:
    """Return the held moment and move it on by a millisecond, or None when the clock runs.

    What happens one after the other inside `held_at` keeps its order.
    """
    moment = _held.get()
    if moment is not None:
        _held.set(moment + timedelta(milliseconds=1))
    return moment


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment: what is done inside happened then."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
