"""The emergency sign-in: an account in a safe, and a door that an operator opens for some hours."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from access import second_factor
from access.actions.messages import notify
from access.actions.people import EMAIL_TAKEN
from access.actions.roles import lock_administrators
from access.actions.sessions import start_session
from access.authentication import forget_failures, note_failure, recent_failures, target_digest
from access.choices import AttemptKind, Proof
from access.models import (
    BREAK_GLASS_ISSUER,
    LOCAL_ISSUER,
    ApiToken,
    Authenticator,
    BreakGlassOpening,
    Person,
    PortalSession,
)
from access.rules import break_glass as rules
from access.rules.people import refuse_attempt
from common.clock import now, today
from common.identifiers import new_id
from common.names import clean_name
from common.permissions import RoleName
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.requests import address_of
from common.taken import refused_when_taken
from common.terms import Term
from trail.recording import record

KIND = "break-glass"
WRONG = Refusal("wrong_emergency", _("That is not right, or the code was used already. Check all three and try again."))
TOLD_OPENED = gettext_noop("Emergency access as %(person)s is open until %(until)s")
TOLD_SIGNED_IN = gettext_noop("Somebody signed in for an emergency as %(person)s")
TOLD_CLOSED = gettext_noop("Emergency access as %(person)s is closed")
EXPECTED = gettext_noop("If nobody told you of an emergency, tell your security team at once.")
CAUSE = gettext_noop("wrong emergency sign-in")
REVIEW_IT = gettext_noop("The trail says what was done meanwhile: read it, and have a new sheet printed for the safe.")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is printed once and lies in the safe from then on."""

    person: Person
    password: str
    seed: str
    recovery_codes: list[str]


@transaction.atomic
def prepare_break_glass(*, email: str, name: str) -> Prepared:
    """Enter the account for emergencies, or take a local one that nobody used yet; what it had before is over.

    For the operator's command line, which also appoints it administrator.

    Raises:
        Refused: somebody signs in with the account, it is open, or the name cannot be.
    """
    lock_administrators()
    person = Person.objects.select_for_update(of=("self",)).active().at_address(email).first()
    if person is None:
        person = Person(pk=new_id(), email=email.strip())
    else:
        ours = person.issuer == BREAK_GLASS_ISSUER
        used = not ours and (person.issuer != LOCAL_ISSUER or person.last_login is not None)
        refuse_if(rules.refuse_preparing(is_used=used, is_open=_is_open(person)))
    password, seed = _new_password(), second_factor.new_seed()
    person.issuer, person.subject, person.name = BREAK_GLASS_ISSUER, str(person.pk), clean_name(name)
    person.set_password(password)
    with refused_when_taken(EMAIL_TAKEN):
        person.save()
    for before in Authenticator.objects.filter(person=person):
        before.delete()
    Authenticator.objects.create(person=person, sealed_seed=second_factor.sealed(seed))
    codes = second_factor.fresh_recovery_codes(person)
    PortalSession.objects.filter(person=person).delete()
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now())
    record("access.break_glass.prepared", subject=person, by=None)
    return Prepared(person, password, seed, codes)


@transaction.atomic
def open_break_glass(*, email: str, hours: int, reason: str) -> BreakGlassOpening:
    """Open the emergency sign-in for some hours, and tell every administrator and officer at once.

    Raises:
        Refused: no such account is ready, it is open already, too long, or no reason.
    """
    accounts = Person.objects.active().filter(issuer=BREAK_GLASS_ISSUER).select_for_update(of=("self",))
    person = accounts.at_address(email).first()
    refuse_if(
        rules.refuse_opening(
            is_ready=person is not None and is_ready(person),
            is_open=person is not None and _is_open(person),
            hours=hours,
            reason=reason,
        )
    )
    assert person is not None  # noqa: S101 - refused above
    moment = now()
    opening = BreakGlassOpening.objects.create(
        person=person, reason=reason.strip(), opened_at=moment, until=rules.until_when(moment, hours)
    )
    until = in_words(opening.until)
    record("access.break_glass.opened", subject=person, also=[opening], by=None, reason=opening.reason, until=until)
    _tell_everybody(person, TOLD_OPENED, EXPECTED, until=until)
    return opening


@transaction.atomic
def close_break_glass(opening_id: UUID, *, reason: str) -> BreakGlassOpening:
    """Close an opening: whoever is signed in by it is out with their next request."""
    openings = BreakGlassOpening.objects.select_for_update(of=("self",)).select_related("person")
    opening = openings.get(pk=opening_id)
    if opening.closed_at is not None:
        return opening
    opening.closed_at = now()
    opening.save(update_fields=["closed_at"])
    sessions, _by_model = PortalSession.objects.filter(person=opening.person).delete()
    record("access.break_glass.closed", subject=opening.person, also=[opening], by=None, reason=reason, count=sessions)
    _tell_everybody(opening.person, TOLD_CLOSED, REVIEW_IT)
    return opening


def close_what_is_over() -> int:
    """Close the openings whose time is over, by the clock; return how many."""
    over = BreakGlassOpening.objects.over(now()).values_list("pk", flat=True)
    return len([close_break_glass(key, reason="Its time was over.") for key in over])


def sign_in_for_emergency(request: HttpRequest, *, email: str, password: str, code: str) -> Person:
    """Sign in with all three: address, password and code; one answer for whatever is wrong.

    Raises:
        Refused: too many failures lately, nothing is open, or one of the three is wrong.
    """
    address = address_of(request)
    target = target_digest(AttemptKind.EMERGENCY, email)
    refuse_if(refuse_attempt(recent_failures(target, address)))
    account = BreakGlassOpening.objects.in_force(now()).select_related("person")
    opening = account.filter(person__in=Person.objects.active().at_address(email)).first()
    with transaction.atomic():
        proof = _proof_of(opening, password, code)
        if opening is None or proof is None:
            note_failure(AttemptKind.EMERGENCY, target, address)
            if opening is not None:
                record("access.session.refused", subject=opening.person, by=None, cause=Term(CAUSE))
        else:
            start_session(request, opening.person, proof)
            _tell_everybody(opening.person, TOLD_SIGNED_IN, EXPECTED)
    if opening is None or proof is None:
        raise Refused(WRONG)
    forget_failures(target)
    return opening.person


def is_ready(person: Person) -> bool:
    """Tell whether an account has all that an emergency needs: a password, a code, and the administrator's role."""
    return (
        person.issuer == BREAK_GLASS_ISSUER
        and person.is_active
        and person.has_usable_password()
        and Authenticator.objects.filter(person=person).exists()
        and person.has_role(RoleName.ADMINISTRATOR)
    )


def in_words(moment: datetime) -> str:
    """Return a moment as everybody reads it, wherever they are."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _is_open(person: Person) -> bool:
    return BreakGlassOpening.objects.in_force(now()).filter(person=person).exists()


def _proof_of(opening: BreakGlassOpening | None, password: str, code: str) -> Proof | None:
    if opening is None:
        # The same work as for the right address, so that the time taken tells nothing (OWASP ASVS 2.2).
        make_password(password)
        return None
    if not opening.person.check_password(password):
        return None
    return second_factor.accepts(opening.person, code, now())


def _new_password() -> str:
    letters = (
        "".join(secrets.choice(rules.PASSWORD_LETTERS) for _letter in range(rules.PASSWORD_GROUP))
        for _group in range(rules.PASSWORD_GROUPS)
    )
    return "-".join(letters)


def _tell_everybody(person: Person, title: str, text: str, **values: str) -> None:
    """Tell every administrator and officer, whatever they chose to get by e-mail."""
    told = {"person": person.name, **values}
    active = Person.objects.active()
    in_charge = active.holding(RoleName.ADMINISTRATOR, today()) | active.holding(RoleName.COMPLIANCE_OFFICER, today())
    for each in in_charge.exclude(pk=person.pk).order_by("pk"):
        notify(each, kind=KIND, title=title, text=text, values=told, link=person.get_absolute_url())
