"""When somebody is reminded to read, and whose word counts: pure."""

from datetime import date, timedelta

import pytest

from registers.rules.acknowledging import refuse_acknowledgement, reminder_due
from registers.rules.document_reviews import refuse_change_of_kind, refuse_submission

DUE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("days", "reminded", "is_due"),
    [
        (-8, None, False),
        (-7, None, True),
        (-6, -7, False),
        (-3, None, True),
        (0, -7, True),
        (0, 0, False),
        (6, 0, False),
        (7, 0, True),
        (13, 7, False),
        (30, 7, True),
        (30, 28, False),
    ],
)
def test_reminders_come_a_week_ahead_on_the_day_and_every_week(days: int, reminded: int | None, is_due: bool) -> None:
    told = None if reminded is None else DUE + timedelta(days=reminded)
    asked = DUE - timedelta(days=14)
    assert reminder_due(due=DUE, asked_on=asked, reminded_on=told, today=DUE + timedelta(days=days)) is is_due


def test_whoever_was_just_asked_is_not_reminded_at_once() -> None:
    asked = DUE - timedelta(days=3)
    assert not reminder_due(due=DUE, asked_on=asked, reminded_on=None, today=asked)
    assert reminder_due(due=DUE, asked_on=asked, reminded_on=None, today=DUE)


@pytest.mark.parametrize(("in_force", "code"), [("a", None), ("b", "another_version"), (None, "no_version_in_force")])
def test_whose_word_counts(in_force: str | None, code: str | None) -> None:
    refusal = refuse_acknowledgement(seen="a", in_force=in_force)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("kind", "retired", "review", "code"),
    [
        ("policy", False, None, None),
        ("dpa", False, None, "not_a_policy"),
        ("policy", True, None, "document_retired"),
        ("policy", False, "open", "in_review_already"),
        ("policy", False, "approved", "approved_already"),
        ("policy", False, "changes-asked", "version_answered"),
        ("policy", False, "set-aside", "version_answered"),
    ],
)
def test_what_is_submitted(kind: str, retired: bool, review: str | None, code: str | None) -> None:
    refusal = refuse_submission(kind=kind, retired=retired, review=review)
    assert (refusal and refusal.code) == code


def test_a_policy_in_review_stays_one() -> None:
    assert refuse_change_of_kind(before="policy", after="policy", in_review=True) is None
    assert refuse_change_of_kind(before="policy", after="other", in_review=False) is None
    assert refuse_change_of_kind(before="policy", after="other", in_review=True) is not None
