"""Primary keys: UUIDv7 (RFC 9562 §5.7), so that keys sort by time and reveal no count."""

from uuid import UUID

import uuid_utils.compat

from common.clock import tick


def as_id(text: str) -> UUID | None:
    """Return a text as a key, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def new_id() -> UUID:
    """Return a fresh UUIDv7 of the present moment; without a held clock, ascending even inside a millisecond."""
    moment = tick()
    if moment is None:
        return uuid_utils.compat.uuid7()
    return uuid_utils.compat.uuid7(nanoseconds=int(moment.timestamp() * 1_000_000) * 1000)
