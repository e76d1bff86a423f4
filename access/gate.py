"""Who gets in: the question that every page asks first.

Whoever may not see the thing gets 404; whoever may see it but not do it, 403; nobody signed in, the sign-in page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from access.models import Person
from access.next_address import is_own_address
from access.permits import PermissionRefused, may

SIGNED_IN = "signed-in"
PUBLIC = "public"

Answer = Callable[..., HttpResponseBase]


def reader_of(request: HttpRequest) -> Person:
    """Return the signed-in person; only for pages that ask for a permission or a sign-in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def turned_away(request: HttpRequest, permission: str, view_permission: str = "") -> HttpResponse | None:
    """Answer with the sign-in page where nobody is signed in, or None when the reader may go on.

    Raises:
        Http404: the reader may not see what this is about.
        PermissionRefused: they may see it, but not do this.
    """
    if permission == PUBLIC:
        return None
    if not isinstance(request.user, Person):
        answer = redirect_to_login(_way_back(request), settings.LOGIN_URL)
        return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer
    if permission == SIGNED_IN:
        return None
    if not may(request.user, view_permission or permission):
        raise Http404
    if not may(request.user, permission):
        raise PermissionRefused(permission)
    return None


def page(permission: str, *, view_permission: str = "") -> Callable[[Answer], Answer]:
    """Mark a function as a page that asks for a permission (or SIGNED_IN, or PUBLIC)."""

    def mark(view: Answer) -> Answer:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return turned_away(request, permission, view_permission) or view(request, *args, **kwargs)

        guarded.permission, guarded.view_permission = permission, view_permission  # type: ignore[attr-defined]
        return guarded

    return mark


def _way_back(request: HttpRequest) -> str:
    """Return the page the reader was on: this one, or for a form or a part of a page the one that held it."""
    htmx = getattr(request, "htmx", False)
    if request.method in {"GET", "HEAD"} and not htmx:
        return request.get_full_path()
    held_by = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    return held_by if is_own_address(request, held_by) else "/"
