"""What is answered before sessions and readers are looked up: health, and bodies that cannot be read."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from access.api.problems import plain_problem
from access.scim.errors import is_scim, scim_error
from compliance_portal import health

HEALTH = {"/livez": health.livez, "/readyz": health.readyz}
# Only programs send such bodies, and nobody's language is known yet.
NEEDS_LENGTH = "Send the length of the body (Content-Length): the portal takes no chunked bodies."


class HealthMiddleware:
    """Answer the health addresses without a session, whose table may be what is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer them here, hand everything else on."""
        return HEALTH.get(request.path_info, self.get_response)(request)


class LengthRequiredMiddleware:
    """Refuse bodies without a length: Django would read them as empty and act on nothing (RFC 9110 §15.5.12)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 411 to a chunked body, hand everything else on."""
        if "Transfer-Encoding" not in request.headers:
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            return plain_problem(request, HTTPStatus.LENGTH_REQUIRED, NEEDS_LENGTH)
        if is_scim(request):
            return scim_error(HTTPStatus.LENGTH_REQUIRED, NEEDS_LENGTH)
        return HttpResponse(NEEDS_LENGTH, status=HTTPStatus.LENGTH_REQUIRED, content_type="text/plain; charset=utf-8")
