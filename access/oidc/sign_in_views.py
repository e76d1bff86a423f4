"""The ways to the provider, and the one back."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from access.actions import identity
from access.actions.sessions import sign_out
from access.gate import PUBLIC
from access.identity import provider_is_on, provider_name
from access.models import Person
from access.next_address import next_address
from access.oidc import configuration, trial
from access.oidc.asking import Begun, Purpose, begin, take
from access.oidc.backend import ProviderBackend, renewed
from access.oidc.problems import ProviderAway, ProviderProblem, TokenRefused
from access.oidc.vouched import Vouched
from access.views.account.passwords import person_of_link
from common.refusals import Refusal, Refused
from common.refusals import marked as _

logger = logging.getLogger(__name__)

STALE = Refusal(
    "stale_answer",
    _("This sign-in was not begun in this browser, took over 15 minutes, or was finished before. Begin it again."),
)
NOBODY = Refusal("signed_out", _("You are signed out here by now. Sign in, then do it again."))
OTHER_ISSUER = Refusal("issuer", _("The answer comes from another provider than the one that was asked."))
# RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6: what the provider says instead of signing somebody in.
ERRORS = {
    "access_denied": _("The provider did not let you in, or you cancelled there. Its administrators give access."),
    "unauthorized_client": _("The provider does not let this portal sign people in. Its client must be set up."),
    "invalid_scope": _("The provider does not know what the portal asks for. Check OIDC_SCOPES."),
    "temporarily_unavailable": _("The provider cannot sign anybody in at the moment. Try again in a minute."),
    "server_error": _("The provider had a fault of its own. Try again in a minute."),
}
OTHER_ERROR = _("The provider did not sign you in (%(error)s). Try again; tell an administrator if it stays.")
# The provider would have to ask the person: whoever was signed in there no longer is.
NO_LONGER = {"login_required", "interaction_required", "consent_required", "account_selection_required"}
AWAY = {"temporarily_unavailable", "server_error"}


class ToProvider(OIDCAuthenticationRequestView):  # type: ignore[misc]
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
            return problem_page(request, problem.refusal, _status_of(problem), next_address(request, "home"))

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
        return HttpResponseRedirect(begin(request, Purpose.CONFIRM, **more))


class ToConnection(ToProvider):
    """Connect a local account with the corporate one; the link that an administrator made is the key."""

    def way(self, request: HttpRequest, *, uidb64: str = "", token: str = "") -> HttpResponseBase:
        """Have somebody sign in at the provider whose account is then connected."""
        return HttpResponseRedirect(begin(request, Purpose.CONNECT, link=(uidb64, token), prompt="login"))


class FromProvider(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """The provider's answer: a code to exchange, or why there is none."""

    permission = PUBLIC
    http_method_names: ClassVar = ["get"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as what was begun wants it."""
        begun = take(request, request.GET.get("state", "")) if provider_is_on() else None
        if begun is None:
            return problem_page(request, STALE, HTTPStatus.BAD_REQUEST)
        error = request.GET.get("error", "")
        if error or "code" not in request.GET:
            return self.refused(request, begun, error[:100] or "no code")
        try:
            self.check_issuer(request)
            backend = ProviderBackend()
            vouched = backend.vouched_for(request, nonce=begun.nonce, code_verifier=begun.code_verifier)
            return ANSWERS[begun.purpose](request, begun, vouched)
        except ProviderProblem as problem:
            return self.failed(request, begun, problem)
        except Refused as refused:
            return problem_page(request, refused.refusal, HTTPStatus.FORBIDDEN, begun.wanted)

    @staticmethod
    def check_issuer(request: HttpRequest) -> None:
        """Check who answers, where they say so (RFC 9207: a code of one provider must not be taken to another).

        Raises:
            TokenRefused: somebody else does.
        """
        told = request.GET.get("iss")
        must_tell = configuration.provider().says("authorization_response_iss_parameter_supported")
        if (told is None and must_tell) or (told is not None and told != settings.OIDC_ISSUER):
            raise TokenRefused(OTHER_ISSUER.code, OTHER_ISSUER.message)

    @staticmethod
    def refused(request: HttpRequest, begun: Begun, error: str) -> HttpResponseBase:
        """Answer what the provider says instead of a code; a reader whom it no longer knows has to sign in again."""
        reader = request.user
        if begun.purpose == Purpose.RENEW and isinstance(reader, Person):
            if error in NO_LONGER:
                identity.end_at_provider(request, reader)
                messages.info(request, _t("You are signed out at %(name)s. Sign in again.") % {"name": provider_name()})
                return HttpResponseRedirect(f"{reverse('access:sign-in')}?{urlencode({'next': begun.wanted})}")
            if error in AWAY:
                return go_on(begun)
        text = ERRORS.get(error, OTHER_ERROR)
        return problem_page(
            request, Refusal(error, text, details={"error": error}), HTTPStatus.FORBIDDEN, begun.wanted, begun.purpose
        )

    @staticmethod
    def failed(request: HttpRequest, begun: Begun, problem: ProviderProblem) -> HttpResponseBase:
        """Answer what went wrong between the portal and the provider; a session goes on while it is away."""
        if isinstance(problem, ProviderAway) and begun.purpose == Purpose.RENEW and isinstance(request.user, Person):
            return go_on(begun)
        return problem_page(request, problem.refusal, _status_of(problem), begun.wanted, begun.purpose)


def go_on(begun: Begun) -> HttpResponse:
    """Lead a reader back whose session goes on although the provider does not answer; the next page tells them."""
    configuration.note_away()
    return HttpResponseRedirect(begun.wanted)


def _sign_in(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    try:
        person = auth.authenticate(request, vouched=vouched)
    except Refused as refused:
        identity.note_refused(vouched, refused.refusal)
        raise
    if not isinstance(person, Person):
        raise Refused(identity.SHUT_OUT)
    identity.sign_in_by_provider(request, person, vouched)
    return HttpResponseRedirect(begun.wanted)


def _renew(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    reader = request.user
    if not isinstance(reader, Person):
        return _sign_in(request, begun, vouched)
    if (reader.issuer, reader.subject) != (vouched.issuer, vouched.subject):
        sign_out(request)
        text = _t("Somebody else is signed in at %(name)s by now, so your session here has ended.")
        messages.warning(request, text % {"name": provider_name()})
        return HttpResponseRedirect(reverse("access:sign-in"))
    renewed(reader, vouched)
    identity.renew_session(request, vouched)
    return HttpResponseRedirect(begun.wanted)


def _confirm(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    reader = request.user
    if not isinstance(reader, Person):
        return problem_page(request, NOBODY, HTTPStatus.FORBIDDEN)
    try:
        identity.confirm_by_provider(request, reader, vouched, asked_at=begun.at)
    except Refused as refused:
        return problem_page(request, refused.refusal, HTTPStatus.FORBIDDEN, purpose=Purpose.CONFIRM)
    renewed(reader, vouched)
    identity.renew_session(request, vouched)
    return render(request, "access/oidc/confirmed.html", {"title": _t("Confirmed")})


def _connect(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    person = person_of_link(begun.link[0])
    if person is None:
        raise Http404
    person = ProviderBackend().connect(person, vouched, token=begun.link[1])
    identity.sign_in_by_provider(request, person, vouched)
    messages.success(request, _t("Your account is connected. From now on you sign in at %s.") % provider_name())
    return HttpResponseRedirect(reverse("home"))


ANSWERS: dict[Purpose, Callable[[HttpRequest, Begun, Vouched], HttpResponse]] = {
    Purpose.SIGN_IN: _sign_in,
    Purpose.RENEW: _renew,
    Purpose.CONFIRM: _confirm,
    Purpose.CONNECT: _connect,
    Purpose.TRIAL: trial.shown,
}


def problem_page(
    request: HttpRequest, refusal: Refusal, status: int, wanted: str = "", purpose: Purpose = Purpose.SIGN_IN
) -> HttpResponse:
    """Say what is wrong with a sign-in, and where to go from here; operators find it in the log, too."""
    logger.warning("%s through the provider failed: %s (%s)", purpose, refusal.code, refusal.text)
    again = {
        Purpose.CONFIRM: reverse("access:oidc-confirm"),
        Purpose.TRIAL: reverse("access:identity"),
    }.get(purpose, f"{reverse('access:oidc-sign-in')}?{urlencode({'next': wanted})}")
    context = {
        "title": _t("The confirmation did not work") if purpose == Purpose.CONFIRM else _t("The sign-in did not work"),
        "refusal": refusal,
        "again_url": again,
        "offers_second_factor": refusal.code == "no_auth_time",
        "provider": provider_name(),
    }
    answer = render(request, "access/oidc/problem.html", context, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "60"
    return answer


def _status_of(problem: ProviderProblem) -> HTTPStatus:
    if isinstance(problem, ProviderAway):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.FORBIDDEN if isinstance(problem, TokenRefused) else HTTPStatus.BAD_GATEWAY
