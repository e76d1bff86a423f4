"""Leavers for tests, made by the portal's own actions."""

from access.actions.people import deactivate_person
from access.models import Person
from common.permissions import RoleName
from registers.models import RegisterException, UseCase
from tests.factories.documents import make_granted
from tests.factories.people import fresh, make_person, operator
from tests.factories.use_cases import make_draft


def leave(person: Person, successor: Person | None = None) -> Person:
    """Deactivate somebody, with whoever takes over."""
    gone = deactivate_person(
        person.pk, by=operator(), reason="Left the company", successor_id=successor.pk if successor else None
    )
    return fresh(gone)


def make_owner(name: str = "Viktor Leaver", use_cases: int = 2) -> tuple[Person, list[UseCase], RegisterException]:
    """Return an engineer who owns some use cases and an exception that is granted."""
    owner = make_person(name, RoleName.ENGINEER, department="Operations")
    owned = [make_draft(f"Sort the post, part {number}", owner) for number in range(1, use_cases + 1)]
    return owner, owned, make_granted(f"No masking for {name}", owner_id=owner.pk)


def make_successor(name: str = "Susi Successor") -> Person:
    """Return an engineer who may own use cases."""
    return make_person(name, RoleName.ENGINEER, department="Operations")
