"""The risk tier of a use case: how closely it is looked at, and every reason for it as a sentence.

A content is as risky as the worst thing about it. The tier chooses the route of approval; it is no opinion.
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _
from registers.rules import ai_act

LOW, MEDIUM, HIGH = "low", "medium", "high"
ORDER = (LOW, MEDIUM, HIGH)
# Who cannot well object to how they are treated (GDPR recitals 38 and 75; EU AI Act, Annex III 4).
VULNERABLE = ("applicants", "children", "patients")
ACTING = ("acts-with-veto", "acts-alone")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a tier: a stable code, a sentence for the reader; `details` fill its `%(name)s` places."""

    tier: str
    code: str
    message: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the sentence in the reader's language."""
        return Refusal(self.code, self.message, None, self.details).text


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """What is known of one data category that is sent; `below_top` counts levels below the strictest, which is 0."""

    id: str
    name: str
    personal: bool = False
    special: bool = False
    below_top: int = 3
    volume: str = ""


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What the tier follows from."""

    categories: Sequence[CategoryFact] = ()
    affected: Collection[str] = ()
    autonomy: str = ""
    ai_act_class: str = ""
    stores_at_provider: bool = False
    # What the boundary rules say of the categories at the destinations asked for.
    outcomes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The tier and the reasons that led to it, the weightiest first; also those for a lower tier.

    `settled` is false while an answer is missing that could still raise the tier.
    """

    tier: str
    reasons: tuple[Reason, ...] = dataclasses.field(default_factory=tuple)
    settled: bool = True


def assess(facts: RiskFacts) -> Assessment:
    """Return the tier and its reasons; no tier while nothing raises it and an answer is missing that could."""
    reasons = [*_of_data(facts), *_of_people(facts), *_of_the_law(facts), *_of_destinations(facts)]
    tier = max((reason.tier for reason in reasons), key=ORDER.index, default=LOW)
    settled = tier == HIGH or all((facts.categories, facts.affected, facts.autonomy, facts.ai_act_class))
    if not reasons and not settled:
        return Assessment("", (), settled=False)
    if not reasons:
        reasons = [Reason(LOW, "nothing_raises_it", _("Nothing that is entered raises the risk."))]
    return Assessment(tier, tuple(sorted(reasons, key=lambda reason: -ORDER.index(reason.tier))), settled)


def _of_data(facts: RiskFacts) -> Iterator[Reason]:
    special = [each for each in facts.categories if each.special]
    personal = [each for each in facts.categories if each.personal]
    if special:
        yield Reason(HIGH, "special_category", _("Special categories of data are sent: %(what)s."), _named(special))
    if mass := [each for each in personal if each.volume == "mass"]:
        yield Reason(
            HIGH, "personal_at_scale", _("Personal data of very many records a month: %(what)s."), _named(mass)
        )
    if strictest := [each for each in facts.categories if each.below_top == 0]:
        yield Reason(HIGH, "strictest_level", _("Data of the strictest classification: %(what)s."), _named(strictest))
    if personal:
        yield Reason(MEDIUM, "personal", _("Personal data is sent: %(what)s."), _named(personal))
    if second := [each for each in facts.categories if each.below_top == 1]:
        yield Reason(
            MEDIUM, "strict_level", _("Data of the second strictest classification: %(what)s."), _named(second)
        )


def _of_people(facts: RiskFacts) -> Iterator[Reason]:
    vulnerable = [each for each in VULNERABLE if each in facts.affected]
    others = [each for each in facts.affected if each != "nobody"]
    if vulnerable:
        grave = facts.autonomy in ACTING or any(each.personal for each in facts.categories)
        yield Reason(
            HIGH if grave else MEDIUM,
            "vulnerable",
            _("It concerns applicants, children or patients, who need more protection."),
        )
    if facts.autonomy == "acts-alone":
        if others:
            yield Reason(HIGH, "acts_alone_on_people", _("It acts alone, and people are affected by what it does."))
        else:
            yield Reason(MEDIUM, "acts_alone", _("It acts alone."))
    elif facts.autonomy == "acts-with-veto":
        yield Reason(MEDIUM, "acts_with_veto", _("It acts before a person has looked."))


def _of_the_law(facts: RiskFacts) -> Iterator[Reason]:
    if facts.ai_act_class == ai_act.PROHIBITED:
        yield Reason(HIGH, "ai_act_prohibited", _("The EU AI Act prohibits what was answered (Article 5)."))
    elif facts.ai_act_class == ai_act.HIGH_RISK:
        yield Reason(HIGH, "ai_act_high_risk", _("The EU AI Act counts it as high risk (Article 6)."))
    elif facts.ai_act_class == ai_act.TRANSPARENCY:
        yield Reason(MEDIUM, "ai_act_transparency", _("The EU AI Act asks for transparency (Article 50)."))


def _of_destinations(facts: RiskFacts) -> Iterator[Reason]:
    if "deny" in facts.outcomes:
        yield Reason(HIGH, "denied", _("A boundary rule denies some of the data at a destination asked for."))
    if "review" in facts.outcomes:
        yield Reason(MEDIUM, "needs_review", _("No boundary rule settles some of the data at a destination asked for."))
    if facts.stores_at_provider:
        yield Reason(MEDIUM, "stored_at_provider", _("Answers are stored at the provider."))


def _named(categories: Iterable[CategoryFact]) -> dict[str, Any]:
    return {"what": ", ".join(each.name for each in categories)}
