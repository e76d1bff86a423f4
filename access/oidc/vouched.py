"""Whom the provider vouches for: the claims of one sign-in, in the portal's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from access.oidc.tokens import LONGEST, is_kept, moment_of

NAME_LONGEST = 200
EMAIL_LONGEST = 254
METHOD_LONGEST = 50


@dataclass(frozen=True, slots=True)
class Vouched:
    """One person as the provider knows them: issuer, subject, and what their ID token and userinfo say."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    # The ID token's own: userinfo has no say in how somebody signed in.
    id_claims: Mapping[str, Any]
    id_token: str

    @property
    def email(self) -> str:
        """Return the e-mail address, empty where the provider tells none."""
        told = self._text("email")
        # Not cut: it would be that of somebody else.
        return told if len(told) <= EMAIL_LONGEST else ""

    @property
    def name(self) -> str:
        """Return what the person is called: the name, else its parts, else what they type to sign in."""
        parts = f"{self._text('given_name')} {self._text('family_name')}".strip()
        return (self._text("name") or parts or self._text("preferred_username") or self.email)[:NAME_LONGEST]

    @property
    def groups(self) -> list[str] | None:
        """Return the groups, or None where the claim is missing.

        Some providers leave out a long list and say where to ask for it: that is missing, too.
        """
        found = self.claims.get(settings.OIDC_GROUPS_CLAIM)
        if isinstance(found, str):
            found = [found]
        if not isinstance(found, list):
            return None
        return [name for each in found if isinstance(each, str | int) and is_kept(name := str(each))]

    @property
    def department(self) -> str:
        """Return the department's name, empty where no claim of it is set up or it is missing."""
        return self._text(settings.OIDC_DEPARTMENT_CLAIM) if settings.OIDC_DEPARTMENT_CLAIM else ""

    @property
    def link(self) -> str:
        """Return what equals the directory's externalId; an e-mail address only where the provider proved it."""
        if settings.OIDC_LINK_CLAIM == "email" and self.claims.get("email_verified") is not True:
            return ""
        told = self._text(settings.OIDC_LINK_CLAIM)
        return told if len(told) <= LONGEST else ""

    @property
    def sid(self) -> str:
        """Return the provider's name for this session (Back-Channel Logout 1.0 §2.1)."""
        return _text_of(self.id_claims, "sid")[:LONGEST]

    @property
    def acr(self) -> str:
        """Return how sure the provider is."""
        return _text_of(self.id_claims, "acr")[:LONGEST]

    @property
    def amr(self) -> list[str]:
        """Return by what means the person showed who they are (RFC 8176)."""
        found = self.id_claims.get("amr")
        return [each[:METHOD_LONGEST] for each in found if is_kept(each)][:20] if isinstance(found, list) else []

    @property
    def proved_at(self) -> datetime | None:
        """Return when the person last showed the provider who they are, where it says so."""
        return moment_of(self.id_claims, "auth_time")

    def _text(self, name: str) -> str:
        return _text_of(self.claims, name)


def _text_of(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip() if is_kept(value) else ""
