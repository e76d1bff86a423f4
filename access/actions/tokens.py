"""API tokens: issued once, revoked at once."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from access.choices import TokenScope
from access.models import ApiToken, Person
from access.permits import permit
from access.rules import people as rules
from common.clock import now
from common.names import clean_name
from common.refusals import refuse_if
from trail.recording import record

# Recognisable by secret scanners; the random part holds 256 bits (RFC 6750 §5.2 asks that guessing is infeasible).
TOKEN_MARK = "cpt_"  # noqa: S105 - not a secret, but how ours begin
SHOWN_PREFIX = len(TOKEN_MARK) + 6


def digest_of(token: str) -> str:
    """Return the form in which a token is kept; its 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(
    person: Person, *, name: str, scopes: Collection[str], days: int, by: Person | None
) -> tuple[ApiToken, str]:
    """Issue a token and return it with its secret, which is never shown again.

    `by` is the person themselves, or None on the operator's command line.

    Raises:
        Refused: somebody else asks, the person is deactivated, no or unknown scopes, not 1 to 365 days,
            or a name that cannot be seen.
    """
    # Whoever deactivates the person waits for this lock or is seen here, so that no token outlives its person.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    asked_by_another = by is not None and by.pk != person.pk
    refuse_if(rules.refuse_token_holder(is_active=person.is_active, asked_by_another=asked_by_another))
    refuse_if(rules.refuse_token(scopes=scopes, known_scopes=TokenScope.values, days=days))
    secret = TOKEN_MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person,
        name=clean_name(name) or "API",
        prefix=secret[:SHOWN_PREFIX],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        expires_at=now() + timedelta(days=days),
    )
    record("access.token.issued", subject=person, by=by, token=str(token), scopes=token.scopes, days=days)
    return token, secret


@transaction.atomic
def revoke_token(token_id: UUID, *, by: Person, reason: str = "") -> ApiToken:
    """Revoke a token at once: one's own, or anyone's by those who may end sessions.

    Raises:
        PermissionRefused: somebody else's token without that permission.
    """
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("person").get(pk=token_id)
    if token.person_id != by.pk:
        permit(by, "access.end_sessions")
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])
        record("access.token.revoked", subject=token.person, by=by, reason=reason, token=str(token))
    return token
