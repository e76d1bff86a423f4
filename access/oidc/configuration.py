"""What the provider says of itself (OpenID Connect Discovery 1.0), kept in the process for a while."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings

from access.oidc.fetching import ask, check_address
from access.oidc.outages import forget_silence, in_turn
from access.oidc.problems import ProviderAway, ProviderProblem, ProviderWrong
from common.refusals import marked as _

WELL_KNOWN = "/.well-known/openid-configuration"
# Endpoints change rarely; within the hour a change is followed without a restart.
FRESH_SECONDS = 600
# So long what was known is gone by while the provider does not answer.
LAST_GOOD_SECONDS = 24 * 3600
# How long an answer to "is it there?" counts, so that an outage does not make every page wait.
PROBE_SECONDS = 30
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OFFERED = ("userinfo_endpoint", "end_session_endpoint")


@dataclass(frozen=True, slots=True)
class Provider:
    """The identity provider as it describes itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    metadata: Mapping[str, Any]
    # Its clock when it answered, where it said so.
    clock: datetime | None

    def listed(self, name: str) -> tuple[str, ...] | None:
        """Return a list of its metadata, or None where it does not say."""
        found = self.metadata.get(name)
        return tuple(str(each) for each in found) if isinstance(found, list) else None

    def says(self, name: str) -> bool | None:
        """Return a yes or no of its metadata, or None where it does not say."""
        found = self.metadata.get(name)
        return found if isinstance(found, bool) else None


@dataclass(slots=True)
class _Kept:
    provider: Provider
    at: float


_kept: dict[str, _Kept] = {}
_probes: dict[str, tuple[float, bool]] = {}
_lock = threading.Lock()
_probing = threading.Lock()


def provider() -> Provider:
    """Return the provider's description, asked for anew every ten minutes.

    Raises:
        ProviderAway: it does not answer and was not known lately.
        ProviderWrong: it names another issuer, or lacks what a sign-in needs.
    """
    issuer = settings.OIDC_ISSUER
    return in_turn(
        issuer,
        fresh=lambda: _kept_within(issuer, FRESH_SECONDS),
        last_good=lambda: _kept_within(issuer, LAST_GOOD_SECONDS),
        asked=discover,
    )


def discover() -> Provider:
    """Ask the provider now, and keep what it says.

    Raises:
        ProviderAway, ProviderWrong: as for `provider`.
    """
    issuer = settings.OIDC_ISSUER
    try:
        found = _described(issuer)
    except ProviderAway:
        _probes[issuer] = (time.monotonic(), False)
        raise
    with _lock:
        _kept[issuer] = _Kept(found, time.monotonic())
        _probes[issuer] = (time.monotonic(), True)
    return found


def is_there() -> bool:
    """Tell whether the provider answers, asked at most every half minute: before a reader is sent there unasked."""
    issuer = settings.OIDC_ISSUER
    if (answered := _probed_lately(issuer)) is not None:
        return answered
    with _probing:
        # Whoever waited goes by what the one before them found.
        if (answered := _probed_lately(issuer)) is not None:
            return answered
        try:
            discover()
        except ProviderProblem:
            _probes[issuer] = (time.monotonic(), False)
            return False
        return True


def note_away() -> None:
    """Remember that the provider just failed to answer."""
    _probes[settings.OIDC_ISSUER] = (time.monotonic(), False)


def forget() -> None:
    """Forget everything, so that the next question is asked anew."""
    with _lock:
        _kept.clear()
        _probes.clear()
    forget_silence()


def address_of_description(issuer: str) -> str:
    """Return where an issuer describes itself (OpenID Connect Discovery §4)."""
    return issuer.rstrip("/") + WELL_KNOWN


def _kept_within(issuer: str, seconds: float) -> Provider | None:
    kept = _kept.get(issuer)
    return kept.provider if kept is not None and time.monotonic() - kept.at < seconds else None


def _probed_lately(issuer: str) -> bool | None:
    asked_at, answered = _probes.get(issuer, (0.0, False))
    return answered if asked_at and time.monotonic() - asked_at < PROBE_SECONDS else None


def _described(issuer: str) -> Provider:
    answer = ask(address_of_description(issuer))
    if answer.status != 200:
        raise ProviderWrong(
            "no_description",
            _("%(address)s answers with HTTP %(status)s. Check the address in OIDC_ISSUER."),
            address=answer.address,
            status=answer.status,
        )
    metadata = answer.as_object()
    told = str(metadata.get("issuer", ""))
    # Character by character: a look-alike would be another provider (OpenID Connect Discovery §4.3).
    if told != issuer:
        raise ProviderWrong(
            "issuer_mismatch",
            _("The provider calls itself “%(told)s”, OIDC_ISSUER says “%(issuer)s”. Every letter must be the same."),
            told=told,
            issuer=issuer,
        )
    for name in NEEDED:
        if not isinstance(metadata.get(name), str):
            raise ProviderWrong(
                "endpoint_missing", _("The provider names no “%(name)s”; nobody can sign in without it."), name=name
            )
    addresses = {name: str(metadata.get(name) or "") for name in (*NEEDED, *OFFERED)}
    for address in filter(None, addresses.values()):
        check_address(address)
    return Provider(issuer=issuer, **addresses, metadata=metadata, clock=_clock(answer.headers.get("Date", "")))


def _clock(header: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(header)
    except ValueError:
        return None
    # A date with the zone "-0000", or none, comes back without one (RFC 5322 §3.3); in HTTP all are of UTC.
    return told if told.tzinfo else told.replace(tzinfo=UTC)
