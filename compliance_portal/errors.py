"""Answers to what went wrong, with what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.api.problems import TOO_LARGE, plain_problem
from common.requests import current_request_id


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old."""
    sentence = _("The page was open for too long or cookies are blocked. Load it again and repeat what you did.")
    return _answer(request, 403, sentence, {"cause": reason})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense, or that is larger than the portal takes."""
    return _answer(request, 413 if isinstance(exception, TOO_LARGE) else 400, "", {})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what the reader may not do, naming the permission where one was asked."""
    return _answer(request, 403, str(exception), {})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer what is not there or not for this reader; the two look the same."""
    return _answer(request, 404, "", {})


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; the log has the details under the request id."""
    return _answer(request, 500, "", {})


def _answer(request: HttpRequest, status: int, reason: str, context: dict[str, str]) -> HttpResponse:
    if request.path.startswith("/api/"):
        return plain_problem(request, status, reason)
    shared = {"reason": reason, "request_id": current_request_id.get(), **context}
    return render(request, f"{status}.html", shared, status=status)
