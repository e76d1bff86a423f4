"""People: inviting, editing, deactivating."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from access.actions.alarms import raise_alarm
from access.actions.leavers import successor_of, tell_of_leaver
from access.actions.roles import lock_administrators, refuse_without_administrator
from access.models import LOCAL_ISSUER, ApiToken, Person, PortalSession
from access.password_links import set_password_path
from access.permits import permit
from access.rules import people as rules
from access.rules.break_glass import refuse_changing
from common.clock import now
from common.identifiers import new_id
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from trail.recording import record

EMAIL_TAKEN = Refusal("email_taken", _("An active person has this e-mail address already."), "email")


@transaction.atomic
def invite_person(*, email: str, name: str, department_id: UUID | None, by: Person | None) -> Person:
    """Enter a person with a local sign-in but no password yet; `set_password_link` lets them choose one.

    `by` is None on the operator's command line.

    Raises:
        PermissionRefused, Refused: not allowed, an active person has the address, or the name cannot be seen.
    """
    if by is not None:
        permit(by, "access.invite_person")
    email = email.strip()
    key = new_id()
    person = Person(
        pk=key, issuer=LOCAL_ISSUER, subject=str(key), email=email, name=clean_name(name), department_id=department_id
    )
    person.set_unusable_password()
    with refused_when_taken(EMAIL_TAKEN):
        person.save(force_insert=True)
    record("access.person.invited", subject=person, by=by)
    return person


@transaction.atomic
def edit_person(person_id: UUID, *, name: str, department_id: UUID | None, by: Person) -> Person:
    """Change a person's name and department.

    Raises:
        PermissionRefused, Refused: not allowed, the account for emergencies, or the name cannot be seen.
    """
    permit(by, "access.edit_person")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    name = clean_name(name)
    if (person.name, person.department_id) == (name, department_id):
        return person
    person.name, person.department_id = name, department_id
    person.save(update_fields=["name", "department"])
    record("access.person.edited", subject=person, by=by)
    return person


@transaction.atomic
def deactivate_person(person_id: UUID, *, by: Person, reason: str, successor_id: UUID | None = None) -> Person:
    """Shut a person out at once: their sessions end and their API tokens open nothing.

    Who takes over what they own may be named; whoever has to see to it is told.

    Raises:
        PermissionRefused, Refused: not allowed, oneself, the account for emergencies, the last administrator, or a
            successor who cannot be it.
    """
    permit(by, "access.deactivate_person")
    refuse_if(rules.refuse_self_change(is_self=by.pk == person_id))
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person_id)
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    if not person.is_active:
        return person
    refuse_if(refuse_without_administrator(person))
    successor = successor_of(person, successor_id, by=by)
    sessions, tokens = shut_out(person, successor)
    also = [successor] if successor else []
    record(
        "access.person.deactivated", subject=person, also=also, by=by, reason=reason, sessions=sessions, tokens=tokens
    )
    tell_of_leaver(person, by=by)
    return person


def shut_out(person: Person, successor: Person | None = None) -> tuple[int, int]:
    """Deactivate a locked person, end their sessions and revoke their tokens; return how many there were of each."""
    person.is_active, person.deactivated_at, person.successor = False, now(), successor
    person.save(update_fields=["is_active", "deactivated_at", "successor"])
    sessions, _by_model = PortalSession.objects.filter(person=person).delete()
    tokens = ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now())
    return sessions, tokens


@transaction.atomic
def reactivate_person(person_id: UUID, *, by: Person, reason: str) -> Person:
    """Let a person back in; sessions and tokens stay ended, standing roles count again.

    Raises:
        PermissionRefused, Refused: not allowed, the account for emergencies, or somebody else has the e-mail address
            by now.
    """
    permit(by, "access.deactivate_person")
    person = Person.objects.select_for_update().get(pk=person_id)
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    if person.is_active:
        return person
    person.is_active, person.deactivated_at = True, None
    with refused_when_taken(EMAIL_TAKEN):
        person.save(update_fields=["is_active", "deactivated_at"])
    record("access.person.reactivated", subject=person, by=by, reason=reason)
    return person


@transaction.atomic
def set_password(person_id: UUID, password: str) -> Person:
    """Set a person's own password, by a set-password link or when changing it; every other session ends.

    Raises:
        Refused: the account for emergencies, or the password is too weak; the message says why.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(Refusal("weak_password", " ".join(error.messages), "password")) from error
    person.set_password(password)
    person.save(update_fields=["password"])
    PortalSession.objects.filter(person=person).delete()
    record("access.person.password_set", subject=person, by=person)
    return person


@transaction.atomic
def sign_in_link(person_id: UUID, *, by: Person) -> str:
    """Make the path of a link with which an active local person chooses a new password.

    Whoever has the link can become the person, so they and the other administrators are told; not of the link of
    somebody invited, who has no password yet.

    Raises:
        PermissionRefused: not allowed.
    """
    permit(by, "access.invite_person")
    person = Person.objects.active().get(pk=person_id, issuer=LOCAL_ISSUER)
    record("access.link.made", subject=person, by=by)
    if person.has_usable_password():
        raise_alarm(
            person,
            by=by,
            told=_("%(by)s made a link that sets a new password for you"),
            others_told=_("%(by)s made a link that sets a new password for %(person)s"),
            link=reverse("access:sessions"),
        )
    return set_password_path(person)


def save_appearance(person: Person, *, language: str, time_zone: str, theme: str) -> Person:
    """Keep how a person wants to read the pages; a preference, not an event.

    Raises:
        ValidationError: an unknown language, time zone or theme.
    """
    person.language, person.time_zone, person.theme = language, time_zone, theme
    person.clean_fields(exclude=["password", "last_login", "issuer", "subject", "email", "name", "department"])
    person.save(update_fields=["language", "time_zone", "theme"])
    return person
