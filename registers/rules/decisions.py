"""Decisions: who may give one, on what, and what follows from those given."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _
from registers.rules.risk import ORDER
from registers.rules.routes import ALL, Party, People, Step

APPROVE, ASK, REJECT = "approve", "ask-for-changes", "reject"
SHORTEST_REASON = 10
MOST_CONDITIONS = 20
# How often agreement is carried on to the next version; then everybody is asked anew, so that conditions set with it
# are never lost sight of (querysets/reviews.py looks back so far).
MOST_CARRIED = 5

NOT_OPEN = Refusal("review_closed", _("This request is not in review any more, so there is nothing to decide."))
CONTENT_CHANGED = Refusal(
    "content_changed",
    _("The request has changed since you opened it. Read what changed below, then decide on what it says now."),
    "content_hash",
)
NOT_YOUR_STEP = Refusal(
    "not_your_step",
    _("You are not among those who decide at this step. A role may have been taken from you meanwhile."),
)
DECIDED_ALREADY = Refusal(
    "decided_already", _("You have decided on this request already; nobody decides twice on one request.")
)


@dataclass(frozen=True, slots=True)
class Seat:
    """In which part somebody decides: a party of the step, for themselves or for somebody who is away."""

    party: Party
    on_behalf_of: str | None = None


def seat_of(
    person: str,
    step: Step,
    people: People,
    *,
    filled: Collection[Party],
    away: Collection[str] = (),
    without: Collection[str] = (),
    escalated: bool = False,
) -> Seat | None:
    """Return in which part a person may decide at a step, or None.

    `away` are those for whom the person decides meanwhile; `without` may not decide, nor may anybody for them. Where
    every party has to agree, the one that fewest others could fill is taken first, so that none stays empty.
    """
    parties = (*step.parties, *step.escalation) if escalated else step.parties
    # Those it went on to answer in place of several who did not, so theirs stays open.
    closed = set(filled) & set(step.parties) if step.agreement == ALL else set()
    open_parties = [each for each in parties if each not in closed]
    open_parties.sort(key=lambda each: len(people.get(each, ())))
    if person in without:
        return None
    for standing_for in (person, *sorted(set(away) - set(without))):
        for party in open_parties:
            if standing_for in people.get(party, ()):
                return Seat(party, None if standing_for == person else standing_for)
    return None


def is_agreed(step: Step, filled: Sequence[Party]) -> bool:
    """Tell whether enough have agreed at a step; `filled` has the party of each approval, escalated ones too."""
    if step.agreement != ALL:
        return len(filled) >= step.needed
    missing = set(step.parties) - set(filled)
    # Whoever it was escalated to answers in place of a party that did not.
    return len(missing) <= sum(each in step.escalation and each not in step.parties for each in filled)


def refuse_decision(
    *, is_open: bool, seat: Seat | None, has_decided: bool, expected_hash: str, content_hash: str
) -> Refusal | None:
    """Say why a decision does not count; `expected_hash` is that of the content which the reviewer looked at."""
    if not is_open:
        return NOT_OPEN
    if has_decided:
        return DECIDED_ALREADY
    if seat is None:
        return NOT_YOUR_STEP
    return CONTENT_CHANGED if expected_hash != content_hash else None


def refuse_answer(answer: str, *, reason: str, fields: Collection[str], known_fields: Set[str]) -> Refusal | None:
    """Say why an answer is not complete: a refusal without a reason helps nobody."""
    if answer == ASK and not fields:
        return Refusal("nothing_asked", _("Say what has to change, at one field at least."), "changes")
    unknown = sorted(set(fields) - known_fields)
    if unknown:
        return Refusal("field_unknown", _("“%(field)s” is no field of a request."), "changes", {"field": unknown[0]})
    if answer == REJECT and len(reason.strip()) < SHORTEST_REASON:
        return Refusal("reason_missing", _("Say why, in a sentence: whoever asked reads it."), "reason")
    return None


def refuse_approval(*, blockers: Sequence[Refusal], until: date | None, longest: date, today: date) -> Refusal | None:
    """Say why a request cannot be approved now; `blockers` are what the rules of today say against it."""
    if blockers:
        message = _("The rules have changed since it was submitted: %(problem)s Ask for changes instead.")
        return Refusal("blocked_meanwhile", message, None, {"problem": blockers[0].text})
    if until is not None and until <= today:
        return Refusal("until_in_past", _("Choose a day to come."), "approved_until")
    if until is not None and until > longest:
        message = _("By its route it can be approved until %(longest)s at most.")
        return Refusal("until_too_late", message, "approved_until", {"longest": longest})
    return None


def refuse_outgrown(*, submitted: str, present: str) -> Refusal | None:
    """Say why a route is too short by now; both are tiers: as which it was submitted, and by the rules of today."""
    if ORDER.index(present) <= ORDER.index(submitted):
        return None
    return Refusal(
        "tier_raised",
        _(
            "By the rules of today its risk is higher than when it was submitted, so more people decide on it. Ask for "
            "changes instead; once it is submitted again, it goes the longer way."
        ),
    )


def refuse_condition_count(count: int) -> Refusal | None:
    """Say why so many conditions are no conditions any more."""
    if count <= MOST_CONDITIONS:
        return None
    message = _("An approval has %(most)d conditions at most. Ask for changes instead.")
    return Refusal("too_many_conditions", message, "conditions", {"most": MOST_CONDITIONS})


def refuse_condition(*, text: str, has_owner: bool, due_on: date, until: date, today: date) -> Refusal | None:
    """Say why a condition cannot be set."""
    if not text.strip():
        return Refusal("condition_empty", _("Say what has to be done."), "conditions")
    if not has_owner:
        return Refusal("condition_without_owner", _("Say who sees to the condition."), "conditions")
    if due_on < today:
        return Refusal("condition_due_in_past", _("A condition cannot be due on a day that is over."), "conditions")
    if due_on > until:
        message = _("A condition has to be met while the approval holds: by %(until)s.")
        return Refusal("condition_due_too_late", message, "conditions", {"until": until})
    return None


def rules_hash(rules: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the rules in force at a decision, as canonical JSON."""
    written = json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
