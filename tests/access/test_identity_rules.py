"""Rules of sign-ins through the provider, as a table."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from access.rules.identity import Standing, refuse_confirmation, refuse_sign_in, standing_of_session

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONFIRMATION: dict[str, Any] = {
    "is_same": True,
    "proved_at": NOON,
    "asked_at": NOON,
    "leeway": timedelta(seconds=60),
    "acr": "two-factor",
    "accepted": (),
}


@pytest.mark.parametrize(
    ("minutes", "standing"),
    [
        (0, Standing.FRESH),
        (15, Standing.FRESH),
        (16, Standing.DUE),
        (30, Standing.DUE),
        (31, Standing.OVERDUE),
    ],
)
def test_when_the_provider_is_asked_again(minutes: int, standing: Standing) -> None:
    renewed_at = NOON - timedelta(minutes=minutes)
    assert standing_of_session(renewed_at=renewed_at, now=NOON, minutes=15) is standing


def test_a_session_of_which_nothing_is_known_is_overdue() -> None:
    assert standing_of_session(renewed_at=None, now=NOON, minutes=15) is Standing.OVERDUE


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"proved_at": NOON - timedelta(seconds=60)}, None),
        ({"proved_at": NOON - timedelta(seconds=61)}, "not_fresh"),
        ({"proved_at": None}, "no_auth_time"),
        ({"is_same": False}, "somebody_else"),
        ({"accepted": ("two-factor", "key")}, None),
        ({"accepted": ("key",)}, "assurance"),
        ({"accepted": ("key",), "acr": ""}, "assurance"),
    ],
)
def test_what_confirms(changed: dict[str, Any], code: str | None) -> None:
    refusal = refuse_confirmation(**{**CONFIRMATION, **changed})
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(("is_active", "code"), [(True, None), (False, "person_inactive")])
def test_who_signs_in(is_active: bool, code: str | None) -> None:
    refusal = refuse_sign_in(is_active=is_active)
    assert (refusal.code if refusal else None) == code
