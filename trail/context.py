"""Who is acting right now, from where: set at the edge (request, API call, command, job), read when recording."""

import os
import platform
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from: the way in (web, api, job, command), the address, the request id.

    On the command line nobody is signed in: `operator` is the account and machine, `command` what was run.
    """

    channel: str = "system"
    address: str | None = None
    request_id: str = ""
    operator: str = ""
    command: str = ""


NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("trail_origin", default=NOWHERE)


def current_origin() -> Origin:
    """Return the origin of what is happening in this thread or task."""
    return _current.get()


def command_line(command: str) -> Origin:
    """Return the origin of what a management command does: the account of the operating system, not what it claims."""
    number = os.getuid()
    try:
        account = pwd.getpwuid(number).pw_name
    except KeyError:
        # Containers run as numbers without a name.
        account = f"uid {number}"
    return Origin(channel="command", operator=f"{account}@{platform.node()}", command=command)


@contextmanager
def acting_from(origin: Origin) -> Iterator[None]:
    """Hold an origin for everything recorded inside the block."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)
