"""People as the corporate directory enters, changes and shuts them out (SCIM); their rows stay for the trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from psycopg.errors import UniqueViolation

from access.actions.groups import apply_memberships
from access.actions.leavers import tell_of_leaver
from access.actions.people import shut_out
from access.actions.roles import lock_administrators, refuse_without_administrator
from access.models import SCIM_ISSUER, SCIM_SUBJECT, SERVICE_ISSUER, Department, GroupMember, Person
from access.rules import provisioning as rules
from access.rules.provisioning import PersonEntry
from common.clock import now
from common.identifiers import new_id
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from trail.models import TrailEntry
from trail.recording import record

TAKEN = {
    "access_person_user_name_is_unique": Refusal(
        "user_name_taken", _("Somebody else has this userName already."), "userName"
    ),
    "access_person_external_id_is_unique": Refusal(
        "external_id_taken",
        _(
            "Somebody else has this externalId already. If it is the same person, who signed in before, delete this "
            "user and enter them anew with it: the account is taken over."
        ),
        "externalId",
    ),
    "access_person_active_email_is_unique": Refusal(
        "email_taken",
        _("An active person has this e-mail address already. Change their address, or deactivate them in the portal."),
        "emails",
    ),
    "access_department_name_is_unique": Refusal(
        "department_taken", _("Somebody entered this department at the same moment. Send the request again.")
    ),
    "access_directorygroup_name_is_unique": Refusal(
        "display_name_taken", _("There is a group with this displayName already."), "displayName"
    ),
    "access_directorygroup_external_id_is_unique": Refusal(
        "external_id_taken", _("Another group has this externalId already."), "externalId"
    ),
}
BY_HAND = "access.person.deactivated"
# What ends somebody's access, or lets them in.
STANDING = (
    BY_HAND,
    *(
        f"access.person.{done}"
        for done in ("reactivated", "deprovisioned", "reprovisioned", "released", "adopted", "provisioned")
    ),
)
USER_NAME_EMPTY = Refusal("user_name_missing", _("Give a userName."), "userName")


@transaction.atomic
def provision_person(entry: PersonEntry, *, by: Person) -> Person:
    """Enter a person as the directory says; the first sign-in through the identity provider makes the account theirs.

    Raises:
        Refused: somebody has the user name, the id at the provider or the e-mail address, or it cannot be kept.
    """
    require_directory(by)
    refuse_if(rules.refuse_person_entry(entry))
    moment, key = now(), new_id()
    person = Person(pk=key, issuer=SCIM_ISSUER, subject=str(key), provisioned_at=moment, changed_at=moment)
    person.created_at, person.is_active = moment, entry.active is not False
    person.deactivated_at = None if person.is_active else moment
    person.set_unusable_password()
    _write(person, entry, department=_department(entry.department, by))
    with refused_when_entry_is_taken():
        person.save(force_insert=True)
    record("access.person.provisioned", subject=person, by=by)
    return person


def person_to_adopt(entry: PersonEntry) -> Person | None:
    """Return whom the identity provider knows under the directory's id already: who signed in before, or came back.

    The provider vouches for both: for the subject of a sign-in, and for the id in its directory that came with it.
    """
    if not (settings.OIDC_ISSUER and entry.external_id):
        return None
    same = Q(external_id=entry.external_id)
    if settings.OIDC_LINK_CLAIM == "sub":
        same |= Q(subject=entry.external_id)
    return Person.objects.people().filter(same, issuer=settings.OIDC_ISSUER, user_name="").first()


@transaction.atomic
def adopt_person(person_id: UUID, entry: PersonEntry, *, by: Person) -> Person:
    """Let the directory keep a person who is here already; roles and what they own stay.

    Raises:
        Refused: somebody else has the user name or address, it cannot be kept, the last administrator would go, or a
            person shut them out.
    """
    require_directory(by)
    refuse_if(rules.refuse_person_entry(entry))
    lock_administrators()
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if entry.active is not False:
        refuse_if(_refuse_letting_in(person))
    before, was_active = rules.department_of(person.attributes), person.is_active
    person.provisioned_at = now()
    _write(person, entry, department=_department_after(person, entry, before, by))
    if person.is_active and entry.active is False:
        refuse_if(refuse_without_administrator(person))
        shut_out(person)
    elif entry.active is not False:
        person.is_active, person.deactivated_at = True, None
    _next_revision(person)
    with refused_when_entry_is_taken():
        person.save()
    record("access.person.adopted", subject=person, by=by)
    if was_active and not person.is_active:
        tell_of_leaver(person, by=by)
    return person


@transaction.atomic
def synchronise_person(person_id: UUID, entry: PersonEntry, *, by: Person) -> Person:
    """Change what the portal keeps of a person as the directory says; whether they are active is another matter.

    Raises:
        Refused: somebody else has the user name, the id at the provider or the e-mail address, or it cannot be kept.
    """
    require_directory(by)
    refuse_if(rules.refuse_person_entry(entry))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    before = person.attributes
    department = _department_after(person, entry, rules.department_of(before), by)
    _write(person, entry, department=department)
    _next_revision(person)
    with refused_when_entry_is_taken():
        person.save()
    record(
        "access.person.synchronised", subject=person, by=by, fields=rules.changed_attributes(before, entry.attributes)
    )
    return person


@transaction.atomic
def deprovision_person(person_id: UUID, *, by: Person) -> Person:
    """Shut a person out at once because the directory says so: sessions end, tokens open nothing.

    Raises:
        Refused: the last administrator.
    """
    require_directory(by)
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person_id)
    if not person.is_active:
        return person
    refuse_if(refuse_without_administrator(person))
    sessions, tokens = shut_out(person)
    _next_revision(person)
    person.save(update_fields=["revision", "changed_at"])
    record("access.person.deprovisioned", subject=person, by=by, sessions=sessions, tokens=tokens)
    tell_of_leaver(person, by=by)
    return person


@transaction.atomic
def reprovision_person(person_id: UUID, *, by: Person) -> Person:
    """Let a person back in whom the directory shut out; sessions and tokens stay ended, standing roles count again.

    Raises:
        Refused: a person shut them out, or somebody else has the e-mail address by now.
    """
    require_directory(by)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.is_active:
        return person
    refuse_if(_refuse_letting_in(person))
    person.is_active, person.deactivated_at = True, None
    _next_revision(person)
    with refused_when_entry_is_taken():
        person.save(update_fields=["is_active", "deactivated_at", "revision", "changed_at"])
    record("access.person.reprovisioned", subject=person, by=by)
    return person


@transaction.atomic
def release_person(person_id: UUID, *, by: Person) -> Person:
    """Shut a person out for good because the directory deleted them; the row stays, their user name is free again.

    Raises:
        Refused: the last administrator.
    """
    require_directory(by)
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person_id)
    sessions, tokens, was_active = 0, 0, person.is_active
    if was_active:
        refuse_if(refuse_without_administrator(person))
        sessions, tokens = shut_out(person)
    memberships, _by_model = GroupMember.objects.filter(person=person).delete()
    person.user_name = ""
    if person.issuer != settings.OIDC_ISSUER:
        # Whoever signed in comes back as themselves, by the id that their sign-in named.
        person.external_id = ""
    person.provisioned_at, person.attributes = None, {}
    _next_revision(person)
    person.save(update_fields=["user_name", "external_id", "provisioned_at", "attributes", "revision", "changed_at"])
    record("access.person.released", subject=person, by=by, sessions=sessions, tokens=tokens)
    if was_active:
        tell_of_leaver(person, by=by)
    if memberships:
        apply_memberships(person)
    return person


def require_directory(by: Person) -> None:
    """Let only the directory's own identity act as the directory.

    Raises:
        Refused: somebody else.
    """
    is_directory = (by.issuer, by.subject) == (SERVICE_ISSUER, SCIM_SUBJECT)
    refuse_if(rules.refuse_other_than_directory(is_directory=is_directory))


@contextmanager
def refused_when_entry_is_taken() -> Iterator[None]:
    """Run a write, and say which of its values somebody else has.

    Raises:
        Refused: a value that is unique is taken; the transaction around goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause = error.__cause__
        name = cause.diag.constraint_name if isinstance(cause, UniqueViolation) else None
        if name in TAKEN:
            raise Refused(TAKEN[name]) from error
        raise


def _refuse_letting_in(person: Person) -> Refusal | None:
    """Say no where a person, not the directory, ended it; the trail tells which of them did."""
    if person.is_active:
        return None
    told = TrailEntry.objects.about(person).filter(subject_id=str(person.pk), verb__in=STANDING)
    ended_by = next(
        (verb for verb, changes in told.values_list("verb", "changes") if _changes_standing(changes, person)), ""
    )
    return rules.refuse_letting_in(name=person.name, ended_by_hand=ended_by == BY_HAND)


def _changes_standing(changes: list[dict[str, Any]], person: Person) -> bool:
    return any(each["id"] == str(person.pk) and "is_active" in each["fields"] for each in changes)


def _write(person: Person, entry: PersonEntry, *, department: Department | None) -> None:
    person.user_name, person.external_id = entry.user_name, entry.external_id
    # The user name is kept as it came, but nothing hides in it.
    readable = clean_name(entry.user_name, "userName")
    person.name = clean_name(entry.name, "displayName") or readable
    refuse_if(None if readable else USER_NAME_EMPTY)
    person.email, person.attributes = entry.email, entry.attributes
    person.department = department


def _department_after(person: Person, entry: PersonEntry, before: str, by: Person) -> Department | None:
    """Return the person's department: another one only if the directory now names another, or none any more."""
    return person.department if entry.department == before else _department(entry.department, by)


def _department(name: str, by: Person) -> Department | None:
    if not (name := clean_name(name, "department")):
        return None
    known = Department.objects.alias(lowered=Lower("name")).filter(lowered=name.lower()).first()
    if known is None:
        with refused_when_entry_is_taken():
            known = Department.objects.create(name=name)
        record("access.department.created", subject=known, by=by)
    return known


def _next_revision(person: Person) -> None:
    person.revision, person.changed_at = person.revision + 1, now()
