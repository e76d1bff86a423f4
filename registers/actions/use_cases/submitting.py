"""Submitting a version for decision, and withdrawing it."""

from typing import Any
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import now
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.reviews.closing import close_review, open_review_of
from registers.actions.reviews.starting import start_review
from registers.actions.use_cases.content import proposed_of, proposed_state, stand
from registers.actions.use_cases.force import come_into_force, until_of
from registers.choices import ReviewState, UseCaseState, VersionState
from registers.models import Review, UseCase, UseCaseVersion
from registers.reading.assessing import assess, surroundings
from registers.reading.contents import content_of
from registers.reading.decisions import agreed_before, already_decided
from registers.rules.content import content_hash
from registers.rules.submission import refuse_submission
from registers.rules.use_cases import refuse_saving, refuse_withdrawal
from trail.recording import record

FROZEN_FIELDS = ["state", "risk_tier", "ai_act_class", "submitted_at", "submitted_by", "content_hash", "stands_on"]


@transaction.atomic
def submit_use_case(use_case_id: UUID, *, by: Person, renew: bool = False) -> UseCase:
    """Freeze the draft under its content hash and send it on its route.

    A draft that differs from what is in force in nothing material takes effect at once, under the decision that stands;
    `renew` asks for a new one all the same, so that the approval is prolonged.

    Raises:
        PermissionRefused, Refused: not allowed; there is no draft; questions are open, each named; at a step of the
            route nobody could decide.
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
    # Frozen from this save on: by which decision it stands is part of it.
    version.stands_on = None if renew else already_decided(use_case, content, version.risk_tier)
    version.save(update_fields=FROZEN_FIELDS)
    if version.stands_on is not None:
        return _take_effect(use_case, version, by)
    review = start_review(use_case, version)
    stand(use_case, UseCaseState.IN_REVIEW)
    _tell_submission(use_case, version, review, by)
    enter_line(use_case)
    return use_case


def _tell_submission(use_case: UseCase, version: UseCaseVersion, review: Review, by: Person) -> None:
    what: dict[str, Any] = {"version": version.number, "content_hash": version.content_hash, "tier": version.risk_tier}
    carried = review.carried_from is not None
    voided = None if carried else agreed_before(version)
    if voided is None:
        record("registers.use_case.submitted", subject=use_case, by=by, carried=carried, **what)
    else:
        record("registers.use_case.resubmitted", subject=use_case, by=by, earlier=voided.number, **what)


def _take_effect(use_case: UseCase, version: UseCaseVersion, by: Person) -> UseCase:
    come_into_force(use_case, version, until_of(use_case))
    record(
        "registers.use_case.amended",
        subject=use_case,
        by=by,
        version=version.number,
        content_hash=version.content_hash,
        decided_on=str(version.stands_on.number) if version.stands_on else "",
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
    close_review(open_review_of(version), ReviewState.WITHDRAWN)
    version.state = VersionState.WITHDRAWN
    version.save(update_fields=["state"])
    use_case.proposed = None
    stand(use_case, UseCaseState.WITHDRAWN)
    record("registers.use_case.withdrawn", subject=use_case, by=by, reason=reason, version=version.number)
    enter_line(use_case)
    return use_case
