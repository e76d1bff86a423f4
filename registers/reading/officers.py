"""Who keeps the register: the people who may name who works on any use case."""

from datetime import date

from access.models import Person, Role, RoleAssignment

ASKS = "registers.request_use_case"
KEEPS = ("registers.share_use_case", ASKS)


def officers_on(day: date, *, of: object = None) -> list[Person]:
    """Return the active people whose roles let them keep the register on a day, in two queries.

    With a department (`of`), those who keep its part of the register, too.
    """
    return _holding(KEEPS, day, of)


def askers_on(day: date, *, of: object = None) -> list[Person]:
    """Return the active people whose roles let them ask for use cases on a day, in two queries.

    With a department (`of`), those who ask for that one only, too.
    """
    return _holding((ASKS,), day, of)


def _holding(permissions: tuple[str, ...], day: date, department: object) -> list[Person]:
    roles = [each.pk for each in Role.objects.in_use() if set(permissions) <= each.permission_names]
    held = RoleAssignment.objects.in_force_on(day).counting_for(department).filter(role__in=roles)
    return list(Person.objects.active().filter(pk__in=held.order_by().values("person")).order_by("pk"))
