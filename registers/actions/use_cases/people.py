"""Who owns a use case, works on it, or follows it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from guardian.shortcuts import remove_perm

from access.actions.messages import notify
from access.models import Person
from access.permits import may, permit
from access.successors import permit_handing_over
from common.clock import now, today
from common.refusals import Refused, refuse_if
from common.refusals import marked as _
from common.terms import Term
from registers.actions.registering import enter_line
from registers.choices import Membership
from registers.models import UseCase, UseCaseMember
from registers.reading.decisions import has_decided_on
from registers.rules.intake import refuse_taking_off
from registers.rules.use_cases import (
    NO_MEMBER,
    refuse_end_of_share,
    refuse_new_owner,
    refuse_sharing,
    refuse_who_decided,
)
from trail.recording import record

AS = {
    Membership.CONTRIBUTOR: Term(_("contributor")),
    Membership.WATCHER: Term(_("watcher")),
    Membership.STEWARD: Term(_("steward")),
}
KIND = "use-case"


@transaction.atomic
def hand_over(use_case_id: UUID, owner_id: UUID, *, by: Person, reason: str, tells: bool = True) -> UseCase:
    """Make somebody else the owner, who answers for it from now on; whoever hands over many tells them once.

    Raises:
        PermissionRefused, Refused: not allowed; they own it already, may own none, or are not here any more.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit_handing_over(by, "registers.share_use_case", use_case, of=use_case.owner)
    owner = Person.objects.people().select_related("department").get(pk=owner_id)
    refuse_if(
        refuse_new_owner(
            state=use_case.state,
            active=owner.is_active,
            may_own=owner.may_for("registers.request_use_case", owner.department_id or use_case.department_id),
            is_owner=owner.pk == use_case.owner_id,
            has_steward=has_steward_beside(use_case, owner),
        )
    )
    refuse_if(refuse_who_decided(has_decided=has_decided_on(use_case, owner), field="owner"))
    # An owner needs no other part in it.
    for member in use_case.members.filter(user=owner):
        remove_perm(Membership(member.membership).permission, owner, use_case)
    use_case.owner = owner
    use_case.department = owner.department or use_case.department
    use_case.changed_at = now()
    use_case.save(update_fields=["owner", "department", "changed_at"])
    if tells and owner != by:
        told = _("%(by)s made you the owner of %(use_case)s")
        _tell(owner, use_case, told, by=str(by), text=reason)
    record("registers.use_case.handed_over", subject=use_case, by=by, reason=reason, also=[owner], owner=owner)
    enter_line(use_case)
    return use_case


@transaction.atomic
def share(
    use_case_id: UUID,
    person_id: UUID,
    membership: str,
    *,
    by: Person,
    tells: bool = True,
    until: date | None = None,
) -> UseCaseMember:
    """Add somebody who works on it or watches it, or change until when; whoever sees a use case may follow it.

    Only who was added by somebody with the right to it sees drafts; following opens nothing.

    Raises:
        PermissionRefused, Refused: not allowed; they own it or are on it, may not work on it, or are not here any more;
            the last day is over.
    """
    use_case = UseCase.objects.visible_to(by).select_for_update(of=("self",)).get(pk=use_case_id)
    person = Person.objects.people().get(pk=person_id)
    follows = person == by and membership == Membership.WATCHER and not may(by, "registers.share_use_case", use_case)
    if not follows:
        permit(by, "registers.share_use_case", use_case)
    known = use_case.members.filter(user=person, membership=membership).first()
    alike = known is not None and known.stands and (follows or (not known.by_themselves and known.until == until))
    refuse_if(
        refuse_sharing(
            state=use_case.state,
            active=person.is_active,
            may_be=membership == Membership.WATCHER
            or person.may_for("registers.request_use_case", use_case.department_id),
            is_owner=person.pk == use_case.owner_id,
            is_member=alike,
        )
    )
    refuse_if(refuse_end_of_share(membership=membership, until=until, today=today()))
    if membership != Membership.WATCHER:
        refuse_if(refuse_who_decided(has_decided=has_decided_on(use_case, person), field="person"))
    kept = {"by_themselves": follows, "until": until, "given_by": by}
    member = let_in(use_case, person, membership, **kept)
    if tells and person != by:
        told = _("%(by)s added you to %(use_case)s as %(membership)s")
        _tell(person, use_case, told, by=str(by), membership=AS[Membership(membership)])
    last_day: dict[str, Any] = {"until": until} if until else {}
    record(
        "registers.use_case.shared",
        subject=use_case,
        by=by,
        also=[person],
        person=person,
        membership=AS[Membership(membership)],
        **last_day,
    )
    enter_line(use_case)
    return member


@transaction.atomic
def unshare(member_id: UUID, *, by: Person) -> UseCase:
    """Take somebody off a use case; everybody may take off themselves.

    Raises:
        PermissionRefused, Refused: not allowed; they are off it already; they are the last steward an owner needs.
    """
    use_case = UseCase.objects.select_for_update(of=("self",)).filter(members=member_id).first()
    # Read only now: somebody else may have taken them off while this waited for the use case.
    member = UseCaseMember.objects.select_related("user").filter(pk=member_id).first()
    if use_case is None or member is None:
        raise Refused(NO_MEMBER)
    if member.user != by:
        permit(by, "registers.share_use_case", use_case)
    refuse_if(
        refuse_taking_off(
            is_steward=member.membership == Membership.STEWARD,
            stewards=use_case.members.filter(membership=Membership.STEWARD).count(),
            owner_may_own=may_own(use_case),
        )
    )
    remove_perm(Membership(member.membership).permission, member.user, use_case)
    record(
        "registers.use_case.unshared",
        subject=use_case,
        by=by,
        also=[member.user],
        person=member.user,
        membership=AS[Membership(member.membership)],
    )
    enter_line(use_case)
    return use_case


def let_in(use_case: UseCase, person: Person, membership: str, **kept: object) -> UseCaseMember:
    """Have somebody be something to a locked use case; what they were until a day, or by themselves, is given anew."""
    known = use_case.members.filter(user=person, membership=membership).first()
    if known is None:
        given: UseCaseMember = UseCaseMember.objects.assign_perm(
            Membership(membership).permission, person, use_case, **kept
        )
        return given
    renewed = {"since": known.since if known.stands else now(), **kept}
    for name, value in renewed.items():
        setattr(known, name, value)
    known.save(update_fields=list(renewed))
    return known


def has_steward_beside(use_case: UseCase, owner: Person) -> bool:
    """Tell whether somebody besides an owner sees a use case through."""
    return use_case.members.filter(membership=Membership.STEWARD).exclude(user=owner).exists()


def may_own(use_case: UseCase) -> bool:
    """Tell whether the owner's roles let them ask for use cases such as this one; nobody's need none."""
    return use_case.owner is None or use_case.owner.may_for("registers.request_use_case", use_case.department_id)


def _tell(person: Person, use_case: UseCase, title: str, *, text: str = "", **values: object) -> None:
    """Tell somebody what became of a use case."""
    notify(
        person,
        kind=KIND,
        title=title,
        text="%(text)s" if text else "",
        values={"use_case": str(use_case), "text": text, **values},
        link=use_case.get_absolute_url(),
    )
