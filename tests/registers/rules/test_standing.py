"""Whether a use case is in force."""

from datetime import date

import pytest

from registers.rules.standing import end_of_approval, refuse_resumption, refuse_suspension, refuse_use, reminder_due

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("state", "until", "code"),
    [
        ("approved", TODAY, None),
        ("approved", date(2026, 11, 20), "approval_lapsed"),
        ("approved", None, "use_case_not_approved"),
        ("lapsed", date(2026, 11, 20), "approval_lapsed"),
        ("suspended", date(2027, 1, 1), "use_case_suspended"),
        ("retired", date(2027, 1, 1), "use_case_retired"),
        ("draft", None, "use_case_not_approved"),
        ("in-review", None, "use_case_not_approved"),
        ("conditional", date(2027, 1, 1), "use_case_not_approved"),
        ("rejected", None, "use_case_not_approved"),
        ("withdrawn", None, "use_case_not_approved"),
        ("changes-asked", None, "use_case_not_approved"),
    ],
)
def test_use(state: str, until: date | None, code: str | None) -> None:
    refusal = refuse_use(state=state, approved_until=until, today=TODAY)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [("approved", None), ("suspended", "suspended_already"), ("draft", "nothing_to_suspend")],
)
def test_suspension(state: str, code: str | None) -> None:
    refusal = refuse_suspension(state=state)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "until", "code"),
    [
        ("suspended", TODAY, None),
        ("suspended", date(2026, 11, 20), "approval_over"),
        ("approved", TODAY, "not_suspended"),
    ],
)
def test_resumption(state: str, until: date, code: str | None) -> None:
    refusal = refuse_resumption(state=state, approved_until=until, today=TODAY)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("until", "reminded_for", "due"),
    [
        (date(2026, 12, 22), None, None),
        (date(2026, 12, 21), None, 30),
        (date(2026, 12, 20), 30, None),
        (date(2026, 11, 28), 30, 7),
        (date(2026, 11, 22), 7, 1),
        (date(2026, 11, 21), 1, None),
        # What was missed is not made up one after the other.
        (date(2026, 11, 22), None, 1),
        (date(2026, 11, 20), None, None),
    ],
)
def test_reminders(until: date, reminded_for: int | None, due: int | None) -> None:
    assert reminder_due(approved_until=until, today=TODAY, reminded_for=reminded_for) == due


def test_an_approval_ends_on_the_last_of_a_short_month() -> None:
    assert end_of_approval(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert end_of_approval(date(2026, 11, 21), 24) == date(2028, 11, 21)
