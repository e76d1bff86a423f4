"""Delegation: who decides while somebody else is away."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.models import Person
from access.permits import permit
from common.clock import now, today
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from registers.models import Delegation
from registers.reading.reviewers import DECIDE, SEE_ALL
from registers.rules.naming import refuse_days, refuse_delegate, refuse_delegating
from trail.recording import record

TAKEN = Refusal(
    "days_taken", _("On some of these days somebody else decides already. End that delegation first."), "starts_on"
)
OVER = Refusal("delegation_over", _("This delegation is over already."))


@transaction.atomic
def delegate_decisions(
    person_id: UUID, delegate_id: UUID, *, starts_on: date, ends_on: date, by: Person, reason: str = ""
) -> Delegation:
    """Have somebody decide for a person who is away; on one's own behalf, or an officer for somebody else.

    Raises:
        PermissionRefused, Refused: not allowed; the delegate may not decide; on one of the days another one does.
    """
    # Locked, so that two delegations of the same days are not given at once.
    person = Person.objects.people().select_for_update(no_key=True).get(pk=person_id)
    delegate = Person.objects.people().get(pk=delegate_id)
    delegation = Delegation(
        person=person, delegate=delegate, starts_on=starts_on, ends_on=ends_on, reason=reason, given_by=by
    )
    permit(by, "registers.delegate_decisions", delegation)
    refuse_if(refuse_delegating(active=person.is_active, may_decide=_may_decide(person)))
    refuse_if(
        refuse_delegate(
            is_self=person.pk == delegate.pk,
            is_giver=by.pk == delegate.pk,
            active=delegate.is_active,
            may_decide=_may_decide(delegate),
        )
    )
    refuse_if(refuse_days(starts_on=starts_on, ends_on=ends_on, today=today()))
    standing = Delegation.objects.filter(person=person, ended_at=None)
    refuse_if(TAKEN if standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists() else None)
    delegation.save(force_insert=True)
    record("registers.delegation.given", subject=delegation, also=[person, delegate], by=by, reason=reason)
    notify(
        delegate,
        kind="to-decide",
        title=gettext_noop("You decide for %(person)s from %(starts_on)s to %(ends_on)s"),
        values={"person": str(person), "starts_on": starts_on, "ends_on": ends_on},
        link=delegation.get_absolute_url(),
    )
    if by.pk != person.pk:
        notify(
            person,
            kind="to-decide",
            title=gettext_noop("%(delegate)s decides for you from %(starts_on)s to %(ends_on)s"),
            values={"delegate": str(delegate), "starts_on": starts_on, "ends_on": ends_on},
            link=delegation.get_absolute_url(),
        )
    return delegation


@transaction.atomic
def end_delegation(delegation_id: UUID, *, by: Person, reason: str = "") -> Delegation:
    """End a delegation before its last day.

    Raises:
        PermissionRefused, Refused: not allowed; over already.
    """
    delegation = (
        Delegation.objects.select_for_update(of=("self",)).select_related("person", "delegate").get(pk=delegation_id)
    )
    permit(by, "registers.delegate_decisions", delegation)
    refuse_if(OVER if delegation.ended_at or delegation.ends_on < today() else None)
    delegation.ended_at = now()
    delegation.save(update_fields=["ended_at"])
    also = [delegation.person, delegation.delegate]
    record("registers.delegation.ended", subject=delegation, also=also, by=by, reason=reason)
    if by.pk != delegation.delegate_id:
        notify(
            delegation.delegate,
            kind="to-decide",
            title=gettext_noop("You no longer decide for %(person)s"),
            values={"person": str(delegation.person)},
            link=delegation.get_absolute_url(),
        )
    return delegation


def _may_decide(person: Person) -> bool:
    return person.may(DECIDE) and person.may(SEE_ALL)
