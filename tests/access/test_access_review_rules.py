"""The rules of access reviews, one table each: what is remarkable, what is refused, and just at the limit."""

from datetime import date, timedelta
from typing import Any

import pytest

from access.rules.access_reviews import (
    LONGEST_DAYS,
    quarter_to_open,
    refuse_applying,
    refuse_cancelling,
    refuse_opening,
)
from access.rules.review_answers import refuse_answer
from access.rules.reviewers import refuse_reviewer, reminder_due, reviewer_for
from common.refusals import Refusal

TODAY = date(2026, 11, 21)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({}, None),
        ({"due_on": TODAY}, None),
        ({"due_on": ago(1)}, "already_over"),
        ({"due_on": ahead(LONGEST_DAYS)}, None),
        ({"due_on": ahead(LONGEST_DAYS + 1)}, "due_too_late"),
        ({"rights": 0}, "nothing_to_review"),
    ],
)
def test_opening(asked: dict[str, Any], refused: str | None) -> None:
    usual: dict[str, Any] = {"rights": 3, "opened_on": TODAY, "due_on": ahead(30)}
    assert code(refuse_opening(**usual | asked)) == refused


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        ({}, None),
        ({"active": False}, "person_inactive"),
        ({"is_service": True}, "reviewer_service"),
        ({"is_own": True}, "own_review"),
    ],
)
def test_who_is_asked(who: dict[str, bool], refused: str | None) -> None:
    assert code(refuse_reviewer(**{"active": True, "is_service": False, **who})) == refused


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, None),
        ({"flagged": True}, "note_missing"),
        ({"flagged": True, "note": "Needed"}, None),
        ({"answer": "remove"}, "note_missing"),
        ({"answer": "remove", "note": "Left"}, None),
        ({"answer": "change", "ends_on": ahead(1)}, None),
        ({"answer": "change", "ends_on": TODAY}, None),
        ({"answer": "change"}, "end_missing"),
        ({"answer": "change", "ends_on": ago(1)}, "already_over"),
        ({"answer": "change", "ends_on": ahead(1), "present_end": ahead(1)}, "same_end"),
        ({"answer": "change", "ends_on": ahead(1), "changeable": False}, "not_changeable"),
        ({"answer": "change", "ends_on": ahead(1), "starts_on": ahead(2)}, "ends_before_start"),
        ({"answer": "change", "ends_on": ahead(9), "present_end": ahead(1)}, None),
        ({"answer": "change", "ends_on": ahead(9), "present_end": ahead(1), "only_earlier": True}, "only_earlier"),
        ({"answer": "change", "ends_on": TODAY, "present_end": ahead(1), "only_earlier": True}, None),
        ({"answer": "change", "ends_on": ahead(1), "flagged": True}, "note_missing"),
        ({"answer": "change", "ends_on": ahead(1), "flagged": True, "note": "Until the move"}, None),
        ({"state": "applying"}, "review_over"),
        ({"state": "applied"}, "review_over"),
        ({"done": True}, "review_over"),
        ({"is_own": True}, "own_access"),
        ({"is_own": True, "state": "cancelled"}, "review_over"),
    ],
)
def test_answering(said: dict[str, Any], refused: str | None) -> None:
    usual: dict[str, Any] = {
        "state": "open", "done": False, "is_own": False, "answer": "keep", "note": "", "flagged": False,
        "changeable": True, "ends_on": None, "starts_on": None, "present_end": None, "only_earlier": False,
        "today": TODAY,
    }  # fmt: skip
    assert code(refuse_answer(**usual | said)) == refused


@pytest.mark.parametrize(
    ("standing", "refused"),
    [
        ({}, None),
        ({"state": "applying"}, None),
        ({"state": "applying", "running": True}, "being_applied"),
        ({"state": "applied"}, "review_over"),
        ({"state": "cancelled"}, "review_over"),
        ({"unanswered": 1}, "unanswered"),
        ({"own": 1}, "own_decisions"),
    ],
)
def test_applying(standing: dict[str, Any], refused: str | None) -> None:
    usual: dict[str, Any] = {"state": "open", "running": False, "unanswered": 0, "own": 0}
    assert code(refuse_applying(**usual | standing)) == refused


@pytest.mark.parametrize(
    ("state", "refused"), [("open", None), ("applying", "review_over"), ("applied", "review_over")]
)
def test_cancelling(state: str, refused: str | None) -> None:
    assert code(refuse_cancelling(state=state)) == refused


@pytest.mark.parametrize(
    ("concerned", "chosen", "others", "turn", "asked"),
    [
        ({"x"}, ["a", "b"], [], 0, "a"),
        ({"x"}, ["a", "b"], [], 1, "b"),
        ({"x"}, ["a", "b"], [], 2, "a"),
        ({"a"}, ["a", "b"], [], 0, "b"),
        ({"a"}, ["a"], ["c"], 0, "c"),
        ({"a"}, ["a"], ["a"], 0, None),
        ({"a", "b"}, ["a", "b"], ["c"], 5, "c"),
    ],
)
def test_nobody_reviews_their_own(
    concerned: set[str], chosen: list[str], others: list[str], turn: int, asked: str | None
) -> None:
    assert reviewer_for(concerned, chosen, others, turn) == asked


@pytest.mark.parametrize(
    ("left", "opened_before", "reminded_for", "due"),
    [
        (8, 30, None, None),
        (7, 30, None, 7),
        (7, 30, 7, None),
        (5, 30, 7, None),
        (1, 30, 7, 1),
        (1, 30, None, 1),
        (0, 30, 1, None),
        (-1, 30, 1, -1),
        (-3, 30, -1, None),
        (-8, 30, -1, -8),
        (-28, 30, -22, None),
        (-29, 30, -22, -29),
        (-40, 30, -22, -36),
        (-400, 30, -22, -400),
        # Opened only six days before its end: the first reminder would be on the first day.
        (6, 6, None, None),
        (1, 6, None, 1),
    ],
)
def test_reminders(left: int, opened_before: int, reminded_for: int | None, due: int | None) -> None:
    due_on = ahead(left)
    opened_on = due_on - timedelta(days=opened_before)
    told = reminder_due(opened_on=opened_on, due_on=due_on, reminded_for=reminded_for, today=TODAY)
    assert told == due
    assert told is None or told in {7, 1} or told % 7 == 6


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 1, 31), "2026-Q1"),
        (date(2026, 2, 1), None),
        (date(2026, 4, 30), "2026-Q2"),
        (date(2026, 7, 1), "2026-Q3"),
        (date(2026, 10, 1), "2026-Q4"),
        (date(2026, 12, 31), None),
    ],
)
def test_a_quarter_is_opened_in_its_first_month(day: date, quarter: str | None) -> None:
    assert quarter_to_open(day) == quarter
