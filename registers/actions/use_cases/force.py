"""Bringing a version into force."""

from datetime import date

from common.clock import today
from registers.actions.use_cases.content import USE_CASE_FIELDS, show
from registers.choices import UseCaseState, VersionState
from registers.models import UseCase, UseCaseVersion

IN_FORCE_FIELDS = [*USE_CASE_FIELDS, "approved_until", "reminded_for"]


def come_into_force(use_case: UseCase, version: UseCaseVersion, until: date) -> None:
    """Put a version in place of the one in force; both rows are locked. What is suspended stays so until resumed."""
    if use_case.in_force is not None:
        use_case.in_force.state = VersionState.REPLACED
        use_case.in_force.save(update_fields=["state"])
    version.state = VersionState.APPROVED
    version.save(update_fields=["state"])
    use_case.in_force, use_case.proposed = version, None
    # Also where the approval before ended while it was suspended: why it was stopped does not end by the calendar.
    use_case.state = UseCaseState.APPROVED if use_case.suspended_at is None else UseCaseState.SUSPENDED
    use_case.approved_until, use_case.reminded_for = until, None
    show(use_case)
    use_case.save(update_fields=IN_FORCE_FIELDS)


def until_of(use_case: UseCase) -> date:
    """Return until when a use case in force is approved."""
    return use_case.approved_until or today()
