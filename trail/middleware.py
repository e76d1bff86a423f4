"""The web edge of the trail: every event of a request carries its address and id."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from common.requests import address_of, current_request_id
from trail.context import Origin, acting_from

# Where programs ask: the API and the directory (SCIM).
PROGRAMS = ("/api/", "/scim/")


class TrailMiddleware:
    """Hold the origin of each request for whatever it records."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its origin held."""
        channel = "api" if request.path.startswith(PROGRAMS) else "web"
        origin = Origin(channel=channel, address=address_of(request), request_id=current_request_id.get())
        with acting_from(origin):
            return self.get_response(request)
