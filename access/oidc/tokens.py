"""What makes a token of the provider count: OpenID Connect Core §3.1.3.7, Back-Channel Logout 1.0 §2.6, RFC 8725."""

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare

from access.oidc.configuration import Provider
from access.oidc.keys import KINDS, key_for
from access.oidc.problems import TokenRefused
from common.clock import now
from common.names import one_line
from common.refusals import marked as _

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LONGEST = 255
# What a token says of its own signature, before anybody proved it.
LONGEST_UNPROVED = 50
SHORTEST_RSA = 2048
# JSON can say them, no database keeps them; left out, two different values would become one.
NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
# Entra says of every token that it was made five minutes before it was; the nonce, not this, makes it fresh.
OLDEST = timedelta(minutes=10)
# Times of the last year that a calendar knows cannot be added to.
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512, "EdDSA": hashlib.sha512}
# Times are compared with the portal's own clock, which says by how much the two differ.
UNCHECKED = {f"verify_{name}": False for name in ("exp", "iat", "nbf", "aud", "iss", "sub", "jti")}

Claims = dict[str, Any]


def accepted_algorithms() -> tuple[str, ...]:
    """Return the algorithms that count: those of OIDC_ALGORITHMS with a public key, whatever else stands there.

    “none” proves nothing, and with HS* whoever reads the public key could sign (RFC 8725 §2.1).
    """
    return tuple(name for name in settings.OIDC_ALGORITHMS if name in KINDS)


def verified(token: str, provider: Provider, *, is_strangers: bool = False) -> Claims:
    """Return what a token says once the provider's signature is proved; `is_strangers` where anybody could send it.

    Raises:
        TokenRefused: the signature, its algorithm or its key is not one that counts.
        ProviderAway, ProviderWrong: the provider's keys cannot be read.
    """
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise TokenRefused("unreadable_token", _("What the provider sent is not a signed token.")) from error
    algorithm = str(header.get("alg", "none"))
    if algorithm not in accepted_algorithms():
        raise TokenRefused(
            "algorithm",
            _("The token is signed with “%(algorithm)s”; %(accepted)s count. Change it at the provider."),
            algorithm=one_line(algorithm)[:LONGEST_UNPROVED],
            accepted=", ".join(accepted_algorithms()),
        )
    kid = header.get("kid")
    kid = str(kid) if kid is not None else None
    key = key_for(provider.jwks_uri, kid=kid, algorithm=algorithm, is_strangers=is_strangers)
    if getattr(key.key, "key_size", SHORTEST_RSA) < SHORTEST_RSA and key.key_type == "RSA":
        raise TokenRefused("weak_key", _("The provider's key is too short: RSA keys of 2048 bits and more count."))
    try:
        return dict(jwt.decode(token, key, algorithms=[algorithm], options=UNCHECKED))  # type: ignore[arg-type]
    except jwt.PyJWTError as error:
        raise TokenRefused("signature", _("The token's signature is not the provider's.")) from error


def verify_id_token(token: str, provider: Provider, *, nonce: str, access_token: str = "") -> Claims:
    """Return the claims of an ID token that was made for us, now, and for this very request.

    Raises:
        TokenRefused: the sentence says which of it is not so.
        ProviderAway, ProviderWrong: the provider's keys cannot be read.
    """
    claims = verified(token, provider)
    _check_party(claims, provider)
    _check_times(claims, fresh=True)
    told = claims.get("nonce")
    if not isinstance(told, str) or not nonce or not constant_time_compare(told, nonce):
        raise TokenRefused(
            "nonce", _("The token answers another request than the one that was made here. Sign in again.")
        )
    _subject(claims)
    _check_access_token(token, claims, access_token)
    return claims


def verify_logout_token(token: str, provider: Provider) -> Claims:
    """Return the claims of a logout token; that it counts only once is for whoever acts on it.

    Raises:
        TokenRefused: it is none, or not for us, or over.
        ProviderAway, ProviderWrong: the provider's keys cannot be read.
    """
    claims = verified(token, provider, is_strangers=True)
    _check_party(claims, provider)
    _check_times(claims, fresh=False)
    events = claims.get("events")
    if not isinstance(events, Mapping) or not isinstance(events.get(LOGOUT_EVENT), Mapping):
        raise TokenRefused("no_logout_event", _("The token is no logout token: it holds no logout event."))
    if "nonce" in claims:
        raise TokenRefused("nonce_in_logout", _("The token is no logout token: it holds a nonce, as ID tokens do."))
    if not (claims.get("sub") or claims.get("sid")):
        raise TokenRefused("nobody_named", _("The logout token names neither a person nor a session."))
    for name in ("jti", "sub", "sid"):
        value = claims.get(name, "")
        if not is_kept(value) or len(value) > LONGEST or (name == "jti" and not value):
            raise TokenRefused("bad_claim", _("The claim “%(name)s” of the token is missing or no text."), name=name)
    return claims


def verify_userinfo_token(token: str, provider: Provider) -> Claims:
    """Return the claims of a signed answer of the userinfo endpoint (OpenID Connect Core §5.3.2).

    Raises:
        TokenRefused: it is not the provider's, or not for us.
    """
    claims = verified(token, provider)
    if "iss" in claims or "aud" in claims:
        _check_party(claims, provider)
    return claims


def is_kept(value: object) -> TypeGuard[str]:
    """Tell whether a claim is a text that can be kept and compared."""
    return isinstance(value, str) and NOT_KEPT.search(value) is None


def moment_of(claims: Mapping[str, Any], name: str) -> datetime | None:
    """Return the moment a claim names, or None where there is none or it is no number (RFC 7519 §2)."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return moment if moment < LATEST else None


def _check_party(claims: Claims, provider: Provider) -> None:
    """Check who made the token and for whom."""
    if claims.get("iss") != provider.issuer:
        raise TokenRefused(
            "issuer",
            _("The token comes from “%(told)s”, not from “%(issuer)s”."),
            told=str(claims.get("iss", "?"))[:LONGEST],
            issuer=provider.issuer,
        )
    audience = claims.get("aud")
    parties = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    ours = settings.OIDC_RP_CLIENT_ID
    authorized = claims.get("azp")
    if ours not in parties or (authorized is not None and authorized != ours) or (len(parties) > 1 and not authorized):
        raise TokenRefused(
            "audience",
            _("The token was made for “%(told)s”, not for this portal (“%(ours)s”). Compare OIDC_CLIENT_ID."),
            told=", ".join(str(each) for each in parties)[:LONGEST] or "?",
            ours=ours,
        )


def _check_times(claims: Claims, *, fresh: bool) -> None:
    """Check when the token was made and until when it counts; a fresh one was made for the question just asked."""
    made, ends = moment_of(claims, "iat"), moment_of(claims, "exp")
    missing = next((name for name, found in (("iat", made), ("exp", ends)) if found is None), "")
    if made is None or ends is None:
        raise TokenRefused(
            "time_missing", _("The token does not say when it was made or when it ends (“%(name)s”)."), name=missing
        )
    leeway, moment = timedelta(seconds=settings.OIDC_LEEWAY_SECONDS), now()
    if made > moment + leeway:
        raise _clocks_differ(made - moment)
    if fresh and made < moment - OLDEST - leeway:
        raise _clocks_differ(made - moment)
    if ends <= moment - leeway:
        raise TokenRefused("expired", _("The token has expired. Sign in again."))
    begins = moment_of(claims, "nbf")
    if begins is not None and begins > moment + leeway:
        raise _clocks_differ(begins - moment)


def _clocks_differ(by: timedelta) -> TokenRefused:
    if by > timedelta():
        text = _(
            "The clocks differ: the provider's is %(seconds)d seconds ahead of the portal's. Set both by a time server."
        )
    else:
        text = _(
            "The clocks differ: the provider's is %(seconds)d seconds behind the portal's. Set both by a time server."
        )
    return TokenRefused("clock", text, seconds=abs(int(by.total_seconds())))


def _subject(claims: Claims) -> str:
    subject = claims.get("sub")
    if not is_kept(subject) or not subject or len(subject) > LONGEST:
        raise TokenRefused("no_subject", _("The token names nobody (“sub”)."))
    return subject


def _check_access_token(token: str, claims: Claims, access_token: str) -> None:
    """Check that the access token came with this ID token, where that is told (OpenID Connect Core §3.1.3.8)."""
    told = claims.get("at_hash")
    if told is None or not access_token:
        return
    algorithm = str(jwt.get_unverified_header(token)["alg"])
    digest = HASHES[algorithm if algorithm == "EdDSA" else algorithm[2:]](access_token.encode()).digest()
    half = urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    if not isinstance(told, str) or not constant_time_compare(told, half):
        raise TokenRefused("access_token", _("The access token does not belong to the ID token."))
