"""May this person? The one question that pages, API, actions and templates ask."""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from access.vocabulary import for_people, known
from common.refusals import Refusal, Refused
from common.refusals import marked as _marked

if TYPE_CHECKING:
    from uuid import UUID

    from access.models import Person


FOR_PEOPLE = Refusal("for_people", _marked("A program cannot do this: a human being has to."))
NOBODY_ANSWERS = Refusal(
    "nobody_answers_for_it",
    _marked(
        "Nobody who is here answers for this program, so nobody would own what it enters. Have an administrator hand "
        "it over first."
    ),
)


OWNS_NOTHING = Refusal(
    "emergency_owns_nothing",
    _marked("The account for emergencies owns nothing. Enter this once you are signed in as yourself."),
)


@runtime_checkable
class Related(Protocol):
    """An object that knows what people are to it: its owner, a contributor, whoever decides on it."""

    def relations_of(self, person: "Person") -> frozenset[str]:
        """Return what a person is to this object, in the words that permissions name as `relations`."""
        ...


@runtime_checkable
class Scoped(Protocol):
    """An object that belongs to a department: roles held for that department only count for it."""

    @property
    def scope_department_id(self) -> "UUID | None":
        """Return the department it belongs to, if any."""
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

    A role held for one department counts for the objects of that department.

    Raises:
        UnknownPermission: no app declares the permission.
    """
    asked = known(permission)
    if person is None or not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    if person.may(permission):
        return True
    if person.is_service and permission in for_people():
        return False
    departments = person.departments_for(permission)
    if departments and isinstance(obj, Scoped) and obj.scope_department_id in departments:
        return True
    if not asked.relations or not isinstance(obj, Related):
        return False
    return not obj.relations_of(person).isdisjoint(asked.relations)


def may_somewhere(person: "Person | None", permission: str) -> bool:
    """Tell whether a person may do something by role: everywhere, or for one department at least."""
    if may(person, permission):
        return True
    return bool(person is not None and person.is_active and person.departments_for(permission))


def permit(person: "Person | None", permission: str, obj: Any = None) -> None:
    """Let the person through.

    Raises:
        PermissionRefused: neither their roles nor what they are to the object grant it.
    """
    if not may(person, permission, obj):
        raise PermissionRefused(permission)


def answering_for(by: "Person") -> "Person":
    """Return whose is what somebody enters: their own, or of a program that of whoever answers for it.

    Raises:
        Refused: nobody who is here answers for the program, or it is the account for emergencies.
    """
    if by.is_for_emergencies:
        raise Refused(OWNS_NOTHING)
    owner = by.accountable
    if by.is_service and (owner.is_service or not owner.is_active):
        raise Refused(NOBODY_ANSWERS)
    return owner


def refuse_program(by: "Person") -> None:
    """Let human beings through, where everybody may do something but a program.

    Raises:
        Refused: it is a program.
    """
    if by.is_service:
        raise Refused(FOR_PEOPLE)
