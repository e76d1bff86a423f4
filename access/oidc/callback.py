"""The way back from the provider."""

from http import HTTPStatus
from typing import ClassVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView

from access.actions.provider_sessions import end_at_provider
from access.gate import PUBLIC
from access.identity import provider_is_on, provider_name
from access.models import Person
from access.oidc import configuration
from access.oidc.answers import ANSWERS
from access.oidc.asking import Begun, Purpose, take
from access.oidc.backend import ProviderBackend
from access.oidc.problem_pages import problem_page, status_of
from access.oidc.problems import ProviderAway, ProviderProblem, TokenRefused
from common.names import one_line
from common.refusals import Refusal, Refused
from common.refusals import marked as _

STALE = Refusal(
    "stale_answer",
    _("This sign-in was not begun in this browser, took over 15 minutes, or was finished before. Begin it again."),
)
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


class FromProvider(OIDCAuthenticationCallbackView):
    """The provider's answer: a code to exchange, or why there is none."""

    permission = PUBLIC
    http_method_names: ClassVar = ["get"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as what was begun wants it."""
        begun = take(request, request.GET.get("state", "")) if provider_is_on() else None
        if begun is None:
            return problem_page(request, STALE, HTTPStatus.BAD_REQUEST)
        # It stands in the log, too.
        error = one_line(request.GET.get("error", ""))[:100]
        if error or "code" not in request.GET:
            return self.refused(request, begun, error or "no code")
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
                end_at_provider(request, reader)
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
        return problem_page(request, problem.refusal, status_of(problem), begun.wanted, begun.purpose)


def go_on(begun: Begun) -> HttpResponse:
    """Lead a reader back whose session goes on although the provider does not answer; the next page tells them."""
    configuration.note_away()
    return HttpResponseRedirect(begun.wanted)
