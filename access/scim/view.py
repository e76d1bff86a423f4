"""The one view behind /scim/v2/: who asks, what they send, and the protocol's answer."""

from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import AuthenticationFailed
from scim2_models import (
    ForbiddenException,
    InvalidSyntaxException,
    InvalidValueException,
    PayloadTooLargeException,
    SCIMException,
    UnauthorizedException,
)
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from access.api.authentication import BearerAuthentication
from access.choices import TokenScope
from access.gate import PUBLIC, page
from access.models import SCIM_SUBJECT, SERVICE_ISSUER, ApiToken, Person
from access.scim.description import LONGEST_BODY, SERVICE
from access.scim.leniency import as_meant
from access.scim.storage import DirectoryStorage

READING = {"GET", "HEAD", "OPTIONS"}
# What the portal can do is no secret, and a provider may ask before it has a token (RFC 7643 §5).
OPEN = "ServiceProviderConfig"


@csrf_exempt
@page(PUBLIC)
def scim(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer the directory; the bearer token is the key, a session counts for nothing here."""
    try:
        directory = None if path == OPEN and request.method == "GET" else directory_of(request)
        answer = _answer(request, path, directory)
    except SCIMException as exception:
        answer = SERVICE.error_response(exception)
    except RecursionError:
        answer = SERVICE.error_response(InvalidSyntaxException(detail=_("This is nested too deeply.")))
    except (DataError, UnicodeEncodeError):
        # What passed every check but not the column's own type: a null character or half of a pair in a filter.
        answer = SERVICE.error_response(InvalidValueException(detail=_("A value cannot be stored or compared.")))
    return _as_response(answer)


def directory_of(request: HttpRequest) -> Person:
    """Return the directory's identity, whose token the request carries.

    Raises:
        UnauthorizedException: no token, or one that is unknown, expired or revoked.
        ForbiddenException: a token for something else.
    """
    try:
        found = BearerAuthentication().authenticate(request)  # type: ignore[arg-type]
    except AuthenticationFailed as failed:
        raise UnauthorizedException(detail=str(failed.detail)) from failed
    if found is None:
        raise UnauthorizedException(detail=_("Send a token: “Authorization: Bearer <token>”."))
    person, token = found
    if not is_directory_token(token):
        raise ForbiddenException(detail=_("This token is for something else. Use one of the directory (SCIM)."))
    return person


def is_directory_token(token: ApiToken) -> bool:
    """Tell whether a token opens this address: by its scope, and by whose it is."""
    holder = token.person
    return TokenScope.SCIM in token.scopes and (holder.issuer, holder.subject) == (SERVICE_ISSUER, SCIM_SUBJECT)


def _answer(request: HttpRequest, path: str, directory: Person | None) -> ScimResponse:
    method = request.method or "GET"
    asked = ScimRequest(
        method=method,
        base_url=request.build_absolute_uri(reverse("scim:root")).rstrip("/"),
        path=f"/{path}",
        query=request.GET.dict(),
        headers=dict(request.headers),
        body=as_meant(method, _body(request)),
        subject=directory,
    )
    # Where nobody had to say who they are, nobody may write: an empty person is refused by every action.
    storage = DirectoryStorage(directory or Person(), writes=_writes(method, path))
    return ScimHandler(SERVICE, storage).handle(asked)


def _writes(method: str, path: str) -> bool:
    return method not in READING and not path.endswith(".search")


def _body(request: HttpRequest) -> bytes:
    """Return the body, which may be longer than what a browser may send: a group has many members.

    Raises:
        PayloadTooLargeException: longer than that.
    """
    said = request.headers.get("Content-Length", "")
    length = int(said) if said.isdecimal() else 0
    if length > LONGEST_BODY:
        raise PayloadTooLargeException(
            detail=_("The request is longer than %(most)d bytes; send it in parts.") % {"most": LONGEST_BODY}
        )
    return request.read(length) if length else b""


def _as_response(answer: ScimResponse) -> HttpResponse:
    response = HttpResponse() if answer.body is None else JsonResponse(answer.body)
    response.status_code = answer.status
    for name, value in answer.headers.items():
        response.headers[name] = value
    if answer.body is None:
        del response.headers["Content-Type"]
    return response
