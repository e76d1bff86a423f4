"""Who gets in: the question that every page asks first.

Whoever may not see the thing gets 404; whoever may see it but not do it, 403; nobody signed in, the sign-in page.
Where a permission has `relations`, or the reader holds it for a department only, a page class lets people on
provisionally (`by_object`), finds its object and asks it (`ask_about`); a page that has no object asks about nothing,
which only a role grants. Functions ask by role alone.
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
from access.permits import PermissionRefused, may, may_somewhere, permit
from access.vocabulary import known

SIGNED_IN = "signed-in"
PUBLIC = "public"

Answer = Callable[..., HttpResponseBase]


def reader_of(request: HttpRequest) -> Person:
    """Return the signed-in person; only for pages that ask for a permission or a sign-in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def turned_away(
    request: HttpRequest, permission: str, view_permission: str = "", *, by_object: bool = False
) -> HttpResponse | None:
    """Answer with the sign-in page where nobody is signed in, or None when the reader may go on.

    With `by_object`, what no role grants but a relation could is left to `ask_about`, which has to follow.

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
    seen = view_permission or permission
    if not may(request.user, seen):
        if by_object and left_open(request.user, seen):
            # Whether they may even see it, only the object says; until then nobody reads what they may not do.
            return None
        raise Http404
    if not may(request.user, permission) and not (by_object and left_open(request.user, permission)):
        raise PermissionRefused(permission)
    return None


def left_open(person: Person, permission: str) -> bool:
    """Tell whether an object decides: by what somebody may be to it, or by the department that it belongs to."""
    return bool(known(permission).relations or person.departments_for(permission))


def ask_about(
    request: HttpRequest, obj: Any, permission: str, view_permission: str = "", *, by_department: bool = False
) -> None:
    """Decide about the object of a page, or about none (then by role alone).

    With `by_department`, a page of no object lets on whoever holds it for one department: its rows are for them.

    Raises:
        Http404: the reader may not see it.
        PermissionRefused: they may see it, but not do this to it.
    """
    if permission in {PUBLIC, SIGNED_IN}:
        return
    if by_department and obj is None and may_somewhere(reader_of(request), view_permission or permission):
        if not may_somewhere(reader_of(request), permission):
            raise PermissionRefused(permission)
        return
    if not may(reader_of(request), view_permission or permission, obj):
        raise Http404
    permit(reader_of(request), permission, obj)


def page(permission: str, *, view_permission: str = "") -> Callable[[Answer], Answer]:
    """Mark a function as a page that asks for a permission (or SIGNED_IN, or PUBLIC) by role."""

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
