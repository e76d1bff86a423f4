"""Who is acting right now, from where: set at the edge (request, API call, command, job), read when recording."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from: the way in (web, api, job, command), the address, the request id."""

    channel: str = "system"
    address: str | None = None
    request_id: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("trail_origin", default=NOWHERE)


def current_origin() -> Origin:
    """Return the origin of what is happening in this thread or task."""
    return _current.get()


@contextmanager
def acting_from(origin: Origin) -> Iterator[None]:
    """Hold an origin for everything recorded inside the block."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)
