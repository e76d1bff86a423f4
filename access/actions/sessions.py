"""Signing in, confirming, signing out; second factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop

from access import second_factor
from access.actions.alarms import raise_alarm
from access.actions.messages import notify
from access.authentication import forget_failures, note_failure, recent_failures, target_digest
from access.choices import AttemptKind, Proof
from access.models import LOCAL_ISSUER, Authenticator, Person, PortalSession
from access.permits import permit
from access.rules import people as rules
from access.rules.break_glass import refuse_changing
from access.rules.identity import refuse_sign_in
from access.session_store import ACR_KEY, AMR_KEY, SID_KEY, STARTED_KEY
from common.clock import now
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.requests import address_of
from common.terms import Term
from trail.recording import record

BACKEND = "access.authentication.PasswordBackend"
PROVIDER_BACKEND = "access.oidc.backend.ProviderBackend"
CONFIRMED = "confirmed_at"
PENDING = "pending_person"
PENDING_SECONDS = 300

WRONG_PASSWORD = Refusal("wrong_credentials", _("E-mail address and password do not match."))
WRONG_CODE = Refusal("wrong_code", _("That code is not valid (any more). Wait for the next one."), "code")
UNREADABLE = Refusal(
    "second_factor_unreadable",
    _("The portal can no longer check the codes of your app. Use a recovery code or ask an administrator."),
    "code",
)
WRONG_CONFIRMATION = Refusal("wrong_confirmation", _("That did not confirm it is you. Try again."), "confirmation")


WRONG = {AttemptKind.PASSWORD: gettext_noop("wrong password"), AttemptKind.CODE: gettext_noop("wrong code")}


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where a sign-in stands: done, or waiting for the second factor."""

    person: Person
    needs_code: bool


def sign_in(request: HttpRequest, *, email: str, password: str) -> SignIn:
    """Sign somebody in by password; with a second factor enrolled the session waits for its code.

    Raises:
        Refused: too many failures lately, shut out this moment, or the pair is wrong; the answer is the same for
            unknown addresses.
    """
    address = address_of(request)
    target = target_digest(AttemptKind.PASSWORD, email)
    refuse_if(rules.refuse_attempt(recent_failures(target, address)))
    person = authenticate(request, email=email, password=password)
    if not isinstance(person, Person):
        _refuse_sign_in(AttemptKind.PASSWORD, target, address, email)
        raise Refused(WRONG_PASSWORD)
    forget_failures(target)
    if Authenticator.objects.filter(person=person).exists():
        request.session.cycle_key()
        # Bound to the password it was begun with: a new one ends it, as it ends sessions.
        password = person.get_session_auth_hash()
        request.session[PENDING] = {"person": str(person.pk), "at": now().isoformat(), "password": password}
        return SignIn(person, needs_code=True)
    start_session(request, person, Proof.PASSWORD)
    return SignIn(person, needs_code=False)


def pending_person(request: HttpRequest) -> Person | None:
    """Return who gave the right password in this browser within the last five minutes and owes a code."""
    pending = request.session.get(PENDING)
    if not pending:
        return None
    age = (now() - datetime.fromisoformat(pending["at"])).total_seconds()
    if not 0 <= age <= PENDING_SECONDS:
        return None
    person = Person.objects.active().filter(pk=pending["person"]).first()
    if person is None or not constant_time_compare(pending.get("password", ""), person.get_session_auth_hash()):
        return None
    return person


def finish_sign_in(request: HttpRequest, person: Person, *, code: str) -> None:
    """Finish a sign-in with a code of the second factor or a recovery code.

    Raises:
        Refused: too many failures lately, or the code is wrong or used.
    """
    address = address_of(request)
    target = target_digest(AttemptKind.CODE, str(person.pk))
    refuse_if(rules.refuse_attempt(recent_failures(target, address)))
    with transaction.atomic():
        proof = second_factor.accepts(person, code, now())
        if proof:
            start_session(request, person, proof)
    if not proof:
        _refuse_sign_in(AttemptKind.CODE, target, address, person.email)
        raise Refused(WRONG_CODE if second_factor.is_readable(person.authenticator) else UNREADABLE)
    forget_failures(target)


@transaction.atomic
def start_session(
    request: HttpRequest,
    person: Person,
    proof: Proof,
    *,
    provider_sid: str = "",
    acr: str = "",
    amr: Sequence[str] = (),
) -> None:
    """Begin the person's session in this browser, with a new key (no fixation) and nothing confirmed yet.

    `provider_sid`, `acr` and `amr` are what the identity provider said of the sign-in (OpenID Connect Core §2).

    Raises:
        Refused: shut out since they showed who they are.
    """
    refuse_if(refuse_sign_in(is_active=_hold(person.pk).is_active))
    request.session.pop(PENDING, None)
    address, device = address_of(request), request.headers.get("User-Agent", "")[:300]
    known = PortalSession.objects.filter(person=person, address=address).exists() or person.last_login is None
    login(request, person, backend=PROVIDER_BACKEND if proof == Proof.PROVIDER else BACKEND)
    request.session["address"], request.session["device"] = address, device
    request.session[SID_KEY], request.session[ACR_KEY], request.session[AMR_KEY] = provider_sid, acr, list(amr)
    request.session[STARTED_KEY] = now().isoformat()
    request.session.pop(CONFIRMED, None)
    # Kept while the person is held: whoever shuts them out, or ends their sessions, finds this one or is waited for.
    request.session.save()
    record("access.session.started", subject=person, by=person, device=device, proof=Term(proof))
    if not known:
        notify(
            person,
            kind="sign-in",
            title=gettext_noop("Signed in from %(address)s"),
            values={"address": address or "?"},
            link="/access/me/sessions/",
        )


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End this browser's session."""
    person = request.user
    if isinstance(person, Person):
        record("access.session.ended", subject=person, by=person)
    logout(request)


def is_confirmed(request: HttpRequest, minutes: int) -> bool:
    """Tell whether the reader confirmed who they are within the last minutes."""
    confirmed = request.session.get(CONFIRMED)
    moment = datetime.fromisoformat(confirmed) if confirmed else None
    return rules.step_up_is_fresh(confirmed_at=moment, now=now(), minutes=minutes)


def confirm(person: Person, proof: str, *, address: str | None) -> None:
    """Check the step-up proof: a code where a second factor is enrolled, the password otherwise.

    Raises:
        Refused: too many failures lately, or the proof is wrong.
    """
    target = target_digest(AttemptKind.STEP_UP, str(person.pk))
    refuse_if(rules.refuse_attempt(recent_failures(target, address)))
    with transaction.atomic():
        proved = _proved(person, proof)
        if proved:
            record("access.session.confirmed", subject=person, by=person, proof=Term(proved))
        else:
            note_failure(AttemptKind.STEP_UP, target, address)
            record("access.confirmation.refused", subject=person, by=person)
    if not proved:
        raise Refused(WRONG_CONFIRMATION)
    forget_failures(target)


def confirm_session(request: HttpRequest, person: Person, proof: str) -> None:
    """Check the step-up proof and remember it in the session for the next minutes.

    Raises:
        Refused: too many failures lately, or the proof is wrong.
    """
    confirm(person, proof, address=address_of(request))
    request.session[CONFIRMED] = now().isoformat()


@transaction.atomic
def end_session(handle: UUID, *, by: Person, reason: str = "") -> None:
    """End one session at once: one's own, or anyone's by those who may.

    Raises:
        PermissionRefused: somebody else's session without the permission.
    """
    owner = PortalSession.objects.get(handle=handle).person_id
    if owner is not None:
        _hold(owner)
    sessions = PortalSession.objects.select_for_update(of=("self",)).select_related("person")
    session = sessions.filter(handle=handle).first()
    if session is None:
        # Ended by somebody else, while this one waited.
        return
    if session.person_id != by.pk:
        permit(by, "access.end_sessions")
    session.delete()
    record("access.session.ended", subject=session.person or by, by=by, reason=reason, device=session.device)


@transaction.atomic
def end_all_sessions(person_id: UUID, *, by: Person, reason: str = "", keep: str | None = None) -> int:
    """End all sessions of a person at once (but the one with the key `keep`); return how many.

    Raises:
        PermissionRefused: somebody else's sessions without the permission.
    """
    if person_id != by.pk:
        permit(by, "access.end_sessions")
    person = _hold(person_id)
    sessions = PortalSession.objects.filter(person=person)
    if keep:
        sessions = sessions.exclude(session_key=keep)
    count, _by_model = sessions.delete()
    record("access.session.all_ended", subject=person, by=by, reason=reason, count=count)
    return count


@transaction.atomic
def enrol_second_factor(person: Person, *, seed: str, code: str) -> list[str]:
    """Set up the person's second factor once a code proves that their app has the seed; return recovery codes.

    Raises:
        Refused: the code does not belong to the seed, or a second factor is set up already.
    """
    # Two tabs at once: the second waits here and is refused below.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if Authenticator.objects.filter(person=person).exists():
        raise Refused(Refusal("enrolled_already", _("A second factor is set up already. Remove it first.")))
    step = second_factor.step_of(seed, code, now())
    if step is None:
        raise Refused(WRONG_CODE)
    Authenticator.objects.create(person=person, sealed_seed=second_factor.sealed(seed), last_step=step)
    codes = second_factor.fresh_recovery_codes(person)
    record("access.authenticator.enrolled", subject=person, by=person)
    return codes


@transaction.atomic
def renew_recovery_codes(person: Person) -> list[str]:
    """Replace the person's recovery codes; the old ones stop working.

    Raises:
        Refused: no second factor is set up, or it is that of the account for emergencies.
    """
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    if not Authenticator.objects.filter(person=person).exists():
        raise Refused(Refusal("not_enrolled", _("Set up a second factor first.")))
    codes = second_factor.fresh_recovery_codes(person)
    record("access.recovery_codes.issued", subject=person, by=person)
    return codes


@transaction.atomic
def remove_second_factor(person_id: UUID, *, by: Person, reason: str = "") -> None:
    """Remove a second factor: one's own, or by those who may reset it for somebody who lost theirs.

    Raises:
        PermissionRefused, Refused: somebody else's without the permission, or that of the account for emergencies.
    """
    if person_id != by.pk:
        permit(by, "access.reset_second_factor")
    person = Person.objects.get(pk=person_id)
    refuse_if(refuse_changing(is_for_emergencies=person.is_for_emergencies))
    authenticator = Authenticator.objects.filter(person=person).first()
    if authenticator is None:
        return
    authenticator.delete()
    person.recovery_codes.all().delete()
    record("access.authenticator.removed", subject=person, by=by, reason=reason)
    raise_alarm(
        person,
        by=by,
        told=gettext_noop("%(by)s removed your second factor"),
        others_told=gettext_noop("%(by)s removed the second factor of %(person)s"),
        link="/access/me/second-factor/",
    )


def _hold(person_id: UUID) -> Person:
    """Hold a person before their sessions, as whoever shuts them out does: neither waits for the other for ever."""
    return Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)


def _proved(person: Person, entered: str) -> Proof | None:
    if Authenticator.objects.filter(person=person).exists():
        return second_factor.accepts(person, entered, now())
    return Proof.PASSWORD if person.check_password(entered) else None


@transaction.atomic
def _refuse_sign_in(kind: AttemptKind, target: str, address: str | None, email: str) -> None:
    note_failure(kind, target, address)
    person = Person.objects.active().at_address(email).filter(issuer=LOCAL_ISSUER).first()
    if person is not None:
        record("access.session.refused", subject=person, by=None, cause=Term(WRONG[kind]))
