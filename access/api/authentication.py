"""Who calls the API: the person behind a bearer token (RFC 6750)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from access.actions.tokens import digest_of
from access.models import ApiToken, Person
from common.clock import now

REALM = 'Bearer realm="api"'
USE_TOLD_EVERY = timedelta(minutes=1)


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; `request.auth` is the ApiToken."""

    def authenticate(self, request: Request) -> tuple[Person, ApiToken] | None:
        """Return the token's person, or None when the request carries no bearer token.

        Raises:
            AuthenticationFailed: the header is malformed, or the token is unknown, expired, revoked or of a leaver.
        """
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Send one token: “Authorization: Bearer <token>”."), "malformed_token")
        token = _token_of(parts[1].decode("latin-1"))
        _note_use(token, now())
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 asks for; RFC 6750 §3.1 names the error once a token was sent."""
        sent = get_authorization_header(request).lower().startswith(b"bearer")
        return f'{REALM}, error="invalid_token"' if sent else REALM


def _token_of(secret: str) -> ApiToken:
    token = ApiToken.objects.select_related("person__department").filter(digest=digest_of(secret)).first()
    if token is None:
        raise AuthenticationFailed(_("This token is not known. Make a new one."), "unknown_token")
    if token.revoked_at is not None:
        raise AuthenticationFailed(_("This token was revoked. Make a new one."), "revoked_token")
    if token.expires_at <= now():
        raise AuthenticationFailed(_("This token has expired. Make a new one."), "expired_token")
    if not token.person.is_active:
        raise AuthenticationFailed(_("The person of this token is deactivated."), "inactive_person")
    return token


def _note_use(token: ApiToken, moment: datetime) -> None:
    """Keep the last use, at most once a minute; the base manager writes it without a word in the trail."""
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=moment - USE_TOLD_EVERY)
    rows: Any = ApiToken._base_manager
    rows.filter(long_ago, pk=token.pk).update(last_used_at=moment)
