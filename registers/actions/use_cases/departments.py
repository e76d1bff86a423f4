"""Sharing a use case with a whole department: whoever is in it at the moment reads it, or works on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from access.actions.messages import notify_many
from access.models import Department, Person
from access.permits import permit
from common.clock import now, today
from common.refusals import Refused, refuse_if
from common.refusals import marked as _
from registers.actions.registering import enter_line
from registers.actions.use_cases.people import AS, KIND
from registers.choices import Membership
from registers.models import UseCase, UseCaseShare
from registers.reading.decisions import has_department_decided_on
from registers.rules.use_cases import NOT_SHARED, refuse_department_share, refuse_end_of_share
from trail.recording import record


@transaction.atomic
def share_with_department(
    use_case_id: UUID, department_id: UUID, membership: str, *, by: Person, until: date | None = None
) -> UseCaseShare:
    """Let everybody of a department read a use case or work on it, or change that; drafts are shown to them, too.

    Raises:
        PermissionRefused, Refused: not allowed; retired; shared so already; the last day is over; to work on, while
            somebody of the department has decided on what is in review.
    """
    use_case = UseCase.objects.select_for_update(of=("self",)).get(pk=use_case_id)
    permit(by, "registers.share_use_case", use_case)
    department = Department.objects.get(pk=department_id)
    known = use_case.shares.filter(department=department).first()
    alike = known is not None and known.stands and (known.membership, known.until) == (membership, until)
    refuse_if(
        refuse_department_share(
            state=use_case.state,
            membership=membership,
            is_shared=alike,
            has_decided=has_department_decided_on(use_case, department.pk),
        )
    )
    refuse_if(refuse_end_of_share(membership=membership, until=until, today=today()))
    shared = known or UseCaseShare(use_case=use_case, department=department)
    since = known.since if known is not None and known.stands else now()
    shared.membership, shared.until, shared.given_by, shared.since = membership, until, by, since
    shared.save()
    _tell(department, use_case, by, membership)
    last_day: dict[str, Any] = {"until": until} if until else {}
    record(
        "registers.use_case.shared_with_department",
        subject=use_case,
        by=by,
        also=[department],
        department=department,
        membership=AS[Membership(membership)],
        **last_day,
    )
    enter_line(use_case)
    return shared


@transaction.atomic
def unshare_department(share_id: UUID, *, by: Person) -> UseCase:
    """Share a use case with a department no more.

    Raises:
        PermissionRefused, Refused: not allowed; it is not shared with it any more.
    """
    use_case = UseCase.objects.select_for_update(of=("self",)).filter(shares=share_id).first()
    # Read only now: somebody else may have ended it while this waited for the use case.
    shared = UseCaseShare.objects.select_related("department").filter(pk=share_id).first()
    if use_case is None or shared is None:
        raise Refused(NOT_SHARED)
    permit(by, "registers.share_use_case", use_case)
    shared.delete()
    record(
        "registers.use_case.department_unshared",
        subject=use_case,
        by=by,
        also=[shared.department],
        department=shared.department,
        membership=AS[Membership(shared.membership)],
    )
    enter_line(use_case)
    return use_case


def _tell(department: Department, use_case: UseCase, by: Person, membership: str) -> None:
    people = Person.objects.people().active().filter(department=department)
    notify_many(
        people.exclude(pk__in=(by.pk, *((use_case.owner_id,) if use_case.owner_id else ()))),
        kind=KIND,
        title=_("%(by)s shared %(use_case)s with your department"),
        text=_("You are %(membership)s."),
        values={"by": str(by), "use_case": str(use_case), "membership": AS[Membership(membership)]},
        link=use_case.get_absolute_url(),
    )
