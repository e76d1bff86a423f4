"""The rules about programs and their tokens, one table each: what is refused, what is not, and just at the limit."""

from datetime import timedelta
from typing import Any

import pytest

from access.rules import service_identities as rules
from common.refusals import Refusal

SENTENCES = {"a.decide": "Decide", "a.read": "Read", "a.give": "Give roles"}


def told(refusal: Refusal | None) -> tuple[str, str | None] | None:
    return (refusal.code, refusal.field) if refusal else None


def days(number: float) -> timedelta:
    return timedelta(days=number)


@pytest.mark.parametrize(
    ("gained", "refused"),
    [
        ([], None),
        (["a.read"], None),
        (["a.decide"], ("service_decides_nothing", "role")),
        (["a.read", "a.give"], ("service_decides_nothing", "role")),
    ],
)
def test_roles_that_decide_are_for_people(gained: list[str], refused: object) -> None:
    refusal = rules.refuse_service_role(gained=gained, for_people=["a.decide", "a.give"], sentences=SENTENCES)
    assert told(refusal) == refused


def test_the_refusal_says_what_it_would_let_it() -> None:
    refusal = rules.refuse_service_role(gained=["a.give"], for_people=["a.give"], sentences=SENTENCES)
    assert refusal is not None
    assert "“Give roles”" in refusal.text


@pytest.mark.parametrize(
    ("is_person", "is_active", "refused"),
    [
        (True, True, None),
        (False, True, ("answerable_is_a_service", "answerable")),
        (True, False, ("answerable_inactive", "answerable")),
        (False, False, ("answerable_is_a_service", "answerable")),
    ],
)
def test_a_human_being_who_is_there_answers(is_person: Any, is_active: Any, refused: object) -> None:
    assert told(rules.refuse_answerable(is_person=is_person, is_active=is_active)) == refused


@pytest.mark.parametrize(("is_active", "refused"), [(True, None), (False, ("service_retired", None))])
def test_what_is_retired_does_not_change(is_active: Any, refused: object) -> None:
    assert told(rules.refuse_service_change(is_active=is_active)) == refused


@pytest.mark.parametrize(
    ("scopes", "keeps_directory", "refused"),
    [
        (["read", "write"], False, None),
        (["scim"], False, ("not_the_directory", "scopes")),
        (["read", "scim"], False, ("not_the_directory", "scopes")),
        (["scim"], True, None),
        (["read"], True, ("directory_scope_only", "scopes")),
        (["read", "scim"], True, ("directory_scope_only", "scopes")),
    ],
)
def test_the_directory_keeps_people_and_nobody_else(scopes: list[str], keeps_directory: Any, refused: object) -> None:
    refusal = rules.refuse_scopes(scopes=scopes, keeps_directory=keeps_directory, directory_scope="scim")
    assert told(refusal) == refused


@pytest.mark.parametrize(("is_live", "refused"), [(True, None), (False, ("token_over", None))])
def test_what_is_over_is_not_renewed(is_live: Any, refused: object) -> None:
    assert told(rules.refuse_renewal(is_live=is_live)) == refused


@pytest.mark.parametrize(
    ("left", "life", "reminded_for", "due"),
    [
        (days(31), days(90), None, None),
        (days(30), days(90), None, 30),
        (days(30), days(90), 30, None),
        (days(8), days(90), 30, None),
        (days(7), days(90), 30, 7),
        (days(7), days(90), None, 7),
        (days(1), days(90), 7, 1),
        (days(0.5), days(90), 1, None),
        (days(0.5), days(90), None, 1),
        (days(0), days(90), None, None),
        (days(-1), days(90), None, None),
        # One that never lived so long is not announced the moment it is issued.
        (days(30), days(30), None, None),
        (days(7), days(30), None, 7),
        (days(7), days(7), None, None),
        (days(1), days(7), None, 1),
        (days(1), days(1), None, None),
        # What was renewed is announced no more.
        (days(1), days(90), 0, None),
    ],
)
def test_reminders_go_out_once_for_each_of_30_7_and_1_days(
    left: timedelta, life: timedelta, reminded_for: int | None, due: int | None
) -> None:
    assert rules.reminder_due(left=left, life=life, reminded_for=reminded_for) == due


@pytest.mark.parametrize(
    ("reports", "refused"),
    [(0, None), (rules.MOST_REPORTS - 1, None), (rules.MOST_REPORTS, ("too_many_attempts", None))],
)
def test_reports_are_limited(reports: int, refused: object) -> None:
    assert told(rules.refuse_report(reports=reports, minutes=15)) == refused
