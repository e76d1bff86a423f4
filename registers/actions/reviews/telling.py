"""Messages about requests: to those who may decide, to whoever asked, to those who follow."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_noop as _

from access.actions.messages import notify
from access.models import Person
from common.clock import today
from registers.models import Condition, Delegation, ReviewStep, UseCase, UseCaseVersion
from registers.reading.decisions import counting
from registers.reading.near_documents import near_of
from registers.reading.reviewers import deciders_on, department_of, party_of, people_of_route, step_of
from registers.rules.routes import ALL, Step, eligible


def deciders_of(step: ReviewStep) -> frozenset[str]:
    """Return the ids of those who may decide at a step now, whoever stands in for the absent included.

    Left out are those who decided on the request already, and parties that have agreed where each of them is asked.
    """
    wanted, day, department = _still_asked(step), today(), department_of(step.review)
    given: Any = counting(step.review).values_list("person_id", "on_behalf_of_id")
    without = {str(key) for pair in given for key in pair if key is not None} | near_of(step.review)
    people = people_of_route([wanted], day, of=department)
    found = set(eligible(wanted, people, without=without, escalated=step.escalated_at is not None))
    named = {str(each) for each in step.named.values_list("person_id", flat=True)} - without
    found |= named & deciders_on(day, of=department) if named else named
    standing_in = Delegation.objects.in_force_on(day).filter(
        person__in=[UUID(each) for each in found], delegate__is_active=True
    )
    found |= {str(each) for each in standing_in.values_list("delegate_id", flat=True)} - without
    return frozenset(found)


def _still_asked(step: ReviewStep) -> Step:
    wanted = step_of(step.step)
    if wanted.agreement != ALL:
        return wanted
    agreed = {party_of(each.party) for each in step.decisions.approvals().select_related("party") if each.party}
    return replace(wanted, parties=tuple(each for each in wanted.parties if each not in agreed))


def tell_reviewers(step: ReviewStep) -> None:
    """Tell those who may decide at a step that was just opened, or went on to them."""
    version = step.review.version
    due = step.due_at.astimezone(get_default_timezone()).date()
    values = {"what": str(version.use_case if version else step.review), "step": step.step.name, "due": due}
    _tell(
        Person.objects.active().filter(pk__in=deciders_of(step)),
        kind="to-decide",
        title=_("%(what)s waits for your decision"),
        text=_("Step: %(step)s. Answer by %(due)s."),
        values=values,
        link=step.review.get_absolute_url(),
    )


def tell_asker(use_case: UseCase, title: str, text: str = "", **values: Any) -> None:
    """Tell whoever owns a use case or works on it what became of their request; `title` is a marked text."""
    people = Person.objects.active().filter(pk__in=_team(use_case))
    values = {"what": str(use_case), **values}
    _tell(people, kind="use-case", title=title, text=text, values=values, link=use_case.get_absolute_url())


def tell_who_sees_to_conditions(use_case: UseCase, version: UseCaseVersion) -> None:
    """Tell those whom an approval names to see to its conditions; they need not be of the team."""
    conditions = Condition.objects.unmet().of_version(version.pk).select_related("owner")
    for condition in conditions.filter(owner__is_active=True):
        notify(
            condition.owner,
            kind="condition",
            title=_("You see to a condition of %(what)s, due by %(due)s"),
            text="%(condition)s",
            values={"what": str(use_case), "due": condition.due_on, "condition": condition.text},
            link=condition.get_absolute_url(),
        )


def _team(use_case: UseCase) -> set[Any]:
    members = use_case.members.standing().exclude(membership="watcher").values_list("user_id", flat=True)
    return {*members, use_case.owner_id}


def _tell(people: Iterable[Person], **message: Any) -> None:
    for person in people:
        notify(person, **message)
