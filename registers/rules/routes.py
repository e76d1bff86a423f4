"""Routes: through which steps a request goes, who may decide at each, and whether there are people enough."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from common.refusals import Refusal
from common.refusals import marked as _

ANY, ALL, QUORUM = "any", "all", "quorum"
MOST_STEPS = 10
MOST_PARTIES = 20
MOST_QUORUM = 20
LONGEST_DUE = 60
MOST_MONTHS = 36

People = Mapping["Party", Set[str]]


@dataclass(frozen=True, slots=True)
class Party:
    """Who may decide at a step: whoever holds a role, or one person by name; `key` is the id of either."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its parties, how many of them have to agree, by when, and to whom it goes when they do not answer.

    `due_in` counts working days from the opening of the step, `escalates_after` working days from then on.
    """

    name: str
    parties: tuple[Party, ...]
    agreement: str = ANY
    quorum: int = 1
    due_in: int = 5
    escalates_after: int | None = None
    escalation: tuple[Party, ...] = ()

    @property
    def needed(self) -> int:
        """Return how many people have to agree."""
        if self.agreement == ALL:
            return len(self.parties)
        return self.quorum if self.agreement == QUORUM else 1


def eligible(step: Step, people: People, *, without: Collection[str] = (), escalated: bool = False) -> frozenset[str]:
    """Return who may decide at a step: `people` are the active holders of each party, `without` stand too near."""
    parties = (*step.parties, *step.escalation) if escalated else step.parties
    return frozenset(person for party in parties for person in people.get(party, ())) - frozenset(without)


def refuse_route(steps: Sequence[Step], months: int, people: People) -> Refusal | None:
    """Say why a route cannot be used: it is not whole, or nobody is there to walk it to its end."""
    if not steps:
        return Refusal("route_without_steps", _("A route needs one step at least."))
    if len(steps) > MOST_STEPS:
        return Refusal("too_many_steps", _("A route has %(most)d steps at most."), None, {"most": MOST_STEPS})
    if not 1 <= months <= MOST_MONTHS:
        message = _("An approval holds between 1 and %(most)d months.")
        return Refusal("months_out_of_range", message, "months", {"most": MOST_MONTHS})
    for position, step in enumerate(steps, 1):
        refusal = _refuse_step(step)
        if refusal is not None:
            return _at(position, refusal)
    return refuse_people(steps, people)


def refuse_replacement(seen: int | None, present: int) -> Refusal | None:
    """Say why a route cannot be replaced: another version than the one that was looked at is in use meanwhile."""
    if seen is None or seen == present:
        return None
    message = _(
        "Version %(present)s is in use since you opened version %(seen)s, so nothing was saved. Compare what changed, "
        "then save again to put yours in its place."
    )
    return Refusal("route_changed_meanwhile", message, None, {"present": str(present), "seen": str(seen)})


def refuse_people(steps: Sequence[Step], people: People, *, without: Collection[str] = ()) -> Refusal | None:
    """Say at which step nobody is left to decide; `without` are those who stand too near to this one request.

    Nobody decides twice on one request (separation of duties: SOC 2 CC5.1, ISO/IEC 27001:2022 A.5.3), so each place
    to fill needs a person of its own; whether that works out is a matching of places to people. The refusal's details
    name the step, and its `position` from 1 on.
    """
    taken: dict[str, int] = {}
    places: list[Set[str]] = []
    for position, step in enumerate(steps, 1):
        for place in _places(step, people, frozenset(without)):
            places.append(place)
            if not _seat(len(places) - 1, places, taken, set()):
                return _at(position, _nobody(step, few=bool(place)))
    return None


def _at(position: int, refusal: Refusal) -> Refusal:
    return replace(refusal, details={**refusal.details, "position": position})


def _refuse_step(step: Step) -> Refusal | None:
    return _refuse_parties(step) or _refuse_time(step)


def _refuse_parties(step: Step) -> Refusal | None:
    about = {"step": step.name}
    if not step.name:
        return Refusal("step_without_a_name", _("Give every step a name."), "name")
    if not step.parties:
        return Refusal("step_without_parties", _("Say who decides at the step “%(step)s”."), "parties", about)
    if len(step.parties) > MOST_PARTIES:
        message = _("The step “%(step)s” names more than %(most)d roles and people. Make a role for them.")
        return Refusal("too_many_parties", message, "parties", {**about, "most": MOST_PARTIES})
    if step.agreement == QUORUM and not 1 <= step.quorum <= MOST_QUORUM:
        message = _("Say how many have to agree at the step “%(step)s”: between 1 and %(most)d.")
        return Refusal("quorum_out_of_range", message, "quorum", {**about, "most": MOST_QUORUM})
    return None


def _refuse_time(step: Step) -> Refusal | None:
    about = {"step": step.name}
    if not 1 <= step.due_in <= LONGEST_DUE:
        message = _("At the step “%(step)s” an answer is due within 1 to %(most)d working days.")
        return Refusal("due_out_of_range", message, "due_in", {**about, "most": LONGEST_DUE})
    return _refuse_escalation(step)


def _refuse_escalation(step: Step) -> Refusal | None:
    about = {"step": step.name, "most": LONGEST_DUE}
    if step.escalates_after is None:
        if not step.escalation:
            return None
        message = _("Say after how many working days the step “%(step)s” goes to others, too.")
        return Refusal("escalation_without_days", message, "escalates_after", about)
    if not step.escalation:
        message = _("Say to whom the step “%(step)s” goes when nobody answers.")
        return Refusal("escalation_to_nobody", message, "escalation", about)
    if not 1 <= step.escalates_after <= LONGEST_DUE:
        message = _("The step “%(step)s” goes to others after 1 to %(most)d working days.")
        return Refusal("escalation_out_of_range", message, "escalates_after", about)
    if len(step.escalation) > MOST_PARTIES:
        message = _("The step “%(step)s” goes to more than %(most)d roles and people. Make a role for them.")
        return Refusal("too_many_parties", message, "escalation", {**about, "most": MOST_PARTIES})
    return None


def _places(step: Step, people: People, without: frozenset[str]) -> list[Set[str]]:
    if step.agreement == ALL:
        return [frozenset(people.get(party, ())) - without for party in step.parties]
    return [eligible(step, people, without=without)] * step.needed


def _seat(place: int, places: Sequence[Set[str]], taken: dict[str, int], tried: set[str]) -> bool:
    """Find somebody for a place, moving others on where they can sit elsewhere (Kuhn 1955)."""
    for person in sorted(places[place]):
        if person in tried:
            continue
        tried.add(person)
        if person not in taken or _seat(taken[person], places, taken, tried):
            taken[person] = place
            return True
    return False


def _nobody(step: Step, *, few: bool) -> Refusal:
    if few:
        message = _(
            "There are too few people for the step “%(step)s”: nobody decides twice on one request, and everybody who "
            "could decide there is needed elsewhere."
        )
    else:
        message = _("Nobody could decide at the step “%(step)s”: its roles are held by nobody who is free to.")
    return Refusal("no_eligible_person", message, None, {"step": step.name})
