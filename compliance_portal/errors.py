"""Answers to what went wrong, with what to do next."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from access.api.problems import TOO_LARGE, plain_problem
from access.permits import PermissionRefused
from access.scim.errors import is_scim, scim_error
from common.requests import current_request_id
from compliance_portal.database import is_away

# The embedded PostgreSQL is back within seconds of its death; an outside one is asked again as gently.
RETRY_SECONDS = 10


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old."""
    sentence = _("The page was open for too long or cookies are blocked. Load it again and repeat what you did.")
    return _answer(request, 403, sentence, {"cause": reason})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense, or that is larger than the portal takes."""
    return _answer(request, 413 if isinstance(exception, TOO_LARGE) else 400, "", {})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what the reader may not do, naming the permission where one was asked, or the rule that says so."""
    by_rule = "yes" if str(exception) and not isinstance(exception, PermissionRefused) else ""
    return _answer(request, 403, str(exception), {"by_rule": by_rule})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer what is not there or not for this reader; the two look the same."""
    return _answer(request, 404, "", {})


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours, whose details the log has under the request id; or that the database is away."""
    # Django calls this while it handles the exception.
    away = is_away(sys.exc_info()[1])
    # Where it went wrong may be before anybody knew the reader's language.
    with override(get_language_from_request(request)):
        answer = _unavailable(request) if away else _plainly(request, 500)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _unavailable(request: HttpRequest) -> HttpResponse:
    answer = _plainly(request, 503, _("The portal cannot reach its database at the moment. Try again in a minute."))
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _plainly(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """Answer without a word to the database, the session or the reader's row: what is broken may be just that."""
    if request.path.startswith("/api/"):
        return plain_problem(request, status, detail, "unavailable" if detail else "")
    if is_scim(request):
        return scim_error(status, detail)
    shared = {"reader_theme": request.COOKIES.get("portal_theme", "auto"), "request_id": current_request_id.get()}
    return HttpResponse(render_to_string(f"{status}.html", shared), status=status)


def _answer(request: HttpRequest, status: int, reason: str, context: dict[str, str]) -> HttpResponse:
    if request.path.startswith("/api/"):
        return plain_problem(request, status, reason)
    if is_scim(request):
        return scim_error(status, reason)
    shared = {"reason": reason, "request_id": current_request_id.get(), **context}
    return render(request, f"{status}.html", shared, status=status)
