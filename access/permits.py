"""May this person? The one question that pages, API, actions and templates ask."""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from access.vocabulary import known

if TYPE_CHECKING:
    from access.models import Person


@runtime_checkable
class Related(Protocol):
    """An object that knows what people are to it: its owner, a contributor, whoever decides on it."""

    def relations_of(self, person: "Person") -> frozenset[str]:
        """Return what a person is to this object, in the words that permissions name as `relations`."""
        ...


class PermissionRefused(PermissionDenied):
    """Neither the person's roles nor what they are to the object grant it; pages and API answer 403 and name it."""

    def __init__(self, permission: str) -> None:
        asked = known(permission)
        if asked.relations:
            sentence = _("Neither your roles nor your part in this record include: %(what)s.")
        else:
            sentence = _("Your roles do not include: %(what)s.")
        super().__init__(sentence % {"what": asked.sentence})
        self.permission = permission


def may(person: "Person | None", permission: str, obj: Any = None) -> bool:
    """Tell whether a person may do something: by role, or on this one object by what they are to it.

    Raises:
        UnknownPermission: no app declares the permission.
    """
    asked = known(permission)
    if person is None or not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    if person.may(permission):
        return True
    if not asked.relations or not isinstance(obj, Related):
        return False
    return not obj.relations_of(person).isdisjoint(asked.relations)


def permit(person: "Person | None", permission: str, obj: Any = None) -> None:
    """Let the person through.

    Raises:
        PermissionRefused: neither their roles nor what they are to the object grant it.
    """
    if not may(person, permission, obj):
        raise PermissionRefused(permission)
