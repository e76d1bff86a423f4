"""What may happen to a use case in which state."""

from datetime import date, timedelta
from typing import Any

import pytest

from registers.choices import UseCaseState, VersionState
from registers.rules import use_cases as rules
from registers.rules.similar import telling_words

TODAY = date(2026, 3, 2)
PROPOSED = [None, *VersionState.values]


@pytest.mark.parametrize("proposed", PROPOSED)
@pytest.mark.parametrize("state", UseCaseState.values)
def test_states_and_what_they_allow(state: str, proposed: str | None) -> None:
    retired = state == "retired"
    saved, revised = (
        rules.refuse_saving(state=state, proposed=proposed),
        rules.refuse_revision(state=state, proposed=proposed),
    )
    assert (saved is None) == (not retired and proposed == "draft")
    gives_way = {"in-review", "changes-asked", "conditional"}
    assert (revised is None) == (not retired and proposed in {None, *gives_way})
    assert (rules.refuse_withdrawal(proposed=proposed) is None) == (proposed in gives_way)
    assert (rules.refuse_retirement(state=state) is None) == (not retired)


def taking_over(**changes: Any) -> str:
    facts: dict[str, Any] = {
        "state": "draft",
        "proposed": "draft",
        "has_owner": True,
        "submitted_here": False,
        "concerned": (),
        "prohibited": False,
        "approved_on": TODAY - timedelta(days=10),
        "approved_until": TODAY + timedelta(days=100),
        "today": TODAY,
    }
    refusal = rules.refuse_taking_over(**{**facts, **changes})
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"concerned": {"owner"}}, "own_use_case"),
        ({"concerned": {"contributor"}}, "own_use_case"),
        ({"concerned": {"submitted"}}, "own_use_case"),
        ({"concerned": {"entered"}}, "own_use_case"),
        ({"concerned": {"worked"}}, "own_use_case"),
        ({"concerned": {"owned"}}, "own_use_case"),
        ({"submitted_here": True}, "submitted_here"),
        ({"state": "approved"}, "decided_here"),
        ({"state": "suspended"}, "decided_here"),
        ({"state": "retired"}, "use_case_retired"),
        ({"proposed": None}, "nothing_to_take_over"),
        ({"proposed": "in-review"}, "nothing_to_take_over"),
        ({"has_owner": False}, "owner_missing"),
        ({"prohibited": True}, "ai_act_prohibited"),
        ({"approved_on": TODAY}, ""),
        ({"approved_on": TODAY + timedelta(days=1)}, "approved_in_future"),
        ({"approved_until": TODAY}, ""),
        ({"approved_until": TODAY - timedelta(days=1)}, "approval_over"),
        ({"approved_until": date(2027, 3, 2)}, ""),
        ({"approved_until": TODAY + timedelta(days=367)}, "approval_too_long"),
    ],
)
def test_taking_over(changes: dict[str, Any], code: str) -> None:
    assert taking_over(**changes) == code


def test_people() -> None:
    owns: dict[str, Any] = {"state": "draft", "active": True, "may_own": True, "is_owner": False}
    assert rules.refuse_new_owner(**owns) is None
    for changes, code in (({"active": False}, "person_inactive"), ({"is_owner": True}, "owner_already"),
                          ({"may_own": False}, "may_not_own"), ({"state": "retired"}, "use_case_retired")):  # fmt: skip
        refusal = rules.refuse_new_owner(**{**owns, **changes})
        assert refusal
        assert refusal.code == code
    added: dict[str, Any] = {"state": "draft", "active": True, "may_be": True, "is_owner": False, "is_member": False}
    assert rules.refuse_sharing(**added) is None
    for changes, code in (({"active": False}, "person_inactive"), ({"is_owner": True}, "owner_already"),
                          ({"is_member": True}, "member_already"), ({"may_be": False}, "may_not_work"),
                          ({"state": "retired"}, "use_case_retired")):  # fmt: skip
        refusal = rules.refuse_sharing(**{**added, **changes})
        assert refusal
        assert refusal.code == code


@pytest.mark.parametrize(
    ("state", "relations", "has_asked", "has_owner", "allowed"),
    [
        ("approved", (), False, True, True),
        ("approved", ("watcher",), False, True, True),
        ("approved", ("owner",), False, True, False),
        ("approved", ("contributor",), False, True, False),
        ("approved", (), True, True, False),
        ("approved", (), False, False, False),
        ("retired", (), False, True, False),
    ],
)
def test_joining(state: str, relations: tuple[str, ...], has_asked: bool, has_owner: bool, allowed: bool) -> None:
    refusal = rules.refuse_join(state=state, relations=relations, has_asked=has_asked, has_owner=has_owner)
    assert (refusal is None) is allowed
    assert rules.refuse_answer(answered=False) is None
    assert rules.refuse_answer(answered=True)


def test_telling_words() -> None:
    assert telling_words("We want to use it for answering the mail of customers, Mail!") == [
        "answering", "mail", "customers",
    ]  # fmt: skip
    assert telling_words("for the and 12345") == []
    assert len(telling_words(" ".join(f"word{chr(97 + n)}" for n in range(26)))) == 12
