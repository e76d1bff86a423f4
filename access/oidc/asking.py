"""Requests to the provider's authorization endpoint: each begun in one browser, for one purpose, answered once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from mozilla_django_oidc.utils import add_state_and_verifier_and_nonce_to_session, generate_code_challenge

from access.models import PortalSession
from access.oidc import configuration
from access.oidc.backend import CALLBACK
from common.clock import now

STATES = "oidc_states"
STATE_LENGTH = 43
# RFC 7636 §4.1: 43 to 128 characters.
VERIFIER_LENGTH = 64
ANSWERED_WITHIN = timedelta(minutes=15)


class Purpose(StrEnum):
    """What an answer of the provider is for."""

    SIGN_IN = "sign-in"
    RENEW = "renew"
    CONFIRM = "confirm"
    CONNECT = "connect"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that was made in this browser and waits for its answer."""

    purpose: Purpose
    nonce: str
    code_verifier: str
    at: datetime
    wanted: str
    # The link that is the key to a local account, where one is to be connected.
    link: tuple[str, str]
    silent: bool


def begin(
    request: HttpRequest,
    purpose: Purpose,
    *,
    wanted: str = "/",
    link: tuple[str, str] = ("", ""),
    silent: bool = False,
    more: Mapping[str, str] | None = None,
) -> str:
    """Return the address at the provider that a browser is sent to; `more` are parameters beyond the usual ones.

    A silent one shows nothing: the provider answers at once or says that it would have to ask (prompt=none).

    Raises:
        ProviderAway, ProviderWrong: the provider's endpoint is not known.
    """
    endpoint = configuration.provider().authorization_endpoint
    state, verifier = get_random_string(STATE_LENGTH), get_random_string(VERIFIER_LENGTH)
    parameters = {
        "response_type": "code",
        "client_id": settings.OIDC_RP_CLIENT_ID,
        "redirect_uri": request.build_absolute_uri(reverse(CALLBACK)),
        "scope": settings.OIDC_RP_SCOPES,
        "state": state,
        "nonce": get_random_string(STATE_LENGTH),
        "code_challenge": generate_code_challenge(verifier, "S256"),
        "code_challenge_method": "S256",
        "ui_locales": get_language() or settings.LANGUAGE_CODE,
        **(more or {}),
    }
    if silent:
        parameters["prompt"] = "none"
    add_state_and_verifier_and_nonce_to_session(request, state, parameters, verifier)
    # Beside each request, not once for the browser: two tabs must not lead to each other's page.
    request.session[STATES][state] |= {
        "purpose": purpose,
        "at": now().isoformat(),
        "wanted": wanted,
        "link": link,
        "silent": silent,
    }
    request.session.modified = True
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(parameters)}"


def take(request: HttpRequest, state: str) -> Begun | None:
    """Return what an answer is to, once: a second answer finds nothing, however close behind the first it comes."""
    with transaction.atomic():
        key = request.session.session_key
        row = PortalSession.objects.select_for_update().filter(session_key=key).first() if key else None
        data = request.session.decode(row.session_data) if row else {}
        found = data.get(STATES, {}).pop(state, None)
        if row is None or found is None:
            return None
        PortalSession.objects.filter(pk=row.pk).update(session_data=request.session.encode(data))
    # Read anew: what other tabs put in meanwhile must not be written over at the end of the request.
    request.session = type(request.session)(key)
    return _begun(found)


def _begun(found: dict[str, Any]) -> Begun | None:
    at = datetime.fromisoformat(found.get("at") or now().isoformat())
    if "purpose" not in found or not timedelta() <= now() - at <= ANSWERED_WITHIN:
        return None
    one, other = found["link"]
    return Begun(
        Purpose(found["purpose"]),
        found["nonce"],
        found["code_verifier"],
        at,
        found["wanted"],
        (one, other),
        found["silent"],
    )
