"""Primary keys: UUIDv7 (RFC 9562 §5.7), so that keys sort by time and reveal no count."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a fresh UUIDv7, ascending within one process even inside a millisecond."""
    return uuid_utils.compat.uuid7()
