"""Who is this? Local passwords (until the corporate provider takes over), and the person behind a session."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

from access.choices import AttemptKind
from access.identity import provider_is_on
from access.models import BREAK_GLASS_ISSUER, LOCAL_ISSUER, AccessAttempt, BreakGlassOpening, Person
from access.rules.people import FAILURE_WINDOW, Attempts
from common.clock import now


class PasswordBackend:
    """Django's authentication backend for people with a local password."""

    def authenticate(self, _request: Any, email: str | None = None, password: str | None = None) -> Person | None:
        """Return the active local person with this address and password, taking as long for unknown addresses."""
        if not email or password is None:
            return None
        person = Person.objects.active().at_address(email).filter(issuer=LOCAL_ISSUER).first()
        if person is None or not person.has_usable_password() or not local_sign_in_is_open(person):
            # The same work as for a known name, so that the time taken tells nothing (OWASP ASVS 2.2).
            make_password(password)
            return None
        return person if person.check_password(password) else None

    def get_user(self, key: str) -> Person | None:
        """Return the person of a session, unless deactivated since, or local sign-ins were closed."""
        try:
            person = Person.objects.signing_in().select_related("department").filter(pk=key).first()
        except (ValidationError, ValueError):
            return None
        return person if person is not None and local_sign_in_is_open(person) else None


def local_sign_in_is_open(person: Person) -> bool:
    """Tell whether a local password opens anything: where no provider is named, or in an emergency declared for them.

    The account for emergencies knows from here on until when it is open, and opens nothing otherwise.
    """
    if person.issuer != BREAK_GLASS_ISSUER:
        return not provider_is_on()
    opening = BreakGlassOpening.objects.in_force(now()).filter(person=person).order_by("until").last()
    person.emergency_until = opening.until if opening else None
    return opening is not None


def target_digest(kind: str, target: str) -> str:
    """Return under which name failures against a target are counted; keyed, so that the table names nobody."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"{kind}:{target.strip().lower()}".encode(), hashlib.sha256
    ).hexdigest()


def recent_failures(target: str, address: str | None) -> Attempts:
    """Count the failures of the last minutes against one target and from one address."""
    lately = AccessAttempt.objects.filter(at__gt=now() - FAILURE_WINDOW)
    from_address = lately.filter(address=address).count() if address else 0
    return Attempts(against_target=lately.filter(target=target).count(), from_address=from_address)


def note_failure(kind: AttemptKind, target: str, address: str | None) -> None:
    """Count one failure."""
    AccessAttempt.objects.create(kind=kind, target=target, address=address, at=now())


def forget_failures(target: str) -> None:
    """Start the count against a target afresh, after it was proved."""
    AccessAttempt.objects.filter(target=target).delete()
