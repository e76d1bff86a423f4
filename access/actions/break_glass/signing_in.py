"""Signing in for an emergency, with address, password and code at once."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from access import second_factor
from access.actions.break_glass.telling import EXPECTED, tell_everybody
from access.actions.sessions import start_session
from access.authentication import forget_failures, note_failure, recent_failures, target_digest
from access.choices import AttemptKind, Proof
from access.models import BreakGlassOpening, Person
from access.rules.people import refuse_attempt
from common.clock import now
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.requests import address_of
from common.terms import Term
from trail.recording import record

WRONG = Refusal("wrong_emergency", _("That is not right, or the code was used already. Check all three and try again."))
TOLD_SIGNED_IN = gettext_noop("Somebody signed in for an emergency as %(person)s")
CAUSE = gettext_noop("wrong emergency sign-in")


def sign_in_for_emergency(request: HttpRequest, *, email: str, password: str, code: str) -> Person:
    """Sign in with all three: address, password and code; one answer for whatever is wrong.

    Raises:
        Refused: too many failures lately, nothing is open, or one of the three is wrong.
    """
    address = address_of(request)
    target = target_digest(AttemptKind.EMERGENCY, email)
    refuse_if(refuse_attempt(recent_failures(target, address)))
    account = BreakGlassOpening.objects.in_force(now()).select_related("person")
    opening = account.filter(person__in=Person.objects.signing_in().at_address(email)).first()
    with transaction.atomic():
        proof = _proof_of(opening, password, code)
        if opening is None or proof is None:
            note_failure(AttemptKind.EMERGENCY, target, address)
            if opening is not None:
                record("access.session.refused", subject=opening.person, by=None, cause=Term(CAUSE))
        else:
            start_session(request, opening.person, proof)
            tell_everybody(opening.person, TOLD_SIGNED_IN, EXPECTED)
    if opening is None or proof is None:
        raise Refused(WRONG)
    forget_failures(target)
    return opening.person


def _proof_of(opening: BreakGlassOpening | None, password: str, code: str) -> Proof | None:
    if opening is None:
        # The same work as for the right address, so that the time taken tells nothing (OWASP ASVS 2.2).
        make_password(password)
        return None
    if not opening.person.check_password(password):
        return None
    return second_factor.accepts(opening.person, code, now())
