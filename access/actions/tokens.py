"""API tokens: issued once, revoked at once."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from access.choices import TokenScope
from access.models import BREAK_GLASS_ISSUER, ApiToken, Person
from access.permits import permit
from access.rules import break_glass
from access.rules import people as rules
from access.rules import service_identities as service_rules
from common.clock import now
from common.names import clean_name
from common.refusals import refuse_if
from trail.recording import record

# Recognisable by secret scanners; the random part holds 256 bits (RFC 6750 §5.2 asks that guessing is infeasible).
TOKEN_MARK = "cpt_"  # noqa: S105 - not a secret, but how ours begin
SHOWN_PREFIX = len(TOKEN_MARK) + 6
# A token that was renewed is announced no more.
RENEWED = 0


def digest_of(token: str) -> str:
    """Return the form in which a token is kept; its 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(
    person: Person, *, name: str, scopes: Collection[str], days: int, by: Person | None
) -> tuple[ApiToken, str]:
    """Issue a token and return it with its secret, which is never shown again.

    `by` is the person themselves, or None on the operator's command line; of a program, whoever may issue its tokens.

    Raises:
        PermissionRefused, Refused: somebody else asks, the person is deactivated or for emergencies only, no or unknown
            scopes, not 1 to 365 days, or a name that cannot be seen.
    """
    # Whoever deactivates the person waits for this lock or is seen here, so that no token outlives its person.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    asked_by_another = by is not None and by.pk != person.pk
    if person.is_service and by is not None:
        permit(by, "access.edit_services")
        asked_by_another = False
    refuse_if(rules.refuse_token_holder(is_active=person.is_active, asked_by_another=asked_by_another))
    refuse_if(break_glass.refuse_token(is_for_emergencies=person.issuer == BREAK_GLASS_ISSUER))
    refuse_if(rules.refuse_token(scopes=scopes, known_scopes=TokenScope.values, days=days))
    refuse_if(
        service_rules.refuse_scopes(
            scopes=scopes,
            keeps_directory=person.keeps_directory,
            directory_scope=TokenScope.SCIM,
        )
    )
    token, secret = _new_token(person, name=clean_name(name) or "API", scopes=scopes, days=days)
    record("access.token.issued", subject=person, by=by, token=str(token), scopes=token.scopes, days=days)
    return token, secret


@transaction.atomic
def renew_token(token_id: UUID, *, days: int, by: Person) -> tuple[ApiToken, str]:
    """Issue a program's token anew, with the same name and scopes; the present one works until it ends.

    Both work meanwhile, so that the change interrupts nothing.

    Raises:
        PermissionRefused, Refused: not allowed, the token is over, the program retired, or not 1 to 365 days.
    """
    holder = ApiToken.objects.select_related("person").get(pk=token_id).person
    # Whoever has a token of the directory puts people into groups, and so gives any role: answering is too little.
    permit(by, "access.edit_services" if holder.keeps_directory else "access.renew_service_tokens", holder)
    # The program before its token, as whoever retires it does: neither waits for the other, and no token outlives it.
    service = Person.objects.services().select_for_update(of=("self",)).get(pk=holder.pk)
    token = _locked(token_id)
    refuse_if(rules.refuse_token_holder(is_active=service.is_active, asked_by_another=False))
    refuse_if(service_rules.refuse_renewal(is_live=token.revoked_at is None and token.expires_at > now()))
    refuse_if(rules.refuse_token(scopes=token.scopes, known_scopes=TokenScope.values, days=days))
    renewed, secret = _new_token(service, name=token.name, scopes=token.scopes, days=days)
    token.reminded_for = RENEWED
    token.save(update_fields=["reminded_for"])
    record("access.token.renewed", subject=service, by=by, token=str(renewed), replaces=str(token), days=days)
    return renewed, secret


@transaction.atomic
def revoke_token(token_id: UUID, *, by: Person, reason: str = "") -> ApiToken:
    """Revoke a token at once: one's own, that of a program one answers for, or anyone's by those who may.

    Raises:
        PermissionRefused: somebody else's token without that permission.
    """
    token = _locked(token_id)
    if token.person.is_service:
        permit(by, "access.renew_service_tokens", token.person)
    elif token.person_id != by.pk:
        permit(by, "access.end_sessions")
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])
        record("access.token.revoked", subject=token.person, by=by, reason=reason, token=str(token))
    return token


def lock_holder(token: ApiToken) -> None:
    """Hold whose token it is before the token itself, as whoever shuts them out does: neither waits for the other."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=token.person_id)


def _locked(token_id: UUID) -> ApiToken:
    lock_holder(ApiToken.objects.get(pk=token_id))
    return ApiToken.objects.select_for_update(of=("self",)).select_related("person").get(pk=token_id)


def _new_token(person: Person, *, name: str, scopes: Collection[str], days: int) -> tuple[ApiToken, str]:
    secret = TOKEN_MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=person,
        name=name,
        prefix=secret[:SHOWN_PREFIX],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        expires_at=now() + timedelta(days=days),
    )
    return token, secret
