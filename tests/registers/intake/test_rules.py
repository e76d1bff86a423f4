"""Who sees a wish through, and what may be asked for: pure."""

import pytest

from registers.rules.intake import (
    MOST_OPEN,
    Candidate,
    chosen_steward,
    refuse_asking,
    refuse_steward,
    refuse_taking_off,
    refuse_wish,
)

A, B, C = Candidate("a", "sales", 3), Candidate("b", "legal", 0), Candidate("c", None, 1)


@pytest.mark.parametrize(
    ("candidates", "department", "asker", "chosen"),
    [
        ((A, B, C), "sales", "x", "a"),
        ((A, B, C), "research", "x", "b"),
        ((A, B, C), None, "x", "b"),
        ((A, B, C), None, "b", "c"),
        ((A, B, C), "sales", "a", "b"),
        ((Candidate("z"), Candidate("y")), None, "x", "y"),
        ((B,), "legal", "b", None),
        ((), "sales", "x", None),
    ],
)
def test_the_steward_is_near_and_free(
    candidates: tuple[Candidate, ...], department: str | None, asker: str, chosen: str | None
) -> None:
    assert chosen_steward(candidates, department=department, asker=asker) == chosen


def test_how_much_may_be_open() -> None:
    assert refuse_asking(open_wishes=MOST_OPEN - 1) is None
    refusal = refuse_asking(open_wishes=MOST_OPEN)
    assert refusal is not None
    assert refusal.code == "too_many_open"


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({}, None, None),
        ({"wish": " "}, "wish_missing", "wish"),
        ({"data": ""}, "data_missing", "data"),
        ({"for_whom": ""}, "for_whom_missing", "for_whom"),
        ({"wish": "x" * 4001}, "text_too_long", "wish"),
        ({"links": "https://example.org/a\nhttp://example.org/b"}, None, None),
        ({"links": "javascript:alert(1)"}, "no_link", "links"),
        ({"links": "https://example.org and more"}, "no_link", "links"),
        ({"links": "https://example.org\tjavascript:alert(1)"}, "no_link", "links"),
    ],
)
def test_what_a_wish_says(said: dict[str, str], code: str | None, field: str | None) -> None:
    refusal = refuse_wish(**{"wish": "Summaries", "data": "none", "for_whom": "Us", "links": "", **said})
    assert (refusal and refusal.code, refusal and refusal.field) == (code, field)


def test_who_may_become_the_steward() -> None:
    free = {"state": "draft", "active": True, "may_be": True, "is_owner": False, "relations": ()}
    assert refuse_steward(**free) is None  # type: ignore[arg-type]
    for change, code in (
        ({"state": "retired"}, "use_case_retired"),
        ({"active": False}, "person_inactive"),
        ({"is_owner": True}, "steward_of_own"),
        ({"relations": ("steward",)}, "steward_already"),
        ({"may_be": False}, "may_not_steward"),
    ):
        refusal = refuse_steward(**{**free, **change})  # type: ignore[arg-type]
        assert refusal is not None
        assert refusal.code == code


def test_the_last_steward_stays_where_the_owner_needs_one() -> None:
    assert refuse_taking_off(is_steward=True, stewards=2, owner_may_own=False) is None
    assert refuse_taking_off(is_steward=True, stewards=1, owner_may_own=True) is None
    assert refuse_taking_off(is_steward=False, stewards=1, owner_may_own=False) is None
    refusal = refuse_taking_off(is_steward=True, stewards=1, owner_may_own=False)
    assert refusal is not None
    assert refusal.code == "last_steward"
