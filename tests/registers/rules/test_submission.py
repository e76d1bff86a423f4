"""What blocks a submission: every question, its field and its step."""

from typing import Any

import pytest

from registers.rules.content import CONTENT_FIELDS
from registers.rules.risk import CategoryFact
from registers.rules.submission import STEP_OF, STEPS, Flow, SubmissionFacts, blockers, refuse_submission

ANSWERED: dict[str, Any] = {
    "title": "Answer mail",
    "purpose": "Suggest answers",
    "outputs": "Drafts",
    "affected": ["customers"],
    "autonomy": "drafts",
    "oversight": "An agent reads each",
    "ai_act_answers": [],
    "categories": {"1": "some"},
    "projects": ["p"],
    "models": ["m"],
    "endpoints": ["responses"],
    "environments": ["production"],
}
PLAIN = CategoryFact("1", "Product texts", volume="some")
PERSONAL = CategoryFact("1", "Customer mail", personal=True, volume="some")
SPECIAL = CategoryFact("1", "Diagnosis", personal=True, special=True, volume="some")


def codes(facts: SubmissionFacts | None = None, **changes: Any) -> list[tuple[str, str | None]]:
    found = blockers({**ANSWERED, **changes}, facts or SubmissionFacts([PLAIN]))
    return [(each.code, each.field) for each in found]


def test_it_works() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    "name",
    ["purpose", "affected", "outputs", "categories", "projects", "endpoints", "models", "environments", "autonomy"],
)
def test_what_is_missing_is_named(name: str) -> None:
    assert codes(**{name: type(ANSWERED[name])()}) == [(f"{name}_missing", name)]


@pytest.mark.parametrize(
    ("category", "lawful", "special", "expected"),
    [
        (PLAIN, "", "", []),
        (PLAIN, "not-personal", "", []),
        (PERSONAL, "", "", ["lawful_basis_missing"]),
        (PERSONAL, "not-personal", "", ["lawful_basis_missing"]),
        (PERSONAL, "contract", "", []),
        (SPECIAL, "contract", "", ["special_basis_missing"]),
        (SPECIAL, "", "", ["lawful_basis_missing", "special_basis_missing"]),
        (SPECIAL, "consent", "explicit-consent", []),
        (SPECIAL, "", "explicit-consent", ["lawful_basis_missing"]),
    ],
)
def test_personal_data_needs_its_bases(category: CategoryFact, lawful: str, special: str, expected: list[str]) -> None:
    found = codes(SubmissionFacts([category]), lawful_basis=lawful, special_basis=special)
    assert [code for code, _field in found] == expected


@pytest.mark.parametrize(
    ("autonomy", "blocked"), [("informs", False), ("drafts", True), ("acts-with-veto", True), ("acts-alone", True)]
)
def test_oversight_is_asked_of_whatever_does_more_than_inform(autonomy: str, blocked: bool) -> None:
    assert (codes(autonomy=autonomy, oversight="") == [("oversight_missing", "oversight")]) is blocked


@pytest.mark.parametrize(
    ("answers", "expected"),
    [(None, ["ai_act_unanswered"]), ([], []), (["employment"], []), (["manipulates"], ["ai_act_prohibited"])],
)
def test_the_ai_act_is_answered_and_does_not_prohibit(answers: list[str] | None, expected: list[str]) -> None:
    assert [code for code, _field in codes(ai_act_answers=answers)] == expected


@pytest.mark.parametrize(("outcome", "blocks"), [("allow", 0), ("mask", 0), ("review", 0), ("deny", 1)])
def test_denied_data_blocks(outcome: str, blocks: int) -> None:
    flows = [Flow("Diagnosis", "Support", endpoint, outcome) for endpoint in ("responses", "files")]
    found = blockers(ANSWERED, SubmissionFacts([PLAIN], flows))
    assert len(found) == blocks
    if blocks:
        assert found[0].text.startswith("“Diagnosis” may not go to Support (responses, files).")


def test_volume_retired_choices_and_owner() -> None:
    facts = SubmissionFacts([CategoryFact("1", "Product texts")], retired=["Old project"], has_owner=False)
    assert codes(facts) == [
        ("volume_missing", "categories"), ("retired_choice", "projects"), ("owner_missing", "owner"),
    ]  # fmt: skip


def test_the_refusal_names_every_question_in_the_order_of_the_steps() -> None:
    found = blockers({}, SubmissionFacts())
    refusal = refuse_submission(found)
    assert refusal is not None
    for each in found:
        assert each.text in refusal.text
    steps = list(STEPS)
    places = [steps.index(STEP_OF[each.field or ""]) for each in found]
    assert places == sorted(places)


def test_nothing_open_refuses_nothing() -> None:
    assert refuse_submission([]) is None


def test_every_field_of_the_content_is_asked_for_in_one_step() -> None:
    assert sorted(STEP_OF) == sorted([*CONTENT_FIELDS, "note"])
