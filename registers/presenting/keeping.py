"""What endpoints keep under a data retention, in words for pages: a row each, and what does not fit grouped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from common.presentation import Tone
from registers.choices import DataRetention, Eligibility, StateKept
from registers.models import EndpointFact, RegionFact
from registers.rules.destinations import CONTROLLED, Conflict, endpoint_conflicts, region_conflicts

ELIGIBILITY_TONES = {Eligibility.YES: Tone.SUCCESS, Eligibility.LIMITED: Tone.WARNING, Eligibility.NO: Tone.DANGER}
RETENTION_TONES = {DataRetention.DEFAULT: Tone.NEUTRAL, DataRetention.MAM: Tone.INFO, DataRetention.ZDR: Tone.SUCCESS}

# Which conflicts of endpoints are told together.
GROUPS = {
    "endpoint_blocked": "shut",
    "endpoint_not_eligible": "shut",
    "endpoint_limited": "limited",
    "endpoint_keeps_state": "keeping",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One endpoint under a retention: what stays where, and what does not fit."""

    fact: EndpointFact
    abuse_log: str
    state: str
    conflicts: Sequence[Conflict]

    @property
    def word(self) -> str:
        """Return in a word what it means for a project."""
        if not self.conflicts:
            return _t("Fits")
        words = {
            "endpoint_blocked": _t("Blocked"),
            "endpoint_not_eligible": _t("Not covered"),
            "endpoint_limited": _t("With limits"),
        }
        return words.get(self.conflicts[0].code, _t("Keeps content"))

    @property
    def tone(self) -> str:
        """Return how much it matters."""
        if not self.conflicts:
            return Tone.SUCCESS
        return Tone.DANGER if self.conflicts[0].blocking else Tone.WARNING


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know about a choice, with the tone of a notice."""

    text: str
    tone: str


def days_in_words(days: int) -> str:
    """Return "30 days"."""
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def abuse_log_words(days: int | None) -> str:
    """Return how long an endpoint's abuse log stays."""
    if days is None:
        return _t("Until it is deleted")
    return _t("Up to %(days)s") % {"days": days_in_words(days)} if days else _t("Keeps none")


def state_words(fact: EndpointFact) -> str:
    """Return how long an endpoint's application state stays."""
    if fact.state_kept == StateKept.DAYS and fact.state_days is not None:
        return days_in_words(fact.state_days)
    return str(StateKept(fact.state_kept).label)


def note_shown(fact: EndpointFact | RegionFact) -> str:
    """Return the note, the portal's own in the reader's language."""
    return _t(fact.note) if fact.note and fact.entered_by_id is None else fact.note


def kept_under(retention: str, facts: Iterable[EndpointFact]) -> list[Kept]:
    """Return for each endpoint what stays under a retention."""
    return [_kept(retention, fact) for fact in facts]


def _kept(retention: str, fact: EndpointFact) -> Kept:
    log, state = abuse_log_words(fact.abuse_log_days), state_words(fact)
    if retention in CONTROLLED and fact.abuse_log_days:
        log = _t("Without content")
    if retention == DataRetention.ZDR and fact.zero_retention != Eligibility.NO and fact.state_kept == StateKept.DAYS:
        state = _t("Turned off")
    return Kept(fact, log, state, endpoint_conflicts(retention, fact))


def hints_for(
    retention: str, region: RegionFact | None, facts: Iterable[EndpointFact], *, brief: bool = False
) -> list[Hint]:
    """Return what a retention and a region mean for a project, endpoints of one kind in one sentence.

    While somebody types, `brief` leaves out what only the careful use of an endpoint asks for.
    """
    hints = [_hint(each) for each in (region_conflicts(retention, region) if region else [])]
    found: dict[str, list[str]] = {}
    for fact in facts:
        for conflict in endpoint_conflicts(retention, fact):
            found.setdefault(GROUPS[conflict.code], []).append(fact.endpoint)
    sentences: dict[str, tuple[Any, str]] = {
        "shut": (_t("Use cases here cannot ask for what is blocked or not covered: %(endpoints)s."), Tone.DANGER),
        "limited": (_t("Covered by zero retention with limits: %(endpoints)s."), Tone.WARNING),
        "keeping": (
            _t("Keep what is sent all the same, for a time or until it is deleted: %(endpoints)s."),
            Tone.WARNING,
        ),
    }
    for group, (sentence, tone) in sentences.items():
        if group in found and not (brief and group == "limited"):
            hints.append(Hint(sentence % {"endpoints": ", ".join(found[group])}, tone))
    return hints


def _hint(conflict: Conflict) -> Hint:
    return Hint(conflict.text, Tone.DANGER if conflict.blocking else Tone.WARNING)
