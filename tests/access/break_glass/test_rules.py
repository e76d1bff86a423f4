"""The rules about emergency access, one table each: what is refused, what is not, and just at the limit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from access.rules import break_glass as rules
from common.refusals import Refusal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told(refusal: Refusal | None) -> tuple[str, str | None] | None:
    return (refusal.code, refusal.field) if refusal else None


@pytest.mark.parametrize(
    ("is_used", "is_open", "refused"),
    [
        (False, False, None),
        (True, False, ("emergency_in_use", None)),
        (False, True, ("emergency_open", None)),
        (True, True, ("emergency_open", None)),
    ],
)
def test_an_account_is_prepared_for_emergencies_alone(is_used: Any, is_open: Any, refused: object) -> None:
    assert told(rules.refuse_preparing(is_used=is_used, is_open=is_open)) == refused


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, None),
        ({"hours": 1}, None),
        ({"hours": rules.LONGEST_HOURS}, None),
        ({"hours": 0}, ("emergency_hours", "hours")),
        ({"hours": -1}, ("emergency_hours", "hours")),
        ({"hours": rules.LONGEST_HOURS + 1}, ("emergency_hours", "hours")),
        ({"reason": " \n"}, ("emergency_reason", None)),
        ({"is_open": True}, ("emergency_open", None)),
        ({"is_ready": False}, ("emergency_not_prepared", None)),
        ({"is_ready": False, "is_open": True, "hours": 0, "reason": ""}, ("emergency_not_prepared", None)),
    ],
)
def test_it_is_opened_for_some_hours_with_a_reason(changed: dict[str, Any], refused: object) -> None:
    usual: dict[str, Any] = {"is_ready": True, "is_open": False, "hours": 2, "reason": "The provider is away"}
    assert told(rules.refuse_opening(**usual | changed)) == refused


def test_it_is_over_after_its_hours() -> None:
    assert rules.until_when(NOON, 2) == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, None),
        ({"reason": " \n"}, ("emergency_reason", None)),
        ({"is_open": True}, ("emergency_open", None)),
        ({"is_there": False}, ("emergency_not_prepared", None)),
    ],
)
def test_it_is_retired_closed_and_for_a_reason(changed: dict[str, Any], refused: object) -> None:
    usual: dict[str, Any] = {"is_there": True, "is_open": False, "reason": "The safe is sold"}
    assert told(rules.refuse_retiring(**usual | changed)) == refused


@pytest.mark.parametrize("is_for_emergencies", [False, True])
def test_it_is_nobody_to_change_or_to_choose(is_for_emergencies: Any) -> None:
    changing = told(rules.refuse_changing(is_for_emergencies=is_for_emergencies))
    assert changing == (("emergency_kept", None) if is_for_emergencies else None)
    choosing = told(rules.refuse_choosing(is_for_emergencies=is_for_emergencies, field="to"))
    assert choosing == (("emergency_chosen", "to") if is_for_emergencies else None)


@pytest.mark.parametrize(("is_for_emergencies", "refused"), [(False, None), (True, ("emergency_token", None))])
def test_no_token_outlives_an_emergency(is_for_emergencies: Any, refused: object) -> None:
    assert told(rules.refuse_token(is_for_emergencies=is_for_emergencies)) == refused
