"""Asking for a use of the API in plain words, and who sees it through."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_noop
from guardian.shortcuts import assign_perm

from access.actions.messages import notify
from access.models import Person
from access.permits import refuse_program
from access.successors import permit_handing_over
from common.clock import now, today
from common.refusals import Refused, refuse_if
from registers.actions.registering import enter_line, next_numbers
from registers.actions.use_cases.content import write_links
from registers.actions.use_cases.drafting import new_use_case
from registers.choices import Membership, Origin, UseCaseState
from registers.models import Intake, UseCase, UseCaseMember
from registers.reading.assessing import surroundings
from registers.reading.decisions import has_decided_on
from registers.reading.officers import officers_on
from registers.rules import intake as rules
from registers.rules.use_cases import refuse_who_decided
from trail.recording import record


@transaction.atomic
def ask_for_use(
    *,
    by: Person,
    title: str,
    wish: str,
    data: str,
    for_whom: str,
    wanted_from: date | None = None,
    links: str = "",
    **content: Any,
) -> UseCase:
    """Open a draft of whoever asks, with a steward who sees it through; everybody who is signed in may ask.

    Raises:
        Refused: too many are open, a text is missing or too long, or nobody could see it through.
    """
    refuse_program(by)
    # One after the other, so that two at once are counted; `no_key`, as two officers may ask each other at once.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = UseCase.objects.filter(owner=by, origin=Origin.INTAKE, state=UseCaseState.DRAFT)
    refuse_if(rules.refuse_asking(open_wishes=waiting.count()))
    refuse_if(rules.refuse_wish(wish=wish, data=data, for_whom=for_whom, links=links))
    steward = _steward_for(by)
    written = {"title": title, "purpose": wish.strip(), **content}
    use_case, version = new_use_case(
        next_numbers()[0],
        written,
        surroundings(),
        by=by,
        owner=by,
        department=by.department,
        origin=Origin.INTAKE,
    )
    use_case.save(force_insert=True)
    version.save(force_insert=True)
    write_links(version, written)
    Intake.objects.create(
        use_case=use_case,
        wish=wish.strip(),
        data=data.strip(),
        for_whom=for_whom.strip(),
        wanted_from=wanted_from,
        links=links.strip(),
        asked_by=by,
    )
    assign_perm(Membership.STEWARD.permission, steward, use_case)
    record("registers.use_case.asked_for", subject=use_case, by=by, also=[steward], steward=steward)
    enter_line(use_case)
    _tell_steward(use_case, steward, by, gettext_noop("%(who)s asks for a use of the API: %(what)s"), wish)
    return use_case


@transaction.atomic
def hand_on_stewardship(
    use_case_id: UUID, person_id: UUID, *, by: Person, reason: str, of_id: UUID | None = None
) -> UseCase:
    """Have somebody else see a use case through: in place of whoever did, or of one of its stewards (`of_id`).

    Raises:
        PermissionRefused, Refused: not allowed; they own it, see it through already, or may not.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    leaving = use_case.members.filter(membership=Membership.STEWARD, **({"user": of_id} if of_id else {}))
    permit_handing_over(by, "registers.hand_on_stewardship", use_case, of=_left_to(by, leaving))
    person = Person.objects.people().get(pk=person_id)
    refuse_if(
        rules.refuse_steward(
            state=use_case.state,
            active=person.is_active,
            may_be=person.may_for("registers.request_use_case", use_case.department_id),
            is_owner=person.pk == use_case.owner_id,
            # One of two stewards may take over from the other.
            relations=use_case.relations_of(person) if of_id in {None, person.pk} else (),
        )
    )
    refuse_if(refuse_who_decided(has_decided=has_decided_on(use_case, person), field="person"))
    for member in [*leaving, *use_case.members.filter(user=person)]:
        member.delete()
    assign_perm(Membership.STEWARD.permission, person, use_case)
    use_case.changed_at = now()
    use_case.save(update_fields=["changed_at"])
    record("registers.use_case.steward_changed", subject=use_case, by=by, reason=reason, also=[person], person=person)
    if person != by:
        _tell_steward(use_case, person, by, gettext_noop("%(who)s made you the steward of %(what)s"), reason)
    return use_case


def _left_to(successor: Person, stewards: Any) -> Person | None:
    """Return the one of some stewards from whom somebody takes over, if there is one."""
    stewards = stewards.order_by().values("user")
    return Person.objects.left().filter(pk__in=stewards, successor=successor).first()


def _steward_for(asker: Person) -> Person:
    officers = {str(each.pk): each for each in officers_on(today(), of=asker.department_id)}
    busy = (
        UseCaseMember.objects.filter(membership=Membership.STEWARD, user__in=[each.pk for each in officers.values()])
        .exclude(content_object__state__in=(UseCaseState.RETIRED, UseCaseState.REJECTED, UseCaseState.WITHDRAWN))
        .order_by()
        .values_list("user_id")
        .annotate(count=Count("pk"))
    )
    counts = {str(key): count for key, count in busy}
    candidates = [
        rules.Candidate(key, str(each.department_id) if each.department_id else None, counts.get(key, 0))
        for key, each in officers.items()
    ]
    department = str(asker.department_id) if asker.department_id else None
    chosen = rules.chosen_steward(candidates, department=department, asker=str(asker.pk))
    if chosen is None:
        raise Refused(rules.NO_STEWARD)
    return officers[chosen]


def _tell_steward(use_case: UseCase, steward: Person, by: Person, title: str, text: str) -> None:
    notify(
        steward,
        kind="use-case",
        title=title,
        text="%(text)s",
        values={"who": str(by), "what": str(use_case), "text": text[:500]},
        link=(getattr(use_case, "intake", None) or use_case).get_absolute_url(),
    )
