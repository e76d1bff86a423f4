"""The class under the EU AI Act, for every question and the exemption."""

import pytest

from registers.rules.ai_act import QUESTIONS, class_of, counting, is_exempt

ANNEX_III = [each.code for each in QUESTIONS if each.article.startswith("Annex III")]


@pytest.mark.parametrize(("code", "leads_to"), [(each.code, each.leads_to or "minimal") for each in QUESTIONS])
def test_each_question_alone_leads_to_its_class(code: str, leads_to: str) -> None:
    assert class_of([code]) == leads_to


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (None, ""),
        ([], "minimal"),
        (["talks-to-people", "employment"], "high-risk"),
        (["employment", "social-scoring"], "prohibited"),
        (["talks-to-people", "social-scoring"], "prohibited"),
        (["employment", "narrow-task"], "minimal"),
        (["employment", "narrow-task", "talks-to-people"], "transparency"),
        (["employment", "narrow-task", "profiles-people"], "high-risk"),
        (["product-safety", "narrow-task"], "high-risk"),
        (["social-scoring", "narrow-task"], "prohibited"),
        (["question-of-a-later-version"], "minimal"),
    ],
)
def test_the_gravest_class_counts(answers: list[str] | None, found: str) -> None:
    assert class_of(answers) == found


@pytest.mark.parametrize("code", ANNEX_III)
def test_a_narrow_task_is_exempt_from_annex_iii_unless_it_profiles(code: str) -> None:
    assert is_exempt([code, "narrow-task"])
    assert class_of([code, "narrow-task"]) == "minimal"
    assert class_of([code, "narrow-task", "profiles-people"]) == "high-risk"


def test_codes_fit_their_column_and_are_unique() -> None:
    codes = [each.code for each in QUESTIONS]
    assert len(set(codes)) == len(codes)
    assert max(map(len, codes)) <= 40


def test_what_counts_is_in_the_order_of_the_questions() -> None:
    assert counting(["talks-to-people", "manipulates"]) == ["manipulates", "talks-to-people"]
