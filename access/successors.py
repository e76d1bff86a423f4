"""What a reader sees of what somebody owns, and may hand over: an officer by role, a successor what comes to them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from access.handing_over import HAND_OVER, Owned, kinds
from access.models import Person
from access.permits import permit


def is_officer(reader: Person) -> bool:
    """Tell whether a person hands over what anybody owns, by role."""
    return reader.may(HAND_OVER)


def rows_of(kind: Owned, whose: Any, reader: Person, *, as_successor: bool = False) -> QuerySet[Any]:
    """Return what a person owns of a kind, as far as a reader may see it; a successor sees all that comes to them."""
    return kind.rows(whose) if as_successor else kind.seen(kind.rows(whose), reader)


def takes_over(reader: Person, person: Person) -> bool:
    """Tell whether a reader sees what a person owned as their successor, and not by role."""
    return not is_officer(reader) and "successor" in person.relations_of(reader)


def owned_by(person: Person, reader: Person) -> Iterator[tuple[Owned, QuerySet[Any]]]:
    """Yield each kind with what a person owns of it, as far as a reader may see it; a successor, what comes to them."""
    as_successor = takes_over(reader, person)
    for kind in kinds():
        if not (as_successor and kind.officers_only):
            yield kind, rows_of(kind, person, reader, as_successor=as_successor)


def permit_handing_over(by: Person, permission: str, thing: Any, *, of: Person | None) -> None:
    """Let through who may do it to the thing, and the successor of whoever owned it and left.

    Raises:
        PermissionRefused: neither of them.
    """
    if of is not None and "successor" in of.relations_of(by):
        permit(by, HAND_OVER, of)
    else:
        permit(by, permission, thing)
