"""Stopping mails by the link that stands in them, also where nobody is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _t
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from access.actions.mail_preferences import unsubscribe
from access.gate import PUBLIC, page
from access.message_kinds import kind_of, kinds
from access.unsubscribing import unsubscribed_by


# Mail programs send the POST by themselves (RFC 8058 §3.1); what it needs to know stands in the token.
@csrf_exempt
@page(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the mails shall stop; a POST stops them, in one go and without leading elsewhere."""
    found = unsubscribed_by(token)
    if found is None:
        return _answer(request, {"title": _t("This link no longer works"), "state": "spent"}, status=404)
    person, names = found
    with override(person.language or settings.LANGUAGE_CODE):
        known = [name for name in names if name in kinds()]
        duties = [name for name in known if kind_of(name).duty]
        context: dict[str, Any] = {"person": person, "title": _t("Stop these e-mails?"), "state": "asks"}
        if not set(known) - set(duties):
            context |= {"title": _t("These e-mails cannot be stopped"), "state": "duty"}
            return _answer(request, context, names=known, status=409 if request.method == "POST" else 200)
        if request.method == "POST":
            known = unsubscribe(person, known)
            context |= {"title": _t("These e-mails have stopped"), "state": "done"}
            return _answer(request, context, names=known)
        return _answer(request, context, names=[name for name in known if name not in duties])


def _answer(
    request: HttpRequest, context: dict[str, Any], *, names: list[str] | None = None, status: int = 200
) -> HttpResponse:
    shown = [kind_of(name) for name in names or []]
    answer = render(request, "access/account/unsubscribe.html", {**context, "kinds": shown}, status=status)
    answer.headers["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    return answer
