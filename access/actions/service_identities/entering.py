"""Entering a program, and changing what it is called and what it is for."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.service_identities.answering import held_answerable, tell_of_service
from access.actions.service_identities.rows import held_service, new_service
from access.models import Person
from access.permits import permit
from access.rules import service_identities as rules
from common.identifiers import new_id
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from trail.recording import record

PURPOSE_MISSING = Refusal("purpose_missing", _("Say what it is for."), "purpose")
NAME_MISSING = Refusal("name_missing", _("Give it a name."), "name")


@transaction.atomic
def enter_service(*, name: str, purpose: str, answerable_id: UUID, department_id: UUID | None, by: Person) -> Person:
    """Enter a program with somebody who answers for it; it has no roles and no tokens yet.

    Raises:
        PermissionRefused, Refused: not allowed, no name or purpose, or nobody there who could answer for it.
    """
    permit(by, "access.edit_services")
    answerable = held_answerable(answerable_id)
    key = new_id()
    service = new_service(subject=str(key), name=_named(name), purpose=_said(purpose), answerable=answerable)
    service.pk, service.department_id = key, department_id
    service.save(force_insert=True)
    record("access.service.entered", subject=service, also=[answerable], by=by)
    tell_of_service(answerable, service, gettext_noop("You answer for the program %(service)s from now on"), by)
    return service


@transaction.atomic
def edit_service(service_id: UUID, *, name: str, purpose: str, department_id: UUID | None, by: Person) -> Person:
    """Change what a program is called and what it is for.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or no name or purpose.
    """
    permit(by, "access.edit_services")
    service = held_service(service_id)
    refuse_if(rules.refuse_service_change(is_active=service.is_active))
    name, purpose = _named(name), _said(purpose)
    if (service.name, service.purpose, service.department_id) == (name, purpose, department_id):
        return service
    service.name, service.purpose, service.department_id = name, purpose, department_id
    service.save(update_fields=["name", "purpose", "department"])
    record("access.service.edited", subject=service, by=by)
    return service


def _named(name: str) -> str:
    if cleaned := clean_name(name):
        return cleaned
    raise Refused(NAME_MISSING)


def _said(purpose: str) -> str:
    if cleaned := purpose.strip():
        return cleaned
    raise Refused(PURPOSE_MISSING)
