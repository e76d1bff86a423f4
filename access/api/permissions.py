"""May this caller? The same vocabulary as the pages, the token's scopes, and the step-up."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from access.actions.sessions import confirm, is_confirmed
from access.api.problems import TOO_MANY, Problem, ProblemException
from access.choices import TokenScope
from access.gate import SIGNED_IN, left_open
from access.models import BREAK_GLASS_ISSUER, LOCAL_ISSUER, ApiToken, Authenticator, Person
from access.permits import PermissionRefused, may, permit
from access.vocabulary import known
from common.refusals import Refused
from common.requests import address_of

STEP_UP_HEADER = "Portal-Step-Up"
# Everybody else's password is not here.
WITH_PASSWORD = {LOCAL_ISSUER, BREAK_GLASS_ISSUER}


class NamedPermission(BasePermission):
    """Each action of a view names the permission it asks for; who may not see the resource gets 404.

    What the caller's roles leave open and a relation or a department could grant is decided by the row
    (`PortalViewSet.initial` finds it before anything is done); a list shows what is `visible_to` the caller.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Let the caller on, or say why not.

        Raises:
            Http404: the caller may not see this resource.
            PermissionRefused: they may see it, but not do this.
            ProblemException: the token only reads, or a confirmation is missing or wrong.
        """
        if not isinstance(request.user, Person):
            return False
        person, permission = request.user, view.asked_permission()
        if permission is None or permission == SIGNED_IN:
            _check_scope(request)
            return True
        seen = view.view_permission or permission
        if not (may(person, seen) or left_open(person, seen)):
            raise Http404
        _check_scope(request)
        by_row = left_open(person, permission) and (view.detail or view.action == "list")
        # Who may only see rows they are something to is told of the others that there are none, whatever they ask.
        by_row = by_row or (view.detail and not may(person, seen))
        # What begins something new asks again, once it is known for which department.
        by_row = by_row or (view.action in view.by_department and bool(person.departments_for(permission)))
        if not (may(person, permission) or by_row):
            raise PermissionRefused(permission)
        view.undecided = view.detail and not (may(person, seen) and may(person, permission))
        if not view.undecided:
            _check_step_up(request, person, permission)
        return True

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        """Let the caller on to a row, or say why not.

        Raises:
            Http404, PermissionRefused, ProblemException: as above, for this row.
        """
        permission = view.asked_permission()
        if permission is None or permission == SIGNED_IN or not isinstance(request.user, Person):
            return True
        if not may(request.user, view.view_permission or permission, obj):
            raise Http404
        permit(request.user, permission, obj)
        if view.undecided:
            view.undecided = False
            _check_step_up(request, request.user, permission)
        return True


def check_step_up(request: Request, person: Person) -> None:
    """Let through who confirmed lately in this session, or proves now in the header that it is them.

    Raises:
        ProblemException: 403 when the confirmation is missing or wrong, 429 after too many wrong ones.
    """
    proof = request.headers.get(STEP_UP_HEADER)
    if proof is None:
        if request.auth is None and is_confirmed(request, settings.STEP_UP_MINUTES):
            return
        raise ProblemException(Problem(403, "step_up_required", _how_to_confirm(person)))
    try:
        confirm(person, _as_utf8(proof), address=address_of(request))
    except Refused as refused:
        if refused.refusal.code == TOO_MANY:
            raise
        raise ProblemException(Problem(403, refused.refusal.code, refused.refusal.text)) from refused


def _check_step_up(request: Request, person: Person, permission: str) -> None:
    if known(permission).step_up and request.method not in SAFE_METHODS:
        check_step_up(request, person)


def _check_scope(request: Request) -> None:
    token = request.auth
    if not isinstance(token, ApiToken) or TokenScope.WRITE in token.scopes:
        return
    safe = request.method in SAFE_METHODS
    if safe and TokenScope.READ in token.scopes:
        return
    scope = TokenScope.READ if safe else TokenScope.WRITE
    challenge = f'Bearer realm="api", error="insufficient_scope", scope="{scope.value}"'
    detail = _("This token may only read. Use one with the scope “write”.")
    if safe:
        detail = _("This token keeps people and groups at /scim/v2/ and opens nothing here.")
    raise ProblemException(Problem(403, "insufficient_scope", detail, headers={"WWW-Authenticate": challenge}))


def _how_to_confirm(person: Person) -> str:
    if person.issuer not in WITH_PASSWORD and not Authenticator.objects.filter(person=person).exists():
        return _(
            "This change needs a confirmation that it is you. Set up a second factor in the portal, and send one of "
            "its codes in the header “%(header)s”."
        ) % {"header": STEP_UP_HEADER}
    return _(
        "This change needs a confirmation that it is you. Send the header “%(header)s” with a code of your second "
        "factor, or with your password when none is set up."
    ) % {"header": STEP_UP_HEADER}


def _as_utf8(header: str) -> str:
    """Return a header as the text that was sent; servers hand the bytes on as Latin-1 (PEP 3333)."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
