"""Health for those who run the portal: alive (restart me if not) and ready (send me readers)."""

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
    except DatabaseError:
        problem = "the database cannot be reached"
    if problem:
        return JsonResponse({"status": "not ready", "problem": problem}, status=503)
    return JsonResponse({"status": "ready"})
