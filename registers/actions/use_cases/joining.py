"""Joining a use case that serves one's purpose already."""

from uuid import UUID

from django.db import transaction

from access.actions.messages import notify
from access.models import Person
from access.permits import permit, refuse_program
from common.clock import now
from common.refusals import marked as _
from common.refusals import refuse_if
from common.terms import Term
from registers.actions.registering import enter_line
from registers.actions.use_cases.people import let_in
from registers.choices import Membership
from registers.models import JoinRequest, UseCase
from registers.reading.decisions import has_decided_on
from registers.rules.use_cases import refuse_answer, refuse_join, refuse_sharing, refuse_who_decided
from trail.recording import record

KIND = "use-case"
ACCEPTED, DECLINED = Term(_("accepted")), Term(_("declined"))


@transaction.atomic
def ask_to_join(use_case_id: UUID, *, message: str, by: Person) -> JoinRequest:
    """Ask the owner of a use case to work on it.

    Raises:
        PermissionRefused, Refused: not allowed, a program; they work on it or have asked already; nobody could answer.
    """
    refuse_program(by)
    use_case = UseCase.objects.visible_to(by).select_for_update(of=("self",)).get(pk=use_case_id)
    permit(by, "registers.request_use_case", use_case)
    refuse_if(
        refuse_join(
            state=use_case.state,
            relations=use_case.relations_of(by),
            has_asked=use_case.join_requests.filter(person=by, answered_at=None).exists(),
            has_owner=use_case.owner_id is not None,
        )
    )
    asked = JoinRequest.objects.create(use_case=use_case, person=by, message=message)
    if use_case.owner is not None:
        notify(
            use_case.owner,
            kind=KIND,
            title=_("%(by)s asks to join %(use_case)s"),
            text="%(message)s",
            values={"by": str(by), "use_case": str(use_case), "message": message},
            link=f"{use_case.get_absolute_url()}?tab=people",
        )
    record("registers.use_case.join_asked", subject=use_case, by=by, reason=message)
    enter_line(use_case)
    return asked


@transaction.atomic
def answer_join(request_id: UUID, *, accepted: bool, by: Person, note: str = "") -> JoinRequest:
    """Answer somebody who asked to join: accepted, they become a contributor.

    Raises:
        PermissionRefused, Refused: not allowed; it was answered already; accepted, though they left meanwhile, may not
            work on one any more, or have decided on what is in review.
    """
    # The use case first, as every other action locks it: retiring it answers what is still open.
    use_case = UseCase.objects.select_for_update(of=("self",)).get(join_requests=request_id)
    asked = JoinRequest.objects.select_for_update().get(pk=request_id)
    permit(by, "registers.share_use_case", use_case)
    refuse_if(refuse_answer(answered=asked.answered_at is not None))
    person = asked.person
    joins = accepted and use_case.relations_of(person).isdisjoint({"owner", "contributor"})
    if joins:
        may_be = person.may_for("registers.request_use_case", use_case.department_id)
        refuse_if(
            refuse_sharing(
                state=use_case.state, active=person.is_active, may_be=may_be, is_owner=False, is_member=False
            )
        )
        refuse_if(refuse_who_decided(has_decided=has_decided_on(use_case, person), field=None))
    asked.answered_at, asked.answered_by, asked.accepted = now(), by, accepted
    asked.save(update_fields=["answered_at", "answered_by", "accepted"])
    if joins:
        let_in(use_case, person, Membership.CONTRIBUTOR, given_by=by, until=None)
    answer = ACCEPTED if accepted else DECLINED
    told = _("You now work on %(use_case)s") if accepted else _("You were not added to %(use_case)s")
    notify(
        person,
        kind=KIND,
        title=told,
        text="%(note)s" if note else "",
        values={"use_case": str(use_case), "note": note},
        link=use_case.get_absolute_url(),
    )
    record(
        "registers.use_case.join_answered",
        subject=use_case,
        by=by,
        reason=note,
        also=[person],
        person=person,
        answer=answer,
    )
    enter_line(use_case)
    return asked
