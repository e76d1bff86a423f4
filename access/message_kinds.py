"""Every kind of message there is, by its name."""

from functools import cache

from common.declared import declared
from common.notifications import Kind

# A message of a time before, whose kind no app declares any more.
UNKNOWN = Kind("bell")


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of message by its name, from all installed apps."""
    return {name: kind for found in declared("notifications", "KINDS") for name, kind in found.items()}


def kind_of(name: str) -> Kind:
    """Return a kind of message by its name."""
    return kinds().get(name, UNKNOWN)
