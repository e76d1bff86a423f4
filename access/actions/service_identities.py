"""Service identities: programs that call the portal, each with somebody who answers for it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.actions.people import shut_out
from access.actions.roles import lock_administrators
from access.choices import PersonKind
from access.models import SCIM_SUBJECT, SERVICE_ISSUER, Person
from access.permits import may, permit
from access.rules import service_identities as rules
from common.clock import today
from common.identifiers import new_id
from common.names import clean_name
from common.permissions import RoleName
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from trail.recording import record

SCIM_NAME = "Directory (SCIM)"
SCIM_PURPOSE = "Enters, changes and deactivates people and groups as the identity provider knows them."
PURPOSE_MISSING = Refusal("purpose_missing", _("Say what it is for."), "purpose")
NAME_MISSING = Refusal("name_missing", _("Give it a name."), "name")


@transaction.atomic
def enter_service(*, name: str, purpose: str, answerable_id: UUID, department_id: UUID | None, by: Person) -> Person:
    """Enter a program with somebody who answers for it; it has no roles and no tokens yet.

    Raises:
        PermissionRefused, Refused: not allowed, no name or purpose, or nobody there who could answer for it.
    """
    permit(by, "access.edit_services")
    answerable = _answering(answerable_id)
    key = new_id()
    service = _new(subject=str(key), name=_named(name), purpose=_said(purpose), answerable=answerable)
    service.pk, service.department_id = key, department_id
    service.save(force_insert=True)
    record("access.service.entered", subject=service, also=[answerable], by=by)
    _tell(answerable, service, gettext_noop("You answer for the program %(service)s from now on"), by)
    return service


@transaction.atomic
def edit_service(service_id: UUID, *, name: str, purpose: str, department_id: UUID | None, by: Person) -> Person:
    """Change what a program is called and what it is for.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or no name or purpose.
    """
    permit(by, "access.edit_services")
    service = _locked(service_id)
    refuse_if(rules.refuse_service_change(is_active=service.is_active))
    name, purpose = _named(name), _said(purpose)
    if (service.name, service.purpose, service.department_id) == (name, purpose, department_id):
        return service
    service.name, service.purpose, service.department_id = name, purpose, department_id
    service.save(update_fields=["name", "purpose", "department"])
    record("access.service.edited", subject=service, by=by)
    return service


@transaction.atomic
def hand_over_service(service_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Person:
    """Have somebody else answer for a program from now on; its tokens go on.

    Whoever hands over what the one who answers for it owned may do it, too.

    Raises:
        PermissionRefused, Refused: not allowed, or nobody there who could answer for it.
    """
    service = _locked(service_id)
    if not may(by, "access.edit_services"):
        permit(by, "access.hand_over", service.answerable)
    answerable = _answering(to_id)
    if service.answerable_id == answerable.pk:
        return service
    before = service.answerable
    service.answerable = answerable
    service.save(update_fields=["answerable"])
    told = [answerable] if before is None else [answerable, before]
    record("access.service.handed_over", subject=service, also=told, by=by, reason=reason, person=answerable.name)
    _tell(answerable, service, gettext_noop("You answer for the program %(service)s from now on"), by)
    if before is not None and before.is_active:
        _tell(before, service, gettext_noop("You no longer answer for the program %(service)s"), by)
    return service


@transaction.atomic
def retire_service(service_id: UUID, *, by: Person, reason: str) -> Person:
    """Retire a program: its tokens are revoked at once, and its roles grant nothing.

    Raises:
        PermissionRefused: not allowed.
    """
    permit(by, "access.edit_services")
    service = _locked(service_id)
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
    service = _locked(service_id)
    if service.is_active:
        return service
    if service.answerable is not None:
        refuse_if(rules.refuse_answerable(is_person=True, is_active=service.answerable.is_active))
    service.is_active, service.deactivated_at = True, None
    service.save(update_fields=["is_active", "deactivated_at"])
    record("access.service.brought_back", subject=service, by=by, reason=reason)
    return service


@transaction.atomic
def ensure_scim_service() -> Person:
    """Return the service identity that the directory's tokens belong to, entered when it is missing.

    The administrator who was there first answers for it; nobody, where there is none yet.
    """
    # Two at once: the second one waits here and finds the row of the first.
    lock_administrators()
    known = Person.objects.filter(issuer=SERVICE_ISSUER, subject=SCIM_SUBJECT).first()
    if known is not None:
        return known
    administrators = Person.objects.people().active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk")
    service = _new(subject=SCIM_SUBJECT, name=SCIM_NAME, purpose=SCIM_PURPOSE, answerable=administrators.first())
    service.save(force_insert=True)
    record("access.service.entered", subject=service, by=None)
    return service


def _new(*, subject: str, name: str, purpose: str, answerable: Person | None) -> Person:
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


def _locked(service_id: UUID) -> Person:
    services = Person.objects.services().select_related("answerable")
    return services.select_for_update(of=("self",)).get(pk=service_id)


def _answering(person_id: UUID) -> Person:
    """Return who is to answer for a program, held so that they do not leave meanwhile.

    Raises:
        Refused: a program itself, or somebody deactivated.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
    refuse_if(rules.refuse_answerable(is_person=person.kind == PersonKind.PERSON, is_active=person.is_active))
    return person


def _named(name: str) -> str:
    if cleaned := clean_name(name):
        return cleaned
    raise Refused(NAME_MISSING)


def _said(purpose: str) -> str:
    if cleaned := purpose.strip():
        return cleaned
    raise Refused(PURPOSE_MISSING)


def _tell(person: Person, service: Person, title: str, by: Person) -> None:
    if person.pk != by.pk:
        notify(person, kind="service", title=title, values={"service": service.name}, link=service.get_absolute_url())
