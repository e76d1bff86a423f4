"""Approval routes drawn: from the request through its steps to the approval, and in words what changed between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from access.models import Person, Role
from common.clock import today
from common.refusals import Refusal
from registers.choices import Agreement, RouteFor
from registers.models import ApprovalRoute
from registers.reading.reviewers import ROLE, people_of_route, steps_of
from registers.rules.routes import Party, People, Step, refuse_people

Names = Mapping[Party, "DrawnParty"]


@dataclass(frozen=True, slots=True)
class DrawnParty:
    """A role or a person as a step shows it, with how many people that is now; `url` for those who may go there."""

    name: str
    is_role: bool
    url: str = ""
    count: int = 0
    is_gone: bool = False

    @property
    def holders(self) -> str:
        """Say how many people could decide as this party now."""
        if self.is_gone:
            return _t("retired") if self.is_role else _t("deactivated")
        if self.count:
            return ngettext("%(n)s person", "%(n)s people", self.count) % {"n": self.count} if self.is_role else ""
        return _t("nobody could decide now") if self.is_role else _t("could not decide now")


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step of the drawing."""

    number: int
    name: str
    parties: Sequence[DrawnParty]
    agreement: str
    due: str
    escalation: Sequence[DrawnParty]
    escalates: str
    warning: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A route as it is drawn; `warning` is what is wrong with the whole of it."""

    is_policy: bool
    steps: Sequence[DrawnStep]
    end: str
    warning: str = ""

    @property
    def is_walkable(self) -> bool:
        """Tell whether a request could come to its end today."""
        return not self.warning and not any(step.warning for step in self.steps)


@dataclass(frozen=True, slots=True)
class Around:
    """What drawings need beside the steps, read once for all of them."""

    names: Names
    people: People


def around(routes: Iterable[Sequence[Step]], *, linked: bool = False) -> Around:
    """Read the names of all parties of some routes and the people behind them, in four queries.

    `linked` for readers who may see roles and people.
    """
    steps = [step for route in routes for step in route]
    parties = {party for step in steps for party in (*step.parties, *step.escalation)}
    people = people_of_route(steps, today())
    roles = Role.objects.in_bulk([each.key for each in parties if each.kind == ROLE])
    persons = Person.objects.in_bulk([each.key for each in parties if each.kind != ROLE])
    known: dict[str, Any] = {str(key): row for key, row in (*roles.items(), *persons.items())}
    named = {each: _party(known.get(each.key), each, len(people.get(each, ())), linked=linked) for each in parties}
    return Around(named, people)


def draw(
    route_for: str, steps: Sequence[Step], months: int | None, around: Around, refusal: Refusal | None = None
) -> Drawing:
    """Return the drawing of a route; `refusal` is what the rules say against it, as `refuse_route` returns it.

    Without one it is asked whether a request could walk it today.
    """
    refusal = refusal or refuse_people(steps, around.people)
    position = refusal.details.get("position") if refusal else None
    text = refusal.text if refusal else ""
    return Drawing(
        is_policy=route_for == RouteFor.POLICY,
        steps=[
            _step(number, step, around.names, text if number == position else "")
            for number, step in enumerate(steps, 1)
        ],
        end=months_in_words(months),
        warning="" if position else text,
    )


def drawing_of(route: ApprovalRoute, around: Around) -> Drawing:
    """Return the drawing of a version as it stands in the database."""
    return draw(route.route_for, steps_of(route), route.months, around)


def months_in_words(months: int | None) -> str:
    """Say how long an approval holds."""
    if months is None:
        return _t("Approved")
    return ngettext("Approved for %(n)s month", "Approved for %(n)s months", months) % {"n": months}


def agreement_in_words(step: Step) -> str:
    """Say who of the parties has to agree."""
    if not step.parties:
        return ""
    alone = len(step.parties) == 1
    if alone and step.parties[0].kind != ROLE and step.agreement != Agreement.QUORUM:
        return _t("This person has to agree")
    if step.agreement == Agreement.QUORUM:
        return ngettext("%(n)s of them has to agree", "%(n)s of them have to agree", step.quorum) % {"n": step.quorum}
    if step.agreement == Agreement.ALL and not alone:
        return _t("One of each has to agree")
    return _t("Any one of them has to agree")


def due_in_words(step: Step) -> str:
    """Say by when an answer is due."""
    return ngettext("Due in %(n)s working day", "Due in %(n)s working days", step.due_in) % {"n": step.due_in}


def escalation_in_words(step: Step) -> str:
    """Say when others may decide, too."""
    if step.escalates_after is None:
        return ""
    days = step.escalates_after
    return ngettext(
        "Without an answer %(n)s working day later, these may decide, too:",
        "Without an answer %(n)s working days later, these may decide, too:",
        days,
    ) % {"n": days}


def changes_in_words(before: ApprovalRoute, after: ApprovalRoute, names: Names) -> list[str]:
    """Say in sentences what differs between two versions of a route; steps are known by their names."""
    old, new = steps_of(before), steps_of(after)
    said = []
    if before.months != after.months:
        months = {"before": before.months, "after": after.months}
        said.append(_t("An approval holds for %(after)s months instead of %(before)s.") % months)
    pairs, gone, added = _paired(old, new)
    said += [_t("The step “%(step)s” is gone.") % {"step": step.name} for step in gone]
    said += [_t("There is a new step “%(step)s”: %(who)s.") % {
        "step": step.name, "who": _listed(step.parties, names)
    } for step in added]  # fmt: skip
    if [one.name for one, _two in pairs] != [one.name for one in old if one not in gone]:
        said.append(_t("The order is now: %(steps)s.") % {"steps": ", ".join(step.name for step in new)})
    for one, two in pairs:
        told = _changes(one, two, names)
        said += [_t("“%(step)s”: %(change)s") % {"step": two.name, "change": each} for each in told]
    return said


def _paired(old: Sequence[Step], new: Sequence[Step]) -> tuple[list[tuple[Step, Step]], list[Step], list[Step]]:
    """Return the steps of both in the new order, those only before and those only after."""
    left, pairs, added = list(old), [], []
    for step in new:
        same = next((each for each in left if each.name.casefold() == step.name.casefold()), None)
        if same is None:
            added.append(step)
        else:
            left.remove(same)
            pairs.append((same, step))
    return pairs, left, added


def _changes(one: Step, two: Step, names: Names) -> list[str]:
    return [
        *_who_changed(one.parties, two.parties, names),
        *_said_anew(agreement_in_words(one), agreement_in_words(two)),
        *_said_anew(due_in_words(one), due_in_words(two)),
        *_escalation_changed(one, two, names),
    ]


def _who_changed(one: Sequence[Party], two: Sequence[Party], names: Names) -> list[str]:
    come = [each for each in two if each not in one]
    gone = [each for each in one if each not in two]
    said = [_t("%(who)s decides there now.") % {"who": names[each].name} for each in come]
    return said + [_t("%(who)s no longer decides there.") % {"who": names[each].name} for each in gone]


def _said_anew(before: str, after: str) -> list[str]:
    if before == after:
        return []
    return [_t("%(after)s (before: %(before)s).") % {"before": before, "after": after}]


def _escalation_changed(one: Step, two: Step, names: Names) -> list[str]:
    if (one.escalates_after, set(one.escalation)) == (two.escalates_after, set(two.escalation)):
        return []
    if two.escalates_after is None:
        return [_t("It no longer goes to others when nobody answers.")]
    return [f"{escalation_in_words(two)} {_listed(two.escalation, names)}."]


def _listed(parties: Sequence[Party], names: Names) -> str:
    return ", ".join(names[each].name for each in parties)


def _step(number: int, step: Step, names: Names, warning: str) -> DrawnStep:
    return DrawnStep(
        number=number,
        name=step.name or _t("Step %(number)s") % {"number": number},
        parties=[names[each] for each in step.parties],
        agreement=agreement_in_words(step),
        due=due_in_words(step),
        escalation=[names[each] for each in step.escalation],
        escalates=escalation_in_words(step),
        warning=warning,
    )


def _party(row: Any, party: Party, count: int, *, linked: bool) -> DrawnParty:
    is_role = party.kind == ROLE
    if row is None:
        return DrawnParty(_t("unknown"), is_role, count=0, is_gone=True)
    gone = row.retired_at is not None if is_role else not row.is_active
    url = row.get_absolute_url() if linked else ""
    return DrawnParty(str(row.label if is_role else row), is_role, url, count, gone)
