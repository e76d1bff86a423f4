"""Taking over an approval that was given before the portal existed."""

from datetime import date
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import now, today
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.use_cases.content import USE_CASE_FIELDS, proposed_of, proposed_state, show
from registers.choices import AiActClass, UseCaseState, VersionState
from registers.models import UseCase
from registers.reading.contents import content_of
from registers.reading.near import concern_of
from registers.rules.content import content_hash
from registers.rules.use_cases import refuse_taking_over
from trail.recording import record


@transaction.atomic
def take_over_approval(
    use_case_id: UUID, *, approved_on: date, approved_until: date, evidence: str, by: Person, reason: str
) -> UseCase:
    """Record that a draft was approved before the portal existed: its content is frozen and in force from now on.

    Raises:
        PermissionRefused, Refused: not allowed; the officer is concerned; no draft; submitted here before; the period
            cannot be taken over.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.take_over_approval", use_case)
    refuse_if(
        refuse_taking_over(
            state=use_case.state,
            proposed=proposed_state(use_case),
            has_owner=use_case.owner_id is not None,
            submitted_here=use_case.versions.exclude(submitted_at=None).exists(),
            concerned=concern_of(by, use_case),
            prohibited=use_case.proposed is not None and use_case.proposed.ai_act_class == AiActClass.PROHIBITED,
            approved_on=approved_on,
            approved_until=approved_until,
            today=today(),
        )
    )
    version = proposed_of(use_case)
    version.state = VersionState.APPROVED
    # It was asked for on behalf of the owner; nobody submitted it here.
    version.submitted_at, version.submitted_by = now(), use_case.owner
    version.content_hash = content_hash(content_of(version))
    version.save(update_fields=["state", "submitted_at", "submitted_by", "content_hash"])
    use_case.in_force, use_case.proposed = version, None
    use_case.state, use_case.approved_until = UseCaseState.APPROVED, approved_until
    show(use_case)
    use_case.save(update_fields=[*USE_CASE_FIELDS, "approved_until"])
    record(
        "registers.use_case.taken_over",
        subject=use_case,
        by=by,
        reason=reason,
        version=version.number,
        approved_on=approved_on,
        until=approved_until,
        evidence=evidence,
        content_hash=version.content_hash,
    )
    enter_line(use_case)
    return use_case
