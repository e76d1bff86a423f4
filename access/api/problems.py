"""Errors as problem details (RFC 9457): one shape for every error under /api/.

`type` is always "about:blank": the status says what kind of problem it is, and `code` names the reason for programs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from access.permits import PermissionRefused
from access.rules.people import FAILURE_WINDOW
from common.keyset import InvalidCursor
from common.refusals import Refused
from common.requests import current_request_id

PROBLEM_TYPE = "application/problem+json"
TOO_MANY = "too_many_attempts"
# What Django raises for a body over one of the limits in the settings.
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as the client reads it; `errors` are (field, code, detail) where fields are to blame."""

    status: int
    code: str
    detail: str
    errors: Sequence[tuple[str, str, str]] = ()
    permission: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the members of the problem."""
        members: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "request_id": current_request_id.get(),
        }
        if self.errors:
            members["errors"] = [{"field": name, "code": code, "detail": text} for name, code, text in self.errors]
        if self.permission:
            members["permission"] = self.permission
        return members


class ProblemException(exceptions.APIException):
    """A problem raised from anywhere inside a view of the API."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail, problem.code)
        self.problem = problem
        self.status_code = problem.status


def answer_problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an exception of a view with its problem; None leaves it to the server's error page (DRF's handler)."""
    request = context.get("request")
    problem = problem_of(error, safe=request is not None and request.method in {"GET", "HEAD"})
    if problem is None:
        return None
    return Response(problem.as_json(), problem.status, headers=dict(problem.headers), content_type=PROBLEM_TYPE)


def plain_problem(_request: HttpRequest, status_code: int, detail: str = "", code: str = "") -> JsonResponse:
    """Answer with a problem outside of the API's views: unknown addresses, errors in middleware, server errors."""
    default_code, default_detail = _defaults(status_code)
    problem = Problem(status_code, code or default_code, detail or default_detail)
    return JsonResponse(problem.as_json(), status=status_code, content_type=PROBLEM_TYPE)


def problem_of(error: Exception, *, safe: bool = False) -> Problem | None:
    """Return the problem that an exception means, or None when it is a fault of the portal.

    `safe` tells that the request only reads: then invalid input stands in its address (400), else in its body (422).
    """
    if isinstance(error, ProblemException):
        return error.problem
    if isinstance(error, exceptions.ValidationError):
        return _invalid(error, 400 if safe else 422)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return _of_house(error) or _of_django(error)


def _of_house(error: Exception) -> Problem | None:
    match error:
        case Refused():
            return _refused(error)
        case PermissionRefused():
            return Problem(403, "permission_refused", str(error), permission=error.permission)
        case InvalidCursor():
            return Problem(400, "invalid_cursor", str(error), [("cursor", "invalid_cursor", str(error))])
    return None


def _of_django(error: Exception) -> Problem | None:
    if isinstance(error, TOO_LARGE):
        return Problem(413, *_defaults(413))
    match error:
        case Http404():
            return Problem(404, *_defaults(404))
        case PermissionDenied():
            return Problem(403, *_defaults(403))
        case SuspiciousOperation():
            return Problem(400, *_defaults(400))
        case DataError():
            # What passed every check but not the column's own type: too large a number, an impossible date.
            return Problem(422, "out_of_range", _("A value is out of range."))
    return None


def _refused(error: Refused) -> Problem:
    refusal = error.refusal
    errors = [(refusal.field, refusal.code, refusal.text)] if refusal.field else []
    if refusal.code == TOO_MANY:
        seconds = int(FAILURE_WINDOW.total_seconds())
        return Problem(429, refusal.code, refusal.text, headers={"Retry-After": str(seconds)})
    return Problem(409, refusal.code, refusal.text, errors)


def _invalid(error: exceptions.ValidationError, status_code: int) -> Problem:
    errors = list(_flat(error.detail))
    where = _("The request's address holds invalid values.") if status_code == status.HTTP_400_BAD_REQUEST else ""
    detail = where or _("The request holds invalid values.")
    code = "invalid_query" if where else "invalid"
    return Problem(status_code, code, detail, errors)


def _of_framework(error: exceptions.APIException) -> Problem:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))  # type: ignore[attr-defined]
    codes = error.get_codes()
    return Problem(error.status_code, codes if isinstance(codes, str) else "error", str(error), headers=headers)


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each message with the path of its field: `roles.0.name`; the empty path is the request as a whole."""
    if isinstance(detail, dict):
        for name, each in detail.items():
            inner = path if name == "non_field_errors" else f"{path}.{name}".strip(".")
            yield from _flat(each, inner)
    elif isinstance(detail, list):
        for index, each in enumerate(detail):
            yield from _flat(each, path if isinstance(each, exceptions.ErrorDetail) else f"{path}.{index}".strip("."))
    else:
        yield path, getattr(detail, "code", "invalid"), str(detail)


def _defaults(status_code: int) -> tuple[str, str]:
    texts = {
        400: ("bad_request", _("The request cannot be read.")),
        403: ("permission_denied", _("This is not allowed.")),
        404: ("not_found", _("There is nothing at this address, or you may not see it.")),
        413: ("too_large", _("The request is larger than the portal takes.")),
        500: ("server_error", _("Something went wrong on our side. Try again; tell the request id if it stays.")),
    }
    return texts.get(status_code, ("error", HTTPStatus(status_code).description or HTTPStatus(status_code).phrase))
