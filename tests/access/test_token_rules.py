"""The rules about the ends of API tokens: what is refused, what is not, and just at the limit."""

from datetime import UTC, datetime, timedelta

import pytest

from access.rules import people as rules

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("new_end", "refused"),
    [
        (NOON + MOMENT, None),
        (NOON + timedelta(days=9) - MOMENT, None),
        (NOON, "already_over"),
        (NOON - MOMENT, "already_over"),
        (NOON + timedelta(days=9), "not_shorter"),
        (NOON + timedelta(days=10), "not_shorter"),
    ],
)
def test_ending_a_token_sooner(new_end: datetime, refused: str | None) -> None:
    refusal = rules.refuse_shortening(new_end=new_end, present_end=NOON + timedelta(days=9), now=NOON)
    assert (refusal and refusal.code) == refused
