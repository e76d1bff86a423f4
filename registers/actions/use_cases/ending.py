"""Retiring a use case: everything about it ends at once."""

from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import now
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.reviews.closing import close_review, open_review_of
from registers.actions.use_cases.content import USE_CASE_FIELDS, show
from registers.choices import ReviewState, UseCaseState, VersionState
from registers.models import UseCase
from registers.rules.use_cases import refuse_retirement
from trail.recording import record


@transaction.atomic
def retire_use_case(use_case_id: UUID, *, by: Person, reason: str) -> UseCase:
    """End a use case: nothing of it is in force or in review any more, and requests to join it are refused.

    Raises:
        PermissionRefused, Refused: not allowed; it is retired already.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.retire_use_case", use_case)
    refuse_if(refuse_retirement(state=use_case.state))
    close_review(open_review_of(use_case.proposed), ReviewState.WITHDRAWN)
    for version in filter(None, (use_case.in_force, use_case.proposed)):
        version.state = VersionState.WITHDRAWN
        version.save(update_fields=["state"])
    show(use_case)
    use_case.in_force = use_case.proposed = None
    use_case.state, use_case.retired_at = UseCaseState.RETIRED, now()
    use_case.save(update_fields=[*USE_CASE_FIELDS, "retired_at"])
    use_case.join_requests.filter(answered_at=None).update(answered_at=now(), answered_by=by, accepted=False)
    record("registers.use_case.retired", subject=use_case, by=by, reason=reason)
    enter_line(use_case)
    return use_case
