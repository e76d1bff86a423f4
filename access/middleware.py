"""The reader of each request: their session's life, language, time zone; and refusals turned into pages."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from access.models import Person, PortalSession
from access.rules.people import session_is_live
from access.work import forget_counts
from common.clock import now
from common.refusals import Refused
from common.zones import zone_names

ZONE_COOKIE = "portal_zone"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SEEN_EVERY = timedelta(minutes=1)


class ReaderMiddleware:
    """End sessions that are idle or old, then read the page in the reader's language and time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request for its reader."""
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        person = self._live_person(request)
        if person and request.method not in SAFE_METHODS:
            forget_counts(request)
        language = (person.language if person else "") or translation.get_language_from_request(request)
        with translation.override(language), timezone.override(_zone(person, request)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        # Nothing here is for a shared cache, nor for the "back" of whoever sits down after a sign-out.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @staticmethod
    def _live_person(request: HttpRequest) -> Person | None:
        if not isinstance(request.user, Person):
            if request.session.get(SESSION_KEY):
                # Whoever it belonged to is deactivated or has a new password: it must not come back to life with them.
                request.session.flush()
            return None
        row = request.session.row  # type: ignore[attr-defined]
        if row is None or not session_is_live(
            last_seen=row.last_seen_at,
            started=row.started_at,
            now=now(),
            idle_minutes=settings.SESSION_IDLE_MINUTES,
            longest_hours=settings.SESSION_COOKIE_AGE / 3600,
        ):
            logout(request)
            return None
        if now() - row.last_seen_at > SEEN_EVERY:
            PortalSession.objects.filter(pk=row.pk).update(last_seen_at=now())
        return request.user


class RefusalMiddleware:
    """A refusal that no page caught becomes a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell the reader what was refused and why; leave other exceptions alone."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "409.html", {"refusal": exception.refusal}, status=409)


def _zone(person: Person | None, request: HttpRequest) -> ZoneInfo | None:
    """Return the zone a reader chose, else the one their browser told, else None for the portal's own."""
    if person and person.zone:
        return person.zone
    told = request.COOKIES.get(ZONE_COOKIE, "").replace("%2F", "/")
    return ZoneInfo(told) if told in zone_names() else None
