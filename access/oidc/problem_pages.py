"""The pages that say what is wrong with a sign-in, and where to go from there."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t

from access.identity import provider_name
from access.oidc.asking import Purpose
from access.oidc.problems import ProviderAway, ProviderProblem, TokenRefused
from common.refusals import Refusal
from common.refusals import marked as _

logger = logging.getLogger(__name__)

NOBODY = Refusal("signed_out", _("You are signed out here by now. Sign in, then do it again."))


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


def status_of(problem: ProviderProblem) -> HTTPStatus:
    """Return the status of a page about a problem: whose fault it is."""
    if isinstance(problem, ProviderAway):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.FORBIDDEN if isinstance(problem, TokenRefused) else HTTPStatus.BAD_GATEWAY
