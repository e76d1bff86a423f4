"""The inbox: what the portal told the reader."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from access.actions.messages import mark_read
from access.gate import SIGNED_IN, page, reader_of
from access.message_kinds import kind_of
from access.models import Notification
from access.next_address import is_own_address, next_address
from common import keyset
from common.presentation import Link, Tone

SIZE = 30


@page(SIGNED_IN)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the messages, newest first; `show=unread` only those not opened yet."""
    reader = reader_of(request)
    mine = Notification.objects.visible_to(reader)
    only_unread = request.GET.get("show") == "unread"
    try:
        found = keyset.page(mine.unread() if only_unread else mine, ["-id"], request.GET.get("after"), SIZE)
    except keyset.InvalidCursor as error:
        messages.warning(request, str(error))
        return redirect("inbox:list")
    unread = mine.unread().count()
    address = reverse("inbox:list")
    context = {
        "title": _t("Inbox"),
        "items": [shown(message) for message in found.rows],
        "unread": unread,
        "only_unread": only_unread,
        "older": _turned(request, found.next_cursor),
        "newer": _turned(request, found.previous_cursor),
        "tabs": [
            Link(_t("All"), address, active=not only_unread),
            Link(_t("Unread"), f"{address}?show=unread", active=only_unread, count=unread),
        ],
    }
    return render(request, "access/account/inbox.html", context)


@page(SIGNED_IN)
@require_safe
def open_message(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go where a message leads; that it was opened is the one thing a visit notes."""
    message = get_object_or_404(Notification.objects.visible_to(reader_of(request)), pk=pk)
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        mark_read([message.pk], by=reader_of(request))
    goes_on = message.link and is_own_address(request, message.link)
    return HttpResponseRedirect(message.link if goes_on else reverse("inbox:list"))


@page(SIGNED_IN)
@require_POST
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark one message as read."""
    message = get_object_or_404(Notification.objects.visible_to(reader_of(request)), pk=pk)
    mark_read([message.pk], by=reader_of(request))
    return HttpResponseRedirect(next_address(request, "inbox:list"))


@page(SIGNED_IN)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    count = mark_read(None, by=reader_of(request))
    sentence = ngettext("%(n)d message marked as read.", "%(n)d messages marked as read.", count)
    messages.success(request, sentence % {"n": count})
    return redirect("inbox:list")


def shown(message: Notification) -> dict[str, Any]:
    """Return a message as the component shows it."""
    kind = kind_of(message.kind)
    return {
        "text": message.title,
        "url": reverse("inbox:open", args=[message.pk]),
        "when": message.created_at,
        "read": message.read_at is not None,
        "icon": kind.icon,
        "tone": Tone.NEUTRAL if message.read_at else kind.tone,
        "from_whom": message.text,
        "read_url": reverse("inbox:read", args=[message.pk]),
    }


def _turned(request: HttpRequest, cursor: str | None) -> str:
    if cursor is None:
        return ""
    kept = {"show": "unread"} if request.GET.get("show") == "unread" else {}
    return f"{reverse('inbox:list')}?{urlencode({**kept, 'after': cursor})}"
