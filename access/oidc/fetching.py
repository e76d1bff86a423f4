"""Asking the identity provider: only over TLS, without following redirects, in bounded time and size."""

import ipaddress
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from access.oidc.problems import ProviderAway, ProviderWrong
from common.refusals import marked as _

# A token with 5,000 groups has some 200 KB.
LARGEST = 4 * 2**20
CHUNK = 64 * 1024
DIRECT = {"http": "", "https": ""}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider answered."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Return what kind of body it is, such as application/json."""
        return self.headers.get("Content-Type", "").split(";")[0].strip().lower()

    def as_object(self) -> dict[str, Any]:
        """Return the JSON object in the body.

        Raises:
            ProviderWrong: it is none.
        """
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise ProviderWrong(
                "not_json",
                _("%(address)s does not answer with a JSON object. Check the provider's address in OIDC_ISSUER."),
                address=self.address,
            )
        return found


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine, where nobody listens in."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(address: str) -> str:
    """Return an address that may be asked: HTTPS, or this very machine (OpenID Connect Core §3.1.2.1).

    Raises:
        ProviderWrong: it is no such address.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme == "https" and parts.hostname:
        return address
    if parts.scheme == "http" and is_loopback(parts.hostname or ""):
        return address
    raise ProviderWrong(
        "not_https",
        _("“%(address)s” is no https:// address. Tokens travel there, so plain http counts on this machine only."),
        address=address,
    )


def ask(
    address: str,
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
    may_redirect: bool = False,
) -> Answer:
    """Ask the provider (with a form: POST, else GET), within OIDC_TIMEOUT seconds as a whole.

    A redirect is never followed; one that `may_redirect` is an answer of its own.

    Raises:
        ProviderAway: no whole answer in time, or a fault on its side (5xx).
        ProviderWrong: not over TLS, a redirect, or an answer too large to be one.
    """
    check_address(address)
    ends = time.monotonic() + settings.OIDC_TIMEOUT
    try:
        with requests.request(
            "POST" if form is not None else "GET",
            address,
            data=form,
            headers={"Accept": "application/json", **(headers or {})},
            auth=auth,
            timeout=settings.OIDC_TIMEOUT,
            allow_redirects=False,
            # A proxy out of the house does not reach this very machine.
            proxies=DIRECT if is_loopback(urlsplit(address).hostname or "") else None,
            stream=True,
        ) as response:
            answer = Answer(address, response.status_code, response.headers, _body(response, address, ends))
    except requests.exceptions.SSLError as error:
        raise ProviderWrong(
            "certificate",
            _("The certificate of %(address)s is not one that this machine trusts: %(cause)s"),
            address=address,
            cause=_cause(error),
        ) from error
    except (requests.RequestException, HTTPError) as error:
        raise _away(address, _cause(error)) from error
    if answer.status >= 500 or answer.status == 429:
        raise _away(address, f"HTTP {answer.status}")
    if 300 <= answer.status < 400 and not may_redirect:
        raise ProviderWrong(
            "redirected",
            _("%(address)s leads elsewhere (%(target)s). Name the provider's own address."),
            address=address,
            target=answer.headers.get("Location", "?"),
        )
    return answer


def _body(response: requests.Response, address: str, ends: float) -> bytes:
    """Read a body piece by piece: a server that sends a byte a second must not hold up a sign-in."""
    found = bytearray()
    # Not requests' own pieces: those are waited for until they are full.
    while piece := response.raw.read1(CHUNK, decode_content=True):
        found += piece
        if len(found) > LARGEST:
            raise ProviderWrong("too_large", _("The answer of %(address)s is too large to be one."), address=address)
        if time.monotonic() > ends:
            raise _away(address, "timeout")
    return bytes(found)


def _away(address: str, cause: str) -> ProviderAway:
    return ProviderAway(
        "provider_away",
        _("The identity provider does not answer at %(address)s (%(cause)s). Try again in a minute."),
        address=address,
        cause=cause,
    )


def _cause(error: Exception) -> str:
    """Return the innermost reason in few words; the outer ones only repeat address and class."""
    inner: BaseException = error
    while (deeper := inner.__cause__ or inner.__context__) is not None:
        inner = deeper
    return str(inner)[:200] or type(inner).__name__
