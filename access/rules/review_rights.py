"""A right and whoever holds it, as access reviews look at them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a right, as the flags see them; days are those of the portal."""

    deactivated_on: date | None = None
    is_service: bool = False
    # Of a service: who answers for it, once they were deactivated.
    owner: str = ""
    owner_left_on: date | None = None
    has_department: bool = True
    since: date | None = None
    last_seen_on: date | None = None
    signs_in_locally: bool = False
    has_second_factor: bool = True
    roles: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """One right, as the flags see it."""

    since: date
    ends_on: date | None = None
    wants_end: bool = False
    gone_groups: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    counts_as_role: bool = False
    # Of a token: when it was used last; `uses_told` where a right has uses of its own.
    uses_told: bool = False
    last_used_on: date | None = None
