"""Submitting a version for decision, and withdrawing it."""

from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import now
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.use_cases.content import proposed_of, proposed_state, stand
from registers.choices import UseCaseState, VersionState
from registers.models import UseCase
from registers.reading.assessing import assess, surroundings
from registers.reading.contents import content_of
from registers.rules.content import content_hash
from registers.rules.submission import refuse_submission
from registers.rules.use_cases import refuse_saving, refuse_withdrawal
from trail.recording import record

FROZEN_FIELDS = ["state", "risk_tier", "ai_act_class", "submitted_at", "submitted_by", "content_hash"]


@transaction.atomic
def submit_use_case(use_case_id: UUID, *, by: Person) -> UseCase:
    """Freeze the draft under its content hash and put it up for decision.

    Raises:
        PermissionRefused, Refused: not allowed; there is no draft; questions are open, each named.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.submit_use_case", use_case)
    refuse_if(refuse_saving(state=use_case.state, proposed=proposed_state(use_case)))
    version = proposed_of(use_case)
    content = content_of(version)
    # Judged anew: rules and categories may have changed since it was saved.
    judged = assess(content, surroundings(), has_owner=use_case.owner_id is not None)
    refuse_if(refuse_submission(judged.blockers))
    version.state = VersionState.IN_REVIEW
    version.risk_tier, version.ai_act_class = judged.tier, judged.ai_act_class
    version.submitted_at, version.submitted_by = now(), by
    version.content_hash = content_hash(content)
    version.save(update_fields=FROZEN_FIELDS)
    stand(use_case, UseCaseState.IN_REVIEW)
    record(
        "registers.use_case.submitted",
        subject=use_case,
        by=by,
        version=version.number,
        content_hash=version.content_hash,
        tier=version.risk_tier,
    )
    enter_line(use_case)
    return use_case


@transaction.atomic
def withdraw_use_case(use_case_id: UUID, *, by: Person, reason: str) -> UseCase:
    """Take back what is in review; a version in force stays so.

    Raises:
        PermissionRefused, Refused: not allowed; nothing is in review.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.submit_use_case", use_case)
    refuse_if(refuse_withdrawal(proposed=proposed_state(use_case)))
    version = proposed_of(use_case)
    version.state = VersionState.WITHDRAWN
    version.save(update_fields=["state"])
    use_case.proposed = None
    stand(use_case, UseCaseState.WITHDRAWN)
    record("registers.use_case.withdrawn", subject=use_case, by=by, reason=reason, version=version.number)
    enter_line(use_case)
    return use_case
