"""The provider's public keys (RFC 7517), kept in the process; a key nobody knows yet is looked up once."""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import jwt

from access.oidc.fetching import ask
from access.oidc.outages import forget_silence, in_turn
from access.oidc.problems import ProviderWrong, TokenRefused
from common.names import one_line
from common.refusals import marked as _

FRESH_SECONDS = 600
# The last good keys, while the provider does not answer.
LAST_GOOD_SECONDS = 3600
# Tokens with invented key ids must not make us ask the provider for each: so many looks a minute.
MOST_LOOKS = 5
LOOKS_WITHIN = 60
LONGEST_KID = 50
# RFC 7518 §3: which kind of key, and which curve, an algorithm goes with.
KINDS = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), ("RSA", "")),
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", ""),
}


@dataclass(slots=True)
class _Kept:
    keys: list[dict[str, Any]]
    at: float
    # What strangers send has looks of its own: they must not use up those of the people who sign in.
    looks: defaultdict[bool, list[float]] = field(default_factory=lambda: defaultdict(list))


_kept: dict[str, _Kept] = {}
_lock = threading.Lock()


def key_for(jwks_uri: str, *, kid: str | None, algorithm: str, is_strangers: bool = False) -> jwt.PyJWK:
    """Return the key that a token names; one not seen before is looked up anew, as the provider may have turned keys.

    `is_strangers` says that anybody could have sent the token, not only the provider.

    Raises:
        TokenRefused: the provider has no such key for this algorithm.
        ProviderAway, ProviderWrong: its keys cannot be read.
    """
    found = _fitting(keys_of(jwks_uri), kid, algorithm)
    if found is None and _may_look(jwks_uri, is_strangers=is_strangers):
        found = _fitting(_fetch(jwks_uri), kid, algorithm)
    if found is None:
        raise TokenRefused(
            "unknown_key",
            _("The token is signed with a key (“%(kid)s”, %(algorithm)s) that the provider does not publish."),
            kid=one_line(kid or "?")[:LONGEST_KID],
            algorithm=algorithm,
        )
    try:
        return jwt.PyJWK(found, algorithm=algorithm)
    except jwt.PyJWTError as error:
        raise ProviderWrong("bad_key", _("The provider's key “%(kid)s” cannot be read."), kid=kid or "?") from error


def keys_of(jwks_uri: str) -> list[dict[str, Any]]:
    """Return the provider's keys, asked for anew every ten minutes; the last good ones for an hour while it is away.

    Raises:
        ProviderAway, ProviderWrong: they cannot be read, and were not lately.
    """
    return in_turn(
        jwks_uri,
        fresh=lambda: _kept_within(jwks_uri, FRESH_SECONDS),
        last_good=lambda: _kept_within(jwks_uri, LAST_GOOD_SECONDS),
        asked=lambda: _fetch(jwks_uri),
    )


def forget() -> None:
    """Forget every key, so that they are read anew."""
    with _lock:
        _kept.clear()
    forget_silence()


def _kept_within(jwks_uri: str, seconds: float) -> list[dict[str, Any]] | None:
    kept = _kept.get(jwks_uri)
    return kept.keys if kept is not None and time.monotonic() - kept.at < seconds else None


def _fetch(jwks_uri: str) -> list[dict[str, Any]]:
    answer = ask(jwks_uri)
    keys = answer.as_object().get("keys") if answer.status == 200 else None
    if not isinstance(keys, list):
        raise ProviderWrong("no_keys", _("%(address)s shows no keys."), address=jwks_uri)
    readable = [each for each in keys if isinstance(each, dict)]
    with _lock:
        before = _kept.get(jwks_uri)
        _kept[jwks_uri] = _Kept(readable, time.monotonic(), *([before.looks] if before else []))
    return readable


def _may_look(jwks_uri: str, *, is_strangers: bool) -> bool:
    with _lock:
        kept = _kept.get(jwks_uri)
        if kept is None:
            # Forgotten meanwhile, so that everything is read anew.
            return True
        looks = [at for at in kept.looks[is_strangers] if time.monotonic() - at < LOOKS_WITHIN]
        may = len(looks) < MOST_LOOKS
        kept.looks[is_strangers] = [*looks, time.monotonic()] if may else looks
        return may


def _fitting(keys: list[dict[str, Any]], kid: str | None, algorithm: str) -> dict[str, Any] | None:
    """Return the one key that fits; without a key id only where there is no choice (OpenID Connect Core §10.1)."""
    kind, curve = KINDS.get(algorithm, ("", ""))
    fitting = [
        each
        for each in keys
        if each.get("kty") == kind
        and (not curve or each.get("crv") == curve)
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
        and (kid is None or each.get("kid") == kid)
    ]
    return fitting[0] if len(fitting) == 1 or (kid is not None and fitting) else None
