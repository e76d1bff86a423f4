"""Sessions of those whom the identity provider vouches for: begun, renewed, confirmed, and ended by it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from access.actions.sessions import CONFIRMED, start_session
from access.choices import Proof
from access.models import Person, PortalSession, UsedLogoutToken
from access.oidc.vouched import Vouched
from access.rules import identity as rules
from access.session_store import ACR_KEY, AMR_KEY, ID_TOKEN_KEY, RENEWED_KEY, SID_KEY
from common.clock import now
from common.crypto import seal
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.terms import Term
from trail.recording import record, record_many

ID_TOKEN_PURPOSE = "access.id-token"  # noqa: S105 - what a seal is for
# Addresses get no longer; a hint that does not fit is left out.
LONGEST_HINT = 4000
# How the trail tells what the provider said by itself from what a renewal found out.
BACK_CHANNEL = "back-channel"
REPLAYED = Refusal("replayed", _("This logout token was used before."))


def sign_in_by_provider(request: HttpRequest, person: Person, vouched: Vouched) -> None:
    """Begin the session of somebody whom the provider vouches for."""
    start_session(request, person, Proof.PROVIDER, provider_sid=vouched.sid, acr=vouched.acr, amr=vouched.amr)
    renew_session(request, vouched)


def renew_session(request: HttpRequest, vouched: Vouched) -> None:
    """Keep with the session what the provider just said of it: it goes on, and is asked for again later."""
    session = request.session
    session[SID_KEY], session[ACR_KEY], session[AMR_KEY] = vouched.sid, vouched.acr, vouched.amr
    session[RENEWED_KEY] = now().isoformat()
    fits = len(vouched.id_token) <= LONGEST_HINT
    session[ID_TOKEN_KEY] = seal(vouched.id_token, purpose=ID_TOKEN_PURPOSE) if fits else ""


def confirm_by_provider(request: HttpRequest, person: Person, vouched: Vouched, *, asked_at: datetime) -> None:
    """Take a fresh sign-in at the provider for the confirmation that it is the reader.

    Raises:
        Refused: somebody else, not fresh, no moment told, or not as sure as it has to be.
    """
    refusal = rules.refuse_confirmation(
        is_same=(vouched.issuer, vouched.subject) == (person.issuer, person.subject),
        proved_at=vouched.proved_at,
        asked_at=asked_at,
        leeway=timedelta(seconds=settings.OIDC_LEEWAY_SECONDS),
        acr=vouched.acr,
        accepted=settings.OIDC_ACR_VALUES.split(),
    )
    with transaction.atomic():
        if refusal is None:
            record("access.session.confirmed", subject=person, by=person, proof=Term(Proof.PROVIDER))
        else:
            record("access.confirmation.refused", subject=person, by=person)
    refuse_if(refusal)
    request.session[CONFIRMED] = now().isoformat()


@transaction.atomic
def end_at_provider(request: HttpRequest, person: Person) -> None:
    """End this browser's session, because the provider no longer knows of it."""
    record("access.session.ended_by_provider", subject=person, by=None, count=1)
    logout(request)


@transaction.atomic
def end_by_provider(*, issuer: str, sid: str, subject: str, jti: str, until: datetime) -> int:
    """End the sessions that a logout token names, by the provider's session or all of a person's; return how many.

    Raises:
        Refused: the token was acted on before (Back-Channel Logout 1.0 §2.6).
    """
    try:
        with transaction.atomic():
            UsedLogoutToken.objects.create(issuer=issuer, jti=jti, expires_at=until)
    except IntegrityError as error:
        raise Refused(REPLAYED) from error
    sessions = PortalSession.objects.filter(person__issuer=issuer)
    if sid:
        sessions = sessions.filter(provider_sid=sid)
    if subject:
        sessions = sessions.filter(person__subject=subject)
    keys = dict.fromkeys(sessions.values_list("person_id", flat=True), 0)
    for key in keys:
        keys[key], _by_model = sessions.filter(person_id=key).delete()
    record_many(
        "access.session.ended_by_provider",
        Person.objects.filter(pk__in=keys).order_by("pk"),
        by=None,
        details_of=lambda person: {"count": keys[person.pk], "way": BACK_CHANNEL},
    )
    return sum(keys.values())
