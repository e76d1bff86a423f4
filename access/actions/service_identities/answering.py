"""Who answers for a program."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.actions.service_identities.rows import held_service
from access.choices import PersonKind
from access.models import Person
from access.permits import may, permit
from access.rules import service_identities as rules
from access.rules.break_glass import refuse_choosing
from common.refusals import refuse_if
from trail.recording import record


@transaction.atomic
def hand_over_service(service_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Person:
    """Have somebody else answer for a program from now on; its tokens go on.

    Whoever hands over what the one who answers for it owned may do it, too.

    Raises:
        PermissionRefused, Refused: not allowed, or nobody there who could answer for it.
    """
    service = held_service(service_id)
    if not may(by, "access.edit_services"):
        permit(by, "access.hand_over", service.answerable)
    answerable = held_answerable(to_id)
    if service.answerable_id == answerable.pk:
        return service
    before = service.answerable
    service.answerable = answerable
    service.save(update_fields=["answerable"])
    told = [answerable] if before is None else [answerable, before]
    record("access.service.handed_over", subject=service, also=told, by=by, reason=reason, person=answerable.name)
    tell_of_service(answerable, service, gettext_noop("You answer for the program %(service)s from now on"), by)
    if before is not None and before.is_active:
        tell_of_service(before, service, gettext_noop("You no longer answer for the program %(service)s"), by)
    return service


def held_answerable(person_id: UUID) -> Person:
    """Return who is to answer for a program, held so that they do not leave meanwhile.

    Raises:
        Refused: a program itself, the account for emergencies, or somebody deactivated.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
    refuse_if(refuse_choosing(is_for_emergencies=person.is_for_emergencies, field="answerable"))
    refuse_if(rules.refuse_answerable(is_person=person.kind == PersonKind.PERSON, is_active=person.is_active))
    return person


def tell_of_service(person: Person, service: Person, title: str, by: Person) -> None:
    """Tell somebody about a program, unless it is their own doing."""
    if person.pk != by.pk:
        notify(person, kind="service", title=title, values={"service": service.name}, link=service.get_absolute_url())
