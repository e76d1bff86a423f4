"""Asking the provider now and then whether a reader is still theirs, without losing what they do.

mozilla-django-oidc's own sends htmx to another site and never renews whoever only sends forms; here

- a page that is opened goes by way of the provider, unseen (prompt=none), and comes back to where it was;
- a part of a page (htmx) and a form go through for twice the time; after it the part leads to the whole page, and the
  form is refused in a way that loses nothing of what was typed;
- what can be led nowhere (a picture, a script's call of the API) goes through for twice the time, too; after it the
  session opens nothing until a page has renewed it, whatever the request says of itself;
- while the provider does not answer, sessions go on until their hard limit, and the reader is told.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import escape_leading_slashes, urlencode
from django.utils.translation import gettext as _t
from django_htmx.http import HttpResponseClientRedirect
from mozilla_django_oidc.middleware import SessionRefresh

from access.actions.sessions import PROVIDER_BACKEND
from access.identity import provider_is_on, provider_name
from access.models import Person
from access.next_address import is_own_address
from access.oidc import configuration
from access.oidc.asking import Purpose, begin
from access.oidc.problems import ProviderProblem
from access.rules.identity import Standing, standing_of_session
from access.session_store import RENEWED_KEY
from common.clock import now

SAFE = {"GET", "HEAD", "OPTIONS"}
# Nothing stands between a reader and the way in or out; the directory shows a token, never a session.
LEFT_ALONE = ("/scim/", "/access/oidc/", "/access/sign-in", "/access/sign-out/", "/livez", "/readyz")
API = "/api/"
TOLD_KEY = "away_told_at"
TOLD_EVERY = timedelta(minutes=10)
# What must not stand in a page again: secrets, and what the page has of its own.
NOT_KEPT = {"csrfmiddlewaretoken", "confirmation", "password", "again", "current", "code", "seed"}


class RenewalMiddleware(SessionRefresh):
    """Renew sessions that the provider began."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Ask nothing yet: the base wants the provider's endpoints at the start of the process."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, or lead the reader by way of the provider first."""
        return self.process_request(request) or self.get_response(request)

    def is_refreshable_url(self, request: HttpRequest) -> bool:
        """Tell whether the provider has a say in this request: its own session, on a page."""
        return (
            provider_is_on()
            and isinstance(request.user, Person)
            and request.session.get(BACKEND_SESSION_KEY) == PROVIDER_BACKEND
            and not request.path.startswith(LEFT_ALONE)
        )

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return what to answer instead of the page, or None to go on."""
        if not self.is_refreshable_url(request):
            return None
        told = request.session.get(RENEWED_KEY)
        standing = standing_of_session(
            renewed_at=datetime.fromisoformat(told) if told else None, now=now(), minutes=settings.OIDC_RENEW_MINUTES
        )
        if standing == Standing.FRESH or not _has_to_ask(request, standing):
            return None
        if not configuration.is_there():
            _tell_that_away(request)
            return None
        return _instead_of_page(request)


def _instead_of_page(request: HttpRequest) -> HttpResponseBase | None:
    if _is_call_of_api(request):
        # A token is still taken; a session alone is answered as none.
        request.user = AnonymousUser()
        return None
    if request.method not in SAFE:
        return _refused(request)
    return _by_way_of_provider(request) if _can_be_led(request) else HttpResponseForbidden()


def _has_to_ask(request: HttpRequest, standing: Standing) -> bool:
    """Tell whether this request waits for the provider: what may hold something typed has twice the time."""
    opens_a_page = request.method == "GET" and not getattr(request, "htmx", False) and not _is_call_of_api(request)
    return standing == Standing.OVERDUE or (opens_a_page and _can_be_led(request))


def _is_call_of_api(request: HttpRequest) -> bool:
    """Tell whether a program asks the API; its description is a page that a reader opens."""
    return request.path.startswith(API) and request.headers.get("Sec-Fetch-Mode") != "navigate"


def _can_be_led(request: HttpRequest) -> bool:
    """Tell whether the provider could answer in between: not a picture, a look ahead, or what shows no page."""
    if getattr(request, "htmx", False):
        return True
    looks_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return not looks_ahead and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _by_way_of_provider(request: HttpRequest) -> HttpResponseBase | None:
    if getattr(request, "htmx", False):
        shown = request.headers.get("HX-Current-URL", "")
        wanted = shown if is_own_address(request, shown) else "/"
        query = urlencode({"next": wanted, "silent": "1"})
        return HttpResponseClientRedirect(f"{reverse('access:oidc-renew')}?{query}")
    try:
        return HttpResponseRedirect(begin(request, Purpose.RENEW, wanted=_this_page(request), silent=True))
    except ProviderProblem:
        _tell_that_away(request)
        return None


def _refused_as_forged(request: HttpRequest) -> HttpResponseBase | None:
    """Return the refusal of a form that comes from elsewhere; Django looks only once the view is found."""
    return CsrfViewMiddleware(_any_view).process_view(request, _any_view, (), {})


def _any_view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _this_page(request: HttpRequest) -> str:
    """Return where the reader is; a path that begins with // names another site to whoever is redirected there."""
    return escape_leading_slashes(request.get_full_path())


def _tell_that_away(request: HttpRequest) -> None:
    told = request.session.get(TOLD_KEY)
    if told and now() - datetime.fromisoformat(told) < TOLD_EVERY:
        return
    request.session[TOLD_KEY] = now().isoformat()
    text = _t(
        "%(name)s does not answer, so your sign-in could not be renewed. You can go on; your session ends %(hours)d "
        "hours after you signed in at the latest."
    )
    messages.warning(request, text % {"name": provider_name(), "hours": settings.SESSION_COOKIE_AGE // 3600})


def _refused(request: HttpRequest) -> HttpResponseBase:
    """Refuse a form whose sender the provider has to vouch for again; it can be sent again after that."""
    forged = _refused_as_forged(request)
    if forged is not None:
        # The page below holds a token of its own: a form that another site sent must not be made good by it.
        return forged
    renew_url = reverse("access:oidc-renew")
    if getattr(request, "htmx", False):
        # Swapped nowhere: the form and all that was typed stay; what to do comes beside it.
        told = {"renew_url": renew_url, "name": provider_name()}
        answer = render(request, "access/oidc/renew_first_part.html", told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        answer.headers["HX-Reswap"] = "none"
        return answer
    kept = [(name, value) for name in request.POST if name not in NOT_KEPT for value in request.POST.getlist(name)]
    context: dict[str, Any] = {
        "title": _t("Renew your sign-in first"),
        "renew_url": renew_url,
        "name": provider_name(),
        "kept": kept,
        "lost_files": [getattr(file, "name", "") for file in request.FILES.values()],
        "path": _this_page(request),
    }
    return render(request, "access/oidc/renew_first.html", context, status=HTTPStatus.FORBIDDEN)
