"""Retiring a program, and bringing it back."""

from uuid import UUID

from django.db import transaction

from access.actions.people import shut_out
from access.actions.service_identities.rows import held_service
from access.models import Person
from access.permits import permit
from access.rules import service_identities as rules
from common.refusals import refuse_if
from trail.recording import record


@transaction.atomic
def retire_service(service_id: UUID, *, by: Person, reason: str) -> Person:
    """Retire a program: its tokens are revoked at once, and its roles grant nothing.

    Raises:
        PermissionRefused: not allowed.
    """
    permit(by, "access.edit_services")
    service = held_service(service_id)
    if not service.is_active:
        return service
    _sessions, tokens = shut_out(service)
    record("access.service.retired", subject=service, by=by, reason=reason, tokens=tokens)
    return service


@transaction.atomic
def bring_back_service(service_id: UUID, *, by: Person, reason: str) -> Person:
    """Bring a retired program back; its tokens stay revoked, its standing roles count again.

    Raises:
        PermissionRefused, Refused: not allowed, or nobody there answers for it.
    """
    permit(by, "access.edit_services")
    service = held_service(service_id)
    if service.is_active:
        return service
    if service.answerable is not None:
        refuse_if(rules.refuse_answerable(is_person=True, is_active=service.answerable.is_active))
    service.is_active, service.deactivated_at = True, None
    service.save(update_fields=["is_active", "deactivated_at"])
    record("access.service.brought_back", subject=service, by=by, reason=reason)
    return service
