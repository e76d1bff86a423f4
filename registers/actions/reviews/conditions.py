"""Conditions of approvals: reported as met by those who see to them, found met by a reviewer."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.models import Person
from access.permits import permit
from common.clock import now, today
from common.refusals import refuse_if
from registers.actions.registering import enter_line
from registers.actions.reviews.sitting import OwnRequest
from registers.actions.reviews.telling import tell_asker
from registers.actions.use_cases.force import come_into_force
from registers.choices import VersionState
from registers.models import Condition, Review, UseCase
from registers.reading.near import concern_of
from registers.reading.reviewers import DECIDE
from registers.rules.conditions import refuse_finding, refuse_report, refuse_what_is_over
from trail.recording import record


@transaction.atomic
def report_condition(condition_id: UUID, *, by: Person, report: str) -> Condition:
    """Say that a condition is met, and how; a reviewer looks at it.

    Raises:
        PermissionRefused, Refused: not allowed; met already, the approval is gone, or nothing is said.
    """
    condition = _locked(condition_id)
    permit(by, "registers.report_condition", condition)
    refuse_if(refuse_report(is_met=condition.met_at is not None, stands=_stands(condition), report=report))
    condition.report, condition.reported_at, condition.reported_by = report.strip(), now(), by
    condition.save(update_fields=["report", "reported_at", "reported_by"])
    record("registers.condition.reported", subject=condition, also=[condition.use_case], by=by, reason=report)
    notify(
        condition.decision.person,
        kind="to-decide",
        title=gettext_noop("A condition of %(what)s is reported as met"),
        text="%(condition)s",
        values={"what": str(condition.use_case), "condition": condition.text},
        link=condition.get_absolute_url(),
    )
    return condition


@transaction.atomic
def find_condition_met(condition_id: UUID, *, by: Person, reason: str = "") -> Condition:
    """Find that a condition is met; with the last that blocks, the version comes into force.

    Raises:
        PermissionRefused, Refused: no reviewer, or it is their own; not reported, or met already.
    """
    condition = _judged(condition_id, by)
    until = _waits_until(condition)
    refuse_if(refuse_what_is_over(until=until, today=today()))
    condition.met_at, condition.met_by = now(), by
    condition.save(update_fields=["met_at", "met_by"])
    waiting = condition.use_case.proposed
    if waiting is not None and _come_into_force_if_last(condition, until):
        until = condition.use_case.approved_until
        record(
            "registers.condition.last_met",
            subject=condition,
            also=[condition.use_case],
            by=by,
            reason=reason,
            version=waiting.number,
            until=until,
        )
        tell_asker(condition.use_case, gettext_noop("%(what)s is approved until %(until)s"), until=until)
    else:
        record("registers.condition.met", subject=condition, also=[condition.use_case], by=by, reason=reason)
    enter_line(condition.use_case)
    return condition


@transaction.atomic
def send_condition_back(condition_id: UUID, *, by: Person, reason: str) -> Condition:
    """Find that a condition is not met yet, and say what is missing.

    Raises:
        PermissionRefused, Refused: as `find_condition_met`.
    """
    condition = _judged(condition_id, by)
    condition.reported_at, condition.reported_by = None, None
    condition.save(update_fields=["reported_at", "reported_by"])
    record("registers.condition.sent_back", subject=condition, also=[condition.use_case], by=by, reason=reason)
    notify(
        condition.owner,
        kind="use-case",
        title=gettext_noop("A condition of %(what)s is not met yet"),
        text="%(why)s",
        values={"what": str(condition.use_case), "why": reason},
        link=condition.get_absolute_url(),
    )
    return condition


def _locked(condition_id: UUID) -> Condition:
    """Return a condition, locked after its use case as everywhere."""
    use_case = UseCase.objects.select_for_update().get(conditions=condition_id)
    condition = Condition.objects.select_for_update(of=("self",)).select_related("decision__review__version")
    found = condition.get(pk=condition_id)
    found.use_case = use_case
    return found


def _judged(condition_id: UUID, by: Person) -> Condition:
    condition = _locked(condition_id)
    if concern_of(by, condition.use_case):
        raise OwnRequest
    permit(by, DECIDE, condition.use_case)
    refuse_if(
        refuse_finding(
            is_met=condition.met_at is not None,
            stands=_stands(condition),
            is_reported=condition.reported_at is not None,
            is_own=by.pk in {condition.owner_id, condition.reported_by_id},
        )
    )
    return condition


def _stands(condition: Condition) -> bool:
    found: Any = Condition.objects.with_standing().get(pk=condition.pk)
    return bool(found.standing != "dropped")


def _waits_until(condition: Condition) -> date | None:
    """Return the last day of the approval that waits for conditions; None where none does."""
    # Not that of its decision: agreement may have been carried over to the version that waits.
    version = condition.use_case.proposed
    if version is None or version.state != VersionState.CONDITIONAL:
        return None
    return Review.objects.filter(version=version).values_list("approved_until", flat=True).first()


def _come_into_force_if_last(condition: Condition, until: date | None) -> bool:
    version = condition.use_case.proposed
    if version is None or until is None or Condition.objects.blocking_version(version.pk).exists():
        return False
    come_into_force(condition.use_case, version, until)
    return True
