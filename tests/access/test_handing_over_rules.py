"""The rules about successors and about handing over, one table each."""

from typing import Any

import pytest

from access.rules import handing_over as rules
from common.refusals import Refusal


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"is_leaver": True}, "succeeds_oneself"),
        ({"is_by": True}, "made_oneself_successor"),
        ({"is_active": False}, "person_inactive"),
        ({"is_service": True}, "successor_is_service"),
        ({"is_leaver": True, "is_active": False}, "succeeds_oneself"),
    ],
)
def test_who_may_be_named_as_successor(changed: dict[str, Any], expected: str | None) -> None:
    usual = {"is_leaver": False, "is_by": False, "is_active": True, "is_service": False}
    found = rules.refuse_successor(**usual | changed)
    assert code(found) == expected
    assert found is None or found.field == "successor"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"is_owner": True}, "owner_already"),
        ({"is_active": False}, "person_inactive"),
        ({"is_service": True}, "taker_is_service"),
    ],
)
def test_who_may_take_over(changed: dict[str, Any], expected: str | None) -> None:
    usual = {"is_owner": False, "is_active": True, "is_service": False}
    found = rules.refuse_taker(**usual | changed)
    assert code(found) == expected
    assert found is None or found.field == "to"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"is_known": False, "can_be_handed_over": False}, "no_such_kind"),
        ({"can_be_handed_over": False}, "not_handed_over"),
        ({"officers_only": True}, "officers_hand_over"),
        ({"officers_only": True, "by_officer": True}, None),
        ({"by_officer": True}, None),
    ],
)
def test_which_kinds_are_handed_over(changed: dict[str, bool], expected: str | None) -> None:
    usual = {"is_known": True, "can_be_handed_over": True, "officers_only": False, "by_officer": False}
    assert code(rules.refuse_kind(**usual | changed)) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "nothing_chosen"), (1, None), (10, None), (11, "too_many")])
def test_how_much_is_handed_over_at_once(number: int, expected: str | None) -> None:
    assert code(rules.refuse_number(number=number, most=10)) == expected
