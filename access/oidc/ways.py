"""The ways to the provider: to sign in, to renew a session, to confirm, to connect an account."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from access.gate import PUBLIC
from access.identity import provider_is_on
from access.models import Person
from access.next_address import next_address
from access.oidc.asking import Purpose, begin
from access.oidc.problem_pages import NOBODY, problem_page, status_of
from access.oidc.problems import ProviderProblem


class ToProvider(OIDCAuthenticationRequestView):
    """A way to the provider; what is wrong there becomes a page."""

    permission = PUBLIC
    http_method_names: ClassVar = ["get"]

    def __init__(self, **_options: Any) -> None:
        """Ask nothing yet: the base would look for the endpoint before anybody could catch what is wrong."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send the browser to the provider."""
        if not provider_is_on():
            return HttpResponseRedirect(reverse("access:sign-in"))
        try:
            return self.way(request, **kwargs)
        except ProviderProblem as problem:
            return problem_page(request, problem.refusal, status_of(problem), next_address(request, "home"))

    def way(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer that leads there."""
        wanted = next_address(request, settings.LOGIN_REDIRECT_URL)
        if isinstance(request.user, Person):
            return HttpResponseRedirect(wanted)
        return HttpResponseRedirect(begin(request, Purpose.SIGN_IN, wanted=wanted))


class ToRenewal(ToProvider):
    """Renew a session in a tab of its own, with the provider asking where it has to."""

    def way(self, request: HttpRequest) -> HttpResponseBase:
        """Go on with this very session, so that what waits in another tab can be sent afterwards."""
        if not isinstance(request.user, Person):
            return super().way(request)
        wanted = next_address(request, "access:oidc-renewed")
        silent = request.GET.get("silent") == "1"
        return HttpResponseRedirect(begin(request, Purpose.RENEW, wanted=wanted, silent=silent))


class ToConfirmation(ToProvider):
    """Have the provider ask the reader anew who they are (step-up)."""

    def way(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for a fresh sign-in, as sure as OIDC_ACR_VALUES wants it."""
        if not isinstance(request.user, Person):
            return problem_page(request, NOBODY, HTTPStatus.FORBIDDEN)
        more = {"max_age": "0", "prompt": "login", "login_hint": request.user.user_name or request.user.email}
        if settings.OIDC_ACR_VALUES:
            more["acr_values"] = settings.OIDC_ACR_VALUES
        return HttpResponseRedirect(begin(request, Purpose.CONFIRM, more=more))


class ToConnection(ToProvider):
    """Connect a local account with the corporate one; the link that an administrator made is the key."""

    def way(self, request: HttpRequest, *, uidb64: str = "", token: str = "") -> HttpResponseBase:
        """Have somebody sign in at the provider whose account is then connected."""
        return HttpResponseRedirect(begin(request, Purpose.CONNECT, link=(uidb64, token), more={"prompt": "login"}))
