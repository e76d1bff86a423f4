"""Signing out at the provider, too (OpenID Connect RP-Initiated Logout 1.0)."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.actions.provider_sessions import ID_TOKEN_PURPOSE
from access.gate import PUBLIC, page
from access.identity import provider_is_on, provider_name
from access.models import Person
from access.oidc import configuration
from access.oidc.problems import ProviderProblem
from access.session_store import ID_TOKEN_KEY, RENEWED_KEY
from common.crypto import Undecipherable, unseal

STATE = "leaving_state"
STATE_LENGTH = 32


def is_known_there(request: HttpRequest) -> bool:
    """Tell whether this session was begun by the provider."""
    return provider_is_on() and RENEWED_KEY in request.session


def hint_of(request: HttpRequest) -> str:
    """Return the session's ID token, by which the provider knows which of its sessions to end; empty without one."""
    sealed = request.session.get(ID_TOKEN_KEY, "")
    try:
        return unseal(sealed, purpose=ID_TOKEN_PURPOSE) if sealed else ""
    except Undecipherable:
        return ""


def leave(request: HttpRequest, hint: str) -> HttpResponse | None:
    """Send a browser that is signed out here on to sign out there; None where the provider knows no such way."""
    try:
        endpoint = configuration.provider().end_session_endpoint
    except ProviderProblem:
        endpoint = ""
    if not endpoint:
        text = _t("You are signed out here. At %(name)s you may still be signed in.")
        messages.warning(request, text % {"name": provider_name()})
        return None
    state = request.session[STATE] = get_random_string(STATE_LENGTH)
    parameters = {
        "client_id": settings.OIDC_RP_CLIENT_ID,
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("access:oidc-signed-out")),
        "state": state,
    }
    if hint:
        parameters["id_token_hint"] = hint
    address = f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(parameters)}"
    if _may_be_led_to(address):
        return HttpResponseRedirect(address)
    # The policy names the issuer only; a page in between begins anew, which no policy of forms forbids.
    return render(
        request, "access/oidc/leave.html", {"title": _("Signing out"), "url": address, "name": provider_name()}
    )


@page(PUBLIC)
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say where one is signed out, once the provider leads back."""
    if not isinstance(request.user, Person):
        state = request.session.pop(STATE, "")
        if state and constant_time_compare(request.GET.get("state", ""), state):
            messages.success(request, _t("You are signed out, here and at %s.") % provider_name())
        else:
            messages.success(request, _t("You are signed out."))
    return redirect("access:sign-in")


def _may_be_led_to(address: str) -> bool:
    parts = urlsplit(address)
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
    return f"{parts.scheme}://{parts.netloc}" in allowed
