"""Departments: entering and renaming them."""

from uuid import UUID

from django.db import transaction

from access.models import Department, Person
from access.permits import permit
from common.names import clean_name
from common.refusals import Refusal, Refused
from common.refusals import marked as _
from common.taken import refused_when_taken
from trail.recording import record

NAME_TAKEN = Refusal("name_taken", _("There is a department of that name already."), "name")
NAME_MISSING = Refusal("name_missing", _("Give the department a name."), "name")


@transaction.atomic
def create_department(name: str, *, by: Person | None, permission: str = "access.edit_person") -> Department:
    """Enter a department; `by` is None when the portal sets itself up.

    `permission` is another one where what somebody does there includes entering departments, such as an import.

    Raises:
        PermissionRefused, Refused: not allowed, or the name is taken, empty or not to be seen.
    """
    if by is not None:
        permit(by, permission)
    department = Department()
    _name(department, name)
    record("access.department.created", subject=department, by=by)
    return department


@transaction.atomic
def rename_department(department_id: UUID, *, name: str, by: Person) -> Department:
    """Give a department another name; its people stay in it. The same name again changes nothing.

    Raises:
        PermissionRefused, Refused: not allowed, or the name is taken, empty or not to be seen.
    """
    permit(by, "access.edit_person")
    department = Department.objects.select_for_update().get(pk=department_id)
    before = department.name
    if clean_name(name) == before:
        return department
    _name(department, name)
    record("access.department.renamed", subject=department, by=by, before=before)
    return department


def _name(department: Department, name: str) -> None:
    department.name = clean_name(name)
    if not department.name:
        raise Refused(NAME_MISSING)
    with refused_when_taken(NAME_TAKEN):
        department.save()
