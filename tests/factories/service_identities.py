"""Programs for tests, made by the portal's own actions."""

from access.actions.roles import assign_role
from access.actions.service_identities.entering import enter_service
from access.models import Person, Role
from tests.factories.people import fresh, make_person, operator


def answerer(name: str = "Anna Answers") -> Person:
    """Return somebody who answers for programs; made where there is nobody of that name."""
    return Person.objects.people().filter(name=name).first() or make_person(name)


def make_service(name: str = "Nightly export", *roles: str, answerable: Person | None = None) -> Person:
    """Enter a program that somebody answers for, and give it roles by slug."""
    service = enter_service(
        name=name,
        purpose="Reads the register every night",
        answerable_id=(answerable or answerer()).pk,
        department_id=None,
        by=operator(),
    )
    for slug in roles:
        assign_role(service.pk, Role.objects.get(slug=slug).pk, by=operator(), reason="For a test")
    return fresh(service)
