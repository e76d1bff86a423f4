"""How the sample's use cases are told: what somebody asked for, and what became of it, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OFFICER = "Samuel Brandt"
INVENTORY = "Taken over from the AI inventory that the portal follows."


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody did with a use case, so many days ago; without `by` its owner did it."""

    ago: int
    what: str
    by: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleUseCase:
    """One use case as its owner drafted it; projects, models and data categories by their names."""

    title: str
    owner: str
    ago: int
    purpose: str
    outputs: str = ""
    basis: str = ""
    special: str = ""
    affected: Sequence[str] = ()
    autonomy: str = ""
    oversight: str = ""
    ai_act: Sequence[str] | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    projects: Sequence[str] = ()
    models: Sequence[str] = ()
    endpoints: Sequence[str] = ()
    environments: Sequence[str] = ("production",)
    networks: Sequence[str] = ()
    calls: int | None = None
    budget: int | None = None
    keeps: int | None = None
    stores: bool = False
    department: str = ""
    reference: str = ""
    story: Sequence[Step] = ()


def edited(ago: int, **content: Any) -> Step:
    """Return that the draft was saved with other content."""
    return Step(ago, "edited", said=content)


def submitted(ago: int, *, renew: bool = False) -> Step:
    """Return that it was put up for decision; `renew` for a new one though nothing material changed."""
    return Step(ago, "submitted", said={"renew": renew})


def agreed(ago: int, by: str, reason: str = "", *conditions: tuple[str, str, int, bool]) -> Step:
    """Return that a reviewer agreed; a condition is what, who sees to it, due in days from today, and if it blocks."""
    return Step(ago, "agreed", by, {"reason": reason, "conditions": conditions})


def changes_asked(ago: int, by: str, reason: str = "", **fields: str) -> Step:
    """Return that a reviewer asked for changes, by the fields of the content."""
    return Step(ago, "changes_asked", by, {"reason": reason, "changes": fields})


def rejected(ago: int, by: str, reason: str) -> Step:
    """Return that a reviewer rejected it."""
    return Step(ago, "rejected", by, {"reason": reason})


def condition_reported(ago: int, report: str) -> Step:
    """Return that its owner reported the first open condition as met."""
    return Step(ago, "condition_reported", said={"report": report})


def condition_met(ago: int, by: str, reason: str = "") -> Step:
    """Return that a reviewer found met what was reported."""
    return Step(ago, "condition_met", by, {"reason": reason})


def suspended(ago: int, reason: str) -> Step:
    """Return that an officer stopped it."""
    return Step(ago, "suspended", OFFICER, {"reason": reason})


def commented(ago: int, by: str, text: str, field: str = "") -> Step:
    """Return that somebody wrote a comment."""
    return Step(ago, "commented", by, {"text": text, "field": field})


def replied(ago: int, by: str, text: str, *, resolves: bool = False) -> Step:
    """Return that somebody answered the latest comment; `resolves` when that settled it."""
    return Step(ago, "replied", by, {"text": text, "resolves": resolves})


def taken_over(ago: int, *, until: int, approved: int, evidence: str, reason: str = INVENTORY) -> Step:
    """Return that an approval from before was taken over; days before and after today."""
    said = {"approved": approved, "until": until, "evidence": evidence, "reason": reason}
    return Step(ago, "taken_over", OFFICER, said)


def withdrawn(ago: int, reason: str) -> Step:
    """Return that it was taken back while in review."""
    return Step(ago, "withdrawn", said={"reason": reason})


def discarded(ago: int, reason: str) -> Step:
    """Return that its draft was given up."""
    return Step(ago, "discarded", said={"reason": reason})


def retired(ago: int, reason: str, by: str = "") -> Step:
    """Return that it ended."""
    return Step(ago, "retired", by, {"reason": reason})


def revised(ago: int, note: str, **content: Any) -> Step:
    """Return that a new version was begun and written."""
    return Step(ago, "revised", said={"note": note, "content": content})


def shared(ago: int, person: str, membership: str = "contributor") -> Step:
    """Return that somebody came to work on it, or to follow it."""
    return Step(ago, "shared", said={"person": person, "membership": membership})


def asked_to_join(ago: int, by: str, message: str) -> Step:
    """Return that somebody asked to work on it."""
    return Step(ago, "asked_to_join", by, {"message": message})


def answered(ago: int, *, accepted: bool, note: str = "") -> Step:
    """Return the owner's answer to whoever asked last."""
    return Step(ago, "answered", said={"accepted": accepted, "note": note})


def handed_over(ago: int, to: str, reason: str) -> Step:
    """Return that somebody else became the owner."""
    return Step(ago, "handed_over", said={"to": to, "reason": reason})
