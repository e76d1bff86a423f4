"""Stopping a use case at once, and resuming it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.models import Person
from access.permits import permit
from common.clock import now, today
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.reviews.telling import tell_asker
from registers.choices import UseCaseState
from registers.models import UseCase
from registers.rules.standing import refuse_resumption, refuse_suspension
from trail.recording import record

FIELDS = ["state", "suspended_at", "suspension_reason", "changed_at"]


@transaction.atomic
def suspend_use_case(use_case_id: UUID, *, by: Person, reason: str) -> UseCase:
    """Stop a use case at once; nothing may use it until it is resumed.

    Raises:
        PermissionRefused, Refused: not allowed; it is not approved, or suspended already.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.suspend_use_case", use_case)
    refuse_if(refuse_suspension(state=use_case.state))
    use_case.state, use_case.suspended_at, use_case.suspension_reason = UseCaseState.SUSPENDED, now(), reason
    use_case.changed_at = now()
    use_case.save(update_fields=FIELDS)
    record("registers.use_case.suspended", subject=use_case, by=by, reason=reason)
    enter_line(use_case)
    tell_asker(use_case, gettext_noop("%(what)s is suspended"), gettext_noop("%(why)s"), why=reason)
    return use_case


@transaction.atomic
def resume_use_case(use_case_id: UUID, *, by: Person, reason: str) -> UseCase:
    """Let a suspended use case go on until the end of its approval.

    Raises:
        PermissionRefused, Refused: not allowed; it is not suspended, or its approval ended meanwhile.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.suspend_use_case", use_case)
    refuse_if(refuse_resumption(state=use_case.state, approved_until=use_case.approved_until, today=today()))
    use_case.state, use_case.suspended_at, use_case.suspension_reason = UseCaseState.APPROVED, None, ""
    use_case.changed_at = now()
    use_case.save(update_fields=FIELDS)
    record("registers.use_case.resumed", subject=use_case, by=by, reason=reason)
    enter_line(use_case)
    tell_asker(use_case, gettext_noop("%(what)s is resumed"), gettext_noop("%(why)s"), why=reason)
    return use_case
