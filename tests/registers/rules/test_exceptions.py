"""Who may decide on an exception, in every combination of what people are to it."""

from datetime import date, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest

from registers.rules.exceptions import (
    Concerned,
    refuse_decision,
    refuse_end,
    refuse_grant,
    refuse_request,
    reminder_due,
)

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
DECIDER, OTHER, THIRD = uuid4(), uuid4(), uuid4()
NEAR = list(product((DECIDER, OTHER), (DECIDER, THIRD), (DECIDER, OTHER, None)))


@pytest.mark.parametrize(("owner", "requested_by", "use_case_owner"), NEAR)
def test_only_who_is_nothing_to_it_decides(owner: UUID, requested_by: UUID, use_case_owner: UUID | None) -> None:
    concerned = Concerned(owner, requested_by, frozenset() if use_case_owner is None else frozenset({use_case_owner}))
    near = DECIDER in {owner, requested_by, use_case_owner}
    granted = refuse_grant(state="requested", concerned=concerned, by=DECIDER, expires_on=DAY, today=DAY)
    refused = refuse_decision(state="requested", concerned=concerned, by=DECIDER)
    assert (granted is not None, refused is not None) == (near, near)
    if owner == DECIDER:
        assert granted is not None
        assert granted.code == "own_exception"


@pytest.mark.parametrize("state", ["granted", "refused", "ended"])
def test_what_is_decided_stays(state: str) -> None:
    refusal = refuse_decision(state=state, concerned=Concerned(OTHER, THIRD), by=DECIDER)
    assert refusal is not None
    assert refusal.code == "exception_decided"


def test_what_is_over_is_not_granted() -> None:
    refusal = refuse_grant(
        state="requested", concerned=Concerned(OTHER, THIRD), by=DECIDER, expires_on=DAY - ONE, today=DAY
    )
    assert refusal is not None
    assert refusal.code == "exception_over"


@pytest.mark.parametrize(
    ("starts_on", "expires_on", "code"),
    [
        (DAY, DAY, None),
        (DAY, DAY + 366 * ONE, None),
        (DAY, DAY + 367 * ONE, "lasts_too_long"),
        (DAY, DAY - ONE, "ends_before_it_starts"),
        (DAY - 9 * ONE, DAY - ONE, "expires_in_the_past"),
    ],
)
def test_dates(starts_on: date, expires_on: date, code: str | None) -> None:
    refusal = refuse_request(starts_on=starts_on, expires_on=expires_on, today=DAY, concerns_something=True)
    assert (refusal.code if refusal else None) == code


def test_what_concerns_nothing_is_no_exception() -> None:
    refusal = refuse_request(starts_on=DAY, expires_on=DAY, today=DAY, concerns_something=False)
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("concerns_nothing", "use_case")


@pytest.mark.parametrize(
    ("left", "lasts", "due"),
    [
        (31, 90, None), (30, 90, 30), (8, 90, 30), (7, 90, 7), (2, 90, 7), (1, 90, 1), (0, 90, 1), (-1, 90, None),
        # Granted for less than the time of a reminder: told of then.
        (20, 20, None), (20, 30, None), (7, 20, 7), (5, 5, None), (1, 5, 1), (0, 0, None),
    ],
)  # fmt: skip
def test_reminders(left: int, lasts: int, due: int | None) -> None:
    expires_on = DAY + left * ONE
    assert reminder_due(decided_on=expires_on - lasts * ONE, expires_on=expires_on, today=DAY) == due


def test_only_what_holds_is_ended() -> None:
    assert refuse_end(state="granted", expires_on=DAY, today=DAY) is None
    for state, expires_on in (("requested", DAY), ("refused", DAY), ("ended", DAY), ("granted", DAY - ONE)):
        assert refuse_end(state=state, expires_on=expires_on, today=DAY) is not None
