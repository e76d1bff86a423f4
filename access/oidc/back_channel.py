"""The provider signs somebody out (OpenID Connect Back-Channel Logout 1.0): their sessions end at once."""

import logging
from datetime import datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from access.actions.provider_sessions import BACK_CHANNEL, end_by_provider
from access.gate import PUBLIC, page
from access.identity import provider_is_on
from access.oidc import configuration
from access.oidc.problems import ProviderProblem
from access.oidc.tokens import moment_of, verify_logout_token
from common.clock import now
from common.refusals import Refused
from trail.models import TrailEntry

logger = logging.getLogger(__name__)


def last_told() -> datetime | None:
    """Return when the provider last ended a session by telling so, as the trail has it."""
    told = TrailEntry.objects.filter(verb="access.session.ended_by_provider", details__way=BACK_CHANNEL)
    last = told.order_by("-id").first()
    return last.at if last else None


@csrf_exempt
@page(PUBLIC)
@require_POST
def back_channel_logout(request: HttpRequest) -> HttpResponse:
    """Act on a logout token; the token itself is the key, and counts once."""
    if not provider_is_on():
        raise Http404
    try:
        claims = verify_logout_token(request.POST.get("logout_token", ""), configuration.provider())
        ended = end_by_provider(
            issuer=claims["iss"],
            sid=claims.get("sid", ""),
            subject=claims.get("sub", ""),
            jti=claims["jti"],
            until=(moment_of(claims, "exp") or now()) + timedelta(seconds=settings.OIDC_LEEWAY_SECONDS),
        )
    except (ProviderProblem, Refused) as refused:
        logger.warning("A logout by the provider was refused: %s", refused)
        answer: HttpResponse = JsonResponse(
            {"error": "invalid_request", "error_description": refused.refusal.text}, status=HTTPStatus.BAD_REQUEST
        )
    else:
        logger.info("The provider ended %d sessions", ended)
        answer = HttpResponse()
    # Back-Channel Logout 1.0 §2.8.
    answer.headers["Cache-Control"] = "no-store"
    return answer
