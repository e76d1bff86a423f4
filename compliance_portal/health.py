"""Health for those who run the portal: alive (restart me if not) and ready (send me readers)."""

import http.client
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from compliance_portal import database


@require_safe
@never_cache
def livez(_request: HttpRequest) -> JsonResponse:
    """Answer while the process can answer at all; asks nothing of the database."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served, else 503 with what is missing."""
    try:
        problem = "" if not database.is_behind() else "migrations are pending"
    except (DatabaseError, psycopg.Error):
        problem = "the database cannot be reached"
    if problem:
        return JsonResponse({"status": "not ready", "problem": problem}, status=503)
    return JsonResponse({"status": "ready"})


def web_answers(path: str) -> bool:
    """Ask the web process on this machine; says whether it answers 200."""
    host = "127.0.0.1" if settings.BIND in {"0.0.0.0", "::"} else settings.BIND  # noqa: S104 (compared, not bound)
    return _answers(host, settings.PORT, path, urlsplit(settings.PUBLIC_ADDRESS).netloc)


def identity_answers() -> bool:
    """Ask the identity provider of the sample; says whether it answers 200."""
    return _answers("127.0.0.1", settings.IDENTITY_PORT, "/health", f"localhost:{settings.IDENTITY_PORT}")


def _answers(host: str, port: int, path: str, name: str) -> bool:
    caller = http.client.HTTPConnection(host, port, timeout=5)
    try:
        caller.request("GET", path, headers={"Host": name})
        return caller.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()
