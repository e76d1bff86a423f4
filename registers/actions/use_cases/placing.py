"""Which department a use case belongs to."""

from uuid import UUID

from django.db import transaction

from access.models import Department, Person
from access.permits import permit
from common.clock import now
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.use_cases.people import has_steward_beside, may_own
from registers.models import UseCase
from registers.rules.use_cases import refuse_placing
from trail.recording import record


@transaction.atomic
def place_use_case(use_case_id: UUID, department_id: UUID, *, by: Person, reason: str = "") -> UseCase:
    """Put a use case under a department; the same again changes nothing.

    Raises:
        PermissionRefused, Refused: not allowed; it is retired; its owner could not go on owning it there.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.share_use_case", use_case)
    department = Department.objects.get(pk=department_id)
    refuse_if(refuse_placing(state=use_case.state, loses_owner=_loses_owner(use_case, department)))
    if use_case.department_id == department.pk:
        return use_case
    use_case.department, use_case.changed_at = department, now()
    use_case.save(update_fields=["department", "changed_at"])
    record("registers.use_case.placed", subject=use_case, by=by, reason=reason, department=department)
    enter_line(use_case)
    return use_case


def _loses_owner(use_case: UseCase, department: Department) -> bool:
    """Tell whether the owner may own it where it stands, but not there, and nobody would see it through for them."""
    owner = use_case.owner
    if owner is None or has_steward_beside(use_case, owner):
        return False
    return may_own(use_case) and not owner.may_for("registers.request_use_case", department.pk)
