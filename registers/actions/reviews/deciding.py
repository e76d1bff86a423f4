"""Deciding on a request: approve it, with conditions or without, ask for changes, reject it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.models import Person
from common.clock import today
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.reviews.closing import close_review, close_step
from registers.actions.reviews.sitting import Sitting, sit
from registers.actions.reviews.starting import open_next
from registers.actions.reviews.telling import tell_asker, tell_who_sees_to_conditions
from registers.actions.use_cases.content import stand
from registers.actions.use_cases.force import come_into_force
from registers.choices import Answer, ReviewState, StepOutcome, UseCaseState, VersionState
from registers.models import ChangeAsked, Condition, Decision, UseCase
from registers.reading.assessing import assess, surroundings
from registers.reading.contents import content_of
from registers.rules import decisions as rules
from registers.rules.content import CONTENT_FIELDS
from registers.rules.standing import end_of_approval
from trail.recording import record

# Changes may be asked at a field, or ("") of the request as a whole.
FIELDS = frozenset({*CONTENT_FIELDS, ""})


@dataclass(frozen=True, slots=True)
class NewCondition:
    """A condition as a reviewer sets it."""

    text: str
    owner: Person | None
    due_on: date
    blocking: bool = False


@transaction.atomic
def approve_use_case(
    use_case_id: UUID,
    *,
    by: Person,
    content_hash: str,
    reason: str = "",
    until: date | None = None,
    conditions: Sequence[NewCondition] = (),
) -> UseCase:
    """Agree to what is in review; with the last agreement of the last step it is approved.

    Conditions that block keep it from coming into force until they are found met.

    Raises:
        PermissionRefused, Refused: as `sit`; the rules of today speak against it, a date or a condition does not fit.
    """
    sitting = sit(use_case_id, by=by, content_hash=content_hash)
    longest = end_of_approval(today(), sitting.review.route.months)
    judged = assess(content_of(sitting.version), surroundings(), has_owner=sitting.use_case.owner_id is not None)
    refuse_if(rules.refuse_approval(blockers=judged.blockers, until=until, longest=longest, today=today()))
    _check_conditions(conditions, until or longest)
    decision = sitting.decide(Answer.APPROVE, reason=reason, approved_until=until)
    depends_on = _set_conditions(decision, sitting.use_case, conditions)
    if not sitting.is_agreed():
        return _agreed(sitting, reason, depends_on)
    close_step(sitting.step, StepOutcome.AGREED)
    if open_next(sitting.review) is not None:
        return _agreed(sitting, reason, depends_on)
    return _approved(sitting, reason, longest, depends_on)


@transaction.atomic
def ask_for_changes(
    use_case_id: UUID, *, by: Person, content_hash: str, changes: Mapping[str, str], reason: str = ""
) -> UseCase:
    """Send a request back with what has to change, field by field ("" for the whole); the owner begins a new version.

    Raises:
        PermissionRefused, Refused: as `sit`; nothing is asked, or a field is unknown.
    """
    sitting = sit(use_case_id, by=by, content_hash=content_hash)
    asked = {name: text.strip() for name, text in changes.items() if text.strip()}
    refuse_if(rules.refuse_answer(Answer.ASK_FOR_CHANGES, reason=reason, fields=asked, known_fields=FIELDS))
    decision = sitting.decide(Answer.ASK_FOR_CHANGES, reason=reason)
    for name, text in asked.items():
        ChangeAsked.objects.create(decision=decision, field=name, text=text)
    _send_back(sitting, StepOutcome.CHANGES_ASKED, ReviewState.CHANGES_ASKED, VersionState.CHANGES_ASKED)
    stand(sitting.use_case, UseCaseState.CHANGES_ASKED)
    record(
        "registers.use_case.changes_asked",
        subject=sitting.use_case,
        by=by,
        reason=reason,
        fields=sorted(asked),
        **_what(sitting),
    )
    enter_line(sitting.use_case)
    tell_asker(sitting.use_case, gettext_noop("Changes are asked for %(what)s"), gettext_noop("%(why)s"), why=reason)
    return sitting.use_case


@transaction.atomic
def reject_use_case(use_case_id: UUID, *, by: Person, content_hash: str, reason: str) -> UseCase:
    """Reject what is in review; a version in force stays so.

    Raises:
        PermissionRefused, Refused: as `sit`; the reason is missing.
    """
    sitting = sit(use_case_id, by=by, content_hash=content_hash)
    refuse_if(rules.refuse_answer(Answer.REJECT, reason=reason, fields=(), known_fields=FIELDS))
    sitting.decide(Answer.REJECT, reason=reason)
    _send_back(sitting, StepOutcome.REJECTED, ReviewState.REJECTED, VersionState.REJECTED)
    sitting.use_case.proposed = None
    stand(sitting.use_case, UseCaseState.REJECTED)
    record("registers.use_case.rejected", subject=sitting.use_case, by=by, reason=reason, **_what(sitting))
    enter_line(sitting.use_case)
    tell_asker(sitting.use_case, gettext_noop("%(what)s was rejected"), gettext_noop("%(why)s"), why=reason)
    return sitting.use_case


def _approved(sitting: Sitting, reason: str, longest: date, conditions: Sequence[Condition]) -> UseCase:
    use_case, review = sitting.use_case, sitting.review
    given = review.decisions.approvals().values_list("approved_until", flat=True)
    until = review.approved_until = min([longest, *(day for day in given if day is not None)])
    review.save(update_fields=["approved_until"])
    close_review(review, ReviewState.APPROVED)
    if Condition.objects.blocking_version(sitting.version.pk).exists():
        _wait_for_conditions(sitting, reason, until, conditions)
    else:
        come_into_force(use_case, sitting.version, until)
        record(
            "registers.use_case.approved",
            subject=use_case,
            also=conditions,
            by=sitting.person,
            reason=reason,
            until=until,
            **_what(sitting, conditions),
        )
        tell_asker(use_case, gettext_noop("%(what)s is approved until %(until)s"), until=until)
    enter_line(use_case)
    tell_who_sees_to_conditions(use_case, sitting.version)
    return use_case


def _wait_for_conditions(sitting: Sitting, reason: str, until: date, conditions: Sequence[Condition]) -> None:
    sitting.version.state = VersionState.CONDITIONAL
    sitting.version.save(update_fields=["state"])
    stand(sitting.use_case, UseCaseState.CONDITIONAL)
    record(
        "registers.use_case.conditionally_approved",
        subject=sitting.use_case,
        also=conditions,
        by=sitting.person,
        reason=reason,
        until=until,
        **_what(sitting, conditions),
    )
    tell_asker(sitting.use_case, gettext_noop("%(what)s is approved as soon as its conditions are met"))


def _agreed(sitting: Sitting, reason: str, conditions: Sequence[Condition]) -> UseCase:
    record(
        "registers.use_case.agreed",
        subject=sitting.use_case,
        also=conditions,
        by=sitting.person,
        reason=reason,
        **_what(sitting, conditions),
    )
    return sitting.use_case


def _send_back(sitting: Sitting, outcome: StepOutcome, state: ReviewState, version_state: VersionState) -> None:
    close_step(sitting.step, outcome)
    close_review(sitting.review, state)
    sitting.version.state = version_state
    sitting.version.save(update_fields=["state"])


def _what(sitting: Sitting, conditions: Sequence[Condition] = ()) -> dict[str, Any]:
    told: dict[str, Any] = {
        "version": sitting.version.number,
        "step": sitting.step.step.name,
        "content_hash": sitting.version.content_hash,
    }
    if sitting.seat is not None and sitting.seat.on_behalf_of:
        told["on_behalf_of"] = str(Person.objects.get(pk=sitting.seat.on_behalf_of))
    if conditions:
        told["conditions"] = [each.text for each in conditions]
    return told


def _check_conditions(conditions: Sequence[NewCondition], until: date) -> None:
    refuse_if(rules.refuse_condition_count(len(conditions)))
    for each in conditions:
        refuse_if(
            rules.refuse_condition(
                text=each.text,
                has_owner=each.owner is not None and each.owner.is_active,
                due_on=each.due_on,
                until=until,
                today=today(),
            )
        )


def _set_conditions(decision: Decision, use_case: UseCase, conditions: Sequence[NewCondition]) -> list[Condition]:
    return [
        Condition.objects.create(
            decision=decision,
            use_case=use_case,
            text=each.text.strip(),
            # Whoever is missing was refused before.
            owner=cast("Person", each.owner),
            due_on=each.due_on,
            blocking=each.blocking,
        )
        for each in conditions
    ]
