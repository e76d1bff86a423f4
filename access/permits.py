"""May this person? The one question that pages, API, actions and templates ask."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from access.vocabulary import known

if TYPE_CHECKING:
    from access.models import Person


class PermissionRefused(PermissionDenied):
    """The person's roles do not hold the permission; pages and API answer 403 and name it."""

    def __init__(self, permission: str) -> None:
        super().__init__(_("Your roles do not include: %(what)s.") % {"what": known(permission).sentence})
        self.permission = permission


def may(person: "Person | None", permission: str, obj: Any = None) -> bool:  # noqa: ARG001 - object permissions join here
    """Tell whether a person may do something, by role (and later by what they own of the object).

    Raises:
        UnknownPermission: no app declares the permission.
    """
    known(permission)
    if person is None or not getattr(person, "is_authenticated", False):
        return False
    return person.may(permission)


def permit(person: "Person | None", permission: str, obj: Any = None) -> None:
    """Let the person through.

    Raises:
        PermissionRefused: their roles do not hold the permission.
    """
    if not may(person, permission, obj):
        raise PermissionRefused(permission)
