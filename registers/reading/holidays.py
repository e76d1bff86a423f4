"""The organisation's public holidays, which are no working days."""

from datetime import date
from functools import lru_cache

import holidays
from django.conf import settings

# As far ahead as the longest step and its escalation may reach.
YEARS_AHEAD = 1


def holidays_from(day: date) -> frozenset[date]:
    """Return the holidays of this year and the next, of the country or part of one in PORTAL_HOLIDAYS; else none."""
    return _of(settings.HOLIDAYS, day.year) if settings.HOLIDAYS else frozenset()


@lru_cache(maxsize=8)
def _of(place: str, year: int) -> frozenset[date]:
    country, _, part = place.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=range(year, year + YEARS_AHEAD + 1)))
