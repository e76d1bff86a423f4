"""One's own sessions: where one is signed in, and ending it."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from access.actions.sessions import end_all_sessions, end_session
from access.devices import device_in_words
from access.gate import SIGNED_IN, page, reader_of
from access.models import Person, PortalSession
from access.querysets import PortalSessionQuerySet
from access.views.account.base import AccountPage
from common.clock import now


class SessionsPage(AccountPage):
    """Every browser in which the reader is signed in."""

    permission = SIGNED_IN
    section = "sessions"
    title = _("Sessions")
    template_name = "access/account/sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the sessions, this one first."""
        key = request.session.session_key
        rows = sorted(live_sessions_of(self.reader), key=lambda row: row.session_key != key)
        shown = [{"row": row, "device": device_in_words(row.device), "is_this": row.session_key == key} for row in rows]
        context = {
            "sessions": shown,
            "others": sum(not each["is_this"] for each in shown),
            "meta": _t(
                "A session ends after %(minutes)d minutes without a click, and after %(hours)d hours at the latest."
            )
            % {"minutes": settings.SESSION_IDLE_MINUTES, "hours": settings.SESSION_COOKIE_AGE // 3600},
        }
        return self.respond(context)


@page(SIGNED_IN)
@require_POST
def end_one(request: HttpRequest) -> HttpResponse:
    """End one of the reader's own sessions; ending this one is signing out."""
    row = get_object_or_404(PortalSession, person=reader_of(request), handle=_handle(request))
    if row.session_key == request.session.session_key:
        messages.info(request, _t("To end this session, sign out."))
        return redirect("access:sessions")
    end_session(row.handle, by=reader_of(request))
    messages.success(request, _t("That session has ended."))
    return redirect("access:sessions")


@page(SIGNED_IN)
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of the reader's sessions but this one."""
    reader = reader_of(request)
    count = end_all_sessions(reader.pk, by=reader, keep=request.session.session_key)
    sentence = ngettext("%(n)d other session has ended.", "%(n)d other sessions have ended.", count)
    messages.success(request, sentence % {"n": count})
    return redirect("access:sessions")


def live_sessions_of(person: Person) -> PortalSessionQuerySet:
    """Return the sessions that still open the portal for a person, the one used last first."""
    moment = now()
    rows: PortalSessionQuerySet = PortalSession.objects.filter(
        person=person, started_at__gt=moment - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    )
    idle_since = moment - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    return rows.live(moment, idle_since).order_by("-last_seen_at")


def _handle(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("handle", ""))
    except ValueError as error:
        raise Http404 from error
