"""The rules of what comes to somebody else: nobody comes to own what they decided on, nobody gives away to decide."""

from typing import Any

import pytest

from common.refusals import Refusal
from registers.rules import handing_over as rules


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"is_over": True}, "over_already"),
        ({"active": False}, "person_inactive"),
        ({"is_service": True}, "taker_is_service"),
        ({"is_owner": True}, "owner_already"),
        ({"is_over": True, "is_owner": True}, "over_already"),
    ],
)
def test_who_may_keep_a_thing(changed: dict[str, Any], expected: str | None) -> None:
    usual = {"is_over": False, "active": True, "is_service": False, "is_owner": False}
    assert code(rules.refuse_new_keeper(**usual | changed)) == expected


@pytest.mark.parametrize(
    ("is_requested", "owner_is_here", "has_decided", "expected"),
    [
        (False, True, False, None),
        (False, False, False, None),
        (True, False, False, None),
        # Its owner could give it away and then decide on it.
        (True, True, False, "waits_for_decision"),
        (False, False, True, "has_decided"),
    ],
)
def test_who_may_own_an_exception(
    is_requested: bool, owner_is_here: bool, has_decided: bool, expected: str | None
) -> None:
    found = rules.refuse_exception_keeper(
        is_requested=is_requested, owner_is_here=owner_is_here, has_decided=has_decided
    )
    assert code(found) == expected


@pytest.mark.parametrize(
    ("in_review", "owner_is_here", "has_decided", "expected"),
    [
        (False, True, True, None),
        (True, False, False, None),
        (True, True, False, "waits_for_decision"),
        (True, False, True, "has_decided"),
    ],
)
def test_who_may_own_a_document(in_review: bool, owner_is_here: bool, has_decided: bool, expected: str | None) -> None:
    found = rules.refuse_document_keeper(in_review=in_review, owner_is_here=owner_is_here, has_decided=has_decided)
    assert code(found) == expected
