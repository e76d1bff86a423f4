"""A program as a row: a new one, and one that is held while it changes."""

from uuid import UUID

from access.choices import PersonKind
from access.models import SERVICE_ISSUER, Person


def new_service(*, subject: str, name: str, purpose: str, answerable: Person | None) -> Person:
    """Return a program that is not saved yet; it has no roles, no tokens and no password."""
    service = Person(
        kind=PersonKind.SERVICE,
        issuer=SERVICE_ISSUER,
        subject=subject,
        name=name,
        purpose=purpose,
        answerable=answerable,
    )
    service.set_unusable_password()
    return service


def held_service(service_id: UUID) -> Person:
    """Return a program, held while it changes, with who answers for it."""
    services = Person.objects.services().select_related("answerable")
    return services.select_for_update(of=("self",)).get(pk=service_id)
