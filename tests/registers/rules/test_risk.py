"""The risk tier: every reason, alone and together."""

import dataclasses
from itertools import product

import pytest

from registers.choices import Affected, AiActClass, Autonomy, Outcome
from registers.rules.risk import ORDER, CategoryFact, RiskFacts, assess

PLAIN = CategoryFact("1", "Product texts")
PERSONAL = CategoryFact("2", "Customer mail", personal=True, volume="some")
MASS = CategoryFact("3", "Customer mail", personal=True, volume="mass")
SPECIAL = CategoryFact("4", "Diagnosis", personal=True, special=True)
STRICTEST = CategoryFact("5", "Keys", below_top=0)
STRICT = CategoryFact("6", "Source code", below_top=1)

CASES = [
    (RiskFacts(), "", set()),
    (RiskFacts(categories=[PLAIN], affected=["customers"], autonomy="drafts"), "", set()),
    (RiskFacts([PLAIN], ["customers"], "drafts", "minimal"), "low", {"nothing_raises_it"}),
    (RiskFacts(categories=[PERSONAL]), "medium", {"personal"}),
    (RiskFacts(categories=[MASS]), "high", {"personal", "personal_at_scale"}),
    (RiskFacts(categories=[SPECIAL]), "high", {"personal", "special_category"}),
    (RiskFacts(categories=[STRICTEST]), "high", {"strictest_level"}),
    (RiskFacts(categories=[STRICT]), "medium", {"strict_level"}),
    (RiskFacts(affected=["children"]), "medium", {"vulnerable"}),
    (RiskFacts(affected=["patients"], categories=[PERSONAL]), "high", {"vulnerable", "personal"}),
    (RiskFacts(affected=["applicants"], autonomy="acts-with-veto"), "high", {"vulnerable", "acts_with_veto"}),
    (RiskFacts(affected=["applicants"], autonomy="informs"), "medium", {"vulnerable"}),
    (RiskFacts(autonomy="acts-with-veto"), "medium", {"acts_with_veto"}),
    (RiskFacts(autonomy="acts-alone"), "medium", {"acts_alone"}),
    (RiskFacts(autonomy="acts-alone", affected=["nobody"]), "medium", {"acts_alone"}),
    (RiskFacts(autonomy="acts-alone", affected=["customers"]), "high", {"acts_alone_on_people"}),
    (RiskFacts(ai_act_class="minimal"), "", set()),
    (RiskFacts(ai_act_class="transparency"), "medium", {"ai_act_transparency"}),
    (RiskFacts(ai_act_class="high-risk"), "high", {"ai_act_high_risk"}),
    (RiskFacts(ai_act_class="prohibited"), "high", {"ai_act_prohibited"}),
    (RiskFacts(outcomes=["allow", "mask"]), "", set()),
    (RiskFacts([PLAIN], ["nobody"], "informs", "minimal", outcomes=["mask"]), "low", {"nothing_raises_it"}),
    (RiskFacts(outcomes=["mask", "review"]), "medium", {"needs_review"}),
    (RiskFacts(outcomes=["deny", "allow"]), "high", {"denied"}),
    (RiskFacts(stores_at_provider=True), "medium", {"stored_at_provider"}),
]


@pytest.mark.parametrize(("facts", "tier", "codes"), CASES)
def test_it_works(facts: RiskFacts, tier: str, codes: set[str]) -> None:
    found = assess(facts)
    assert found.tier == tier
    assert {reason.code for reason in found.reasons} == codes


def test_the_tier_is_that_of_the_gravest_reason_for_every_combination() -> None:
    for affected, autonomy, ai_class, outcome, stores in product(
        [*Affected.values, ""], [*Autonomy.values, ""], [*AiActClass.values, ""], Outcome.values, [True, False]
    ):
        found = assess(RiskFacts([PLAIN], [affected] if affected else [], autonomy, ai_class, stores, [outcome]))
        tiers = [ORDER.index(reason.tier) for reason in found.reasons]
        assert tiers == sorted(tiers, reverse=True)
        assert found.tier == (found.reasons[0].tier if found.reasons else "")
        assert found.settled is (found.tier == "high" or all((affected, autonomy, ai_class)))


@pytest.mark.parametrize("missing", ["categories", "affected", "autonomy", "ai_act_class"])
def test_nothing_is_called_low_while_an_answer_is_missing(missing: str) -> None:
    answered = RiskFacts([PLAIN], ["nobody"], "informs", "minimal")
    assert (assess(answered).tier, assess(answered).settled) == ("low", True)
    lacking = dataclasses.replace(answered, **{missing: type(getattr(answered, missing))()})
    assert (assess(lacking).tier, assess(lacking).settled) == ("", False)
    storing = dataclasses.replace(lacking, stores_at_provider=True)
    assert (assess(storing).tier, assess(storing).settled) == ("medium", False)


def test_adding_data_never_lowers_the_tier() -> None:
    everything = [PLAIN, PERSONAL, MASS, SPECIAL, STRICTEST, STRICT]
    for one, other in product(everything, everything):
        alone, both = assess(RiskFacts([one])).tier, assess(RiskFacts([one, other])).tier
        assert not alone or ORDER.index(both) >= ORDER.index(alone)


def test_reasons_name_the_data() -> None:
    (special,) = [each for each in assess(RiskFacts([SPECIAL, PLAIN])).reasons if each.code == "special_category"]
    assert special.text == "Special categories of data are sent: Diagnosis."
