"""The time zones there are, read from the disk once."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all IANA time zones."""
    return frozenset(available_timezones())
