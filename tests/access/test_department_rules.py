"""The rule about roles held for one department only, as a table."""

from typing import Any

import pytest

from access.rules import people as rules


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, None),
        ({"has_department": False, "role_slug": "auditor", "has_window": True, "counts_there": False}, None),
        ({"role_slug": "administrator"}, "role_not_by_department"),
        ({"role_slug": "auditor"}, "role_not_by_department"),
        ({"counts_there": False}, "role_not_by_department"),
        ({"has_window": True}, "window_by_department"),
    ],
)
def test_which_roles_are_held_for_a_department(changed: dict[str, Any], refused: str | None) -> None:
    usual = {"role_slug": "compliance-officer", "has_department": True, "counts_there": True, "has_window": False}
    refusal = rules.refuse_department(**usual | changed)  # type: ignore[arg-type]
    assert (refusal and refusal.code) == refused
    assert refusal is None or refusal.field == "department"


def test_what_is_held_for_another_department_is_no_hindrance() -> None:
    usual: dict[str, Any] = {"role_slug": "engineer", "role_retired": False, "person_active": True, "today": None}
    none: dict[str, Any] = {"starts_on": None, "ends_on": None, "held": ["engineer"]}
    assert rules.refuse_assignment(**usual, **none, held_alike=False) is None
    assert rules.refuse_assignment(**usual, **none, held_alike=True) is not None
    # Conflicts count whatever the roles are held for.
    assert rules.refuse_assignment(**{**usual, **none, "role_slug": "auditor", "held": ["administrator"]}) is not None
