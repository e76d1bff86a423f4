"""Pure decisions about access reviews: who answers for whose rights, and when they are reminded."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _

# Days before the last one on which reviewers are reminded; once it has passed, on the day after and every week.
AHEAD = (7, 1)
WEEK = 7


def refuse_reviewer(*, active: bool, is_service: bool, is_own: bool = False) -> Refusal | None:
    """Say why somebody cannot be asked about a right."""
    if is_service:
        return Refusal("reviewer_service", _("A program answers for nobody. Choose a person."), "reviewer")
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody else."), "reviewer")
    if is_own:
        return Refusal("own_review", _("Nobody reviews their own access. Choose somebody else."), "reviewer")
    return None


def reviewer_for(concerned: Collection[Any], chosen: list[Any], others: list[Any], turn: int) -> Any | None:
    """Return who answers for somebody's rights: the chosen in turn, another where it would be their own; or nobody."""
    fitting = [each for each in chosen if each not in concerned] or [each for each in others if each not in concerned]
    return fitting[turn % len(fitting)] if fitting else None


def reminder_due(*, opened_on: date, due_on: date, reminded_for: int | None, today: date) -> int | None:
    """Return for how many days ahead of the last day to remind now (below zero: overdue), or None."""
    left = (due_on - today).days
    passed = [mark for mark in AHEAD if left <= mark and due_on - timedelta(days=mark) > opened_on]
    if left < 0:
        passed.append(-1 - (-left - 1) // WEEK * WEEK)
    if not passed or (reminded_for is not None and reminded_for <= passed[-1]):
        return None
    return passed[-1]
