"""The rules about people and access, one table each: what is refused, what is not, and just at the limit."""

import inspect
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from access.rules import people as rules
from access.rules.people import CONFLICTS, FAILURES_FOR_ADDRESS, FAILURES_FOR_TARGET, LONGEST_TOKEN_DAYS, Attempts
from common.permissions import RoleName
from common.refusals import Refusal

TODAY = date(2026, 3, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def assignment(**changed: Any) -> Refusal | None:
    usual: dict[str, Any] = {
        "role_slug": RoleName.ENGINEER,
        "role_retired": False,
        "person_active": True,
        "held": [],
        "starts_on": None,
        "ends_on": None,
        "today": TODAY,
    }
    return rules.refuse_assignment(**usual | changed)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, None),
        ({"held": [RoleName.DATA_OWNER, "a-role-of-our-own"]}, None),
        ({"starts_on": TODAY, "ends_on": TODAY}, None),
        ({"starts_on": YESTERDAY}, None),
        ({"starts_on": TOMORROW, "ends_on": TOMORROW}, None),
        ({"ends_on": TODAY}, None),
        ({"ends_on": YESTERDAY}, ("already_over", "ends_on")),
        ({"starts_on": TOMORROW, "ends_on": TODAY}, ("ends_before_start", "ends_on")),
        ({"person_active": False}, ("person_inactive", None)),
        ({"role_retired": True}, ("role_retired", "role")),
        ({"held": [RoleName.ENGINEER]}, ("role_held", "role")),
        ({"held": (RoleName.DATA_OWNER, "engineer")}, ("role_held", "role")),
        ({"role_slug": "administrator", "held": {"auditor"}}, ("role_conflict", "role")),
        # The first reason counts: what somebody would have to put right first.
        ({"person_active": False, "role_retired": True, "ends_on": YESTERDAY}, ("person_inactive", None)),
        ({"role_retired": True, "held": [RoleName.ENGINEER]}, ("role_retired", "role")),
        ({"held": [RoleName.ENGINEER], "ends_on": YESTERDAY}, ("role_held", "role")),
    ],
)
def test_giving_a_role(changed: dict[str, Any], refused: tuple[str, str | None] | None) -> None:
    refusal = assignment(**changed)
    assert (refusal and (refusal.code, refusal.field)) == refused


@pytest.mark.parametrize(("first", "second"), list(combinations(RoleName, 2)))
def test_duties_are_kept_apart_both_ways(first: RoleName, second: RoleName) -> None:
    expected = "role_conflict" if frozenset({first, second}) in CONFLICTS else None
    assert code(assignment(role_slug=first, held=[second])) == expected
    assert code(assignment(role_slug=second, held=[first, "another"])) == expected


@pytest.mark.parametrize(
    ("gained", "held", "apart"),
    [("a", "c", False), ("c", "ab", False), ("a", "b", True), ("b", "a", True), ("ab", "", True), ("", "ab", False)],
)
def test_permissions_are_kept_apart(gained: str, held: str, apart: bool) -> None:
    pairs, words = [frozenset("ab")], dict(zip("ab", ("A", "B"), strict=True))
    refusal = rules.refuse_duties(gained=gained, held=held, apart=pairs, sentences=words)
    assert code(refusal) == ("duties_apart" if apart else None)


def test_an_administrator_decides_nothing_and_an_auditor_runs_nothing() -> None:
    reviewers = {RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER, RoleName.LEGAL_REVIEWER}
    apart_from_administrator = reviewers | {RoleName.AUDITOR, RoleName.COMPLIANCE_OFFICER}
    pairs = {frozenset({RoleName.ADMINISTRATOR, each}) for each in apart_from_administrator}
    assert set(CONFLICTS) == pairs | {frozenset({RoleName.AUDITOR, RoleName.COMPLIANCE_OFFICER})}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (None, None, None),
        (TODAY, None, None),
        (date.min, date.max, None),
        (None, TODAY, None),
        (TODAY, TODAY, None),
        (YESTERDAY, TODAY, None),
        (None, YESTERDAY, "already_over"),
        (YESTERDAY, YESTERDAY, "already_over"),
        (TOMORROW, TODAY, "ends_before_start"),
        (TODAY, YESTERDAY, "ends_before_start"),
    ],
)
def test_days(starts_on: date | None, ends_on: date | None, expected: str | None) -> None:
    assert code(rules.refuse_days(starts_on, ends_on, TODAY)) == expected


@pytest.mark.parametrize(
    ("present_end", "expected"), [(None, None), (TOMORROW, None), (TODAY, None), (YESTERDAY, "role_over")]
)
def test_extending_a_role(present_end: date | None, expected: str | None) -> None:
    assert code(rules.refuse_extension(present_end=present_end, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, None),
        (TODAY, None, None),
        (None, TODAY, None),
        (TODAY, TODAY, None),
        (YESTERDAY, TODAY, None),
        (TODAY, YESTERDAY, "window_reversed"),
    ],
)
def test_a_window_of_records(first: date | None, last: date | None, expected: str | None) -> None:
    assert code(rules.refuse_records_window(first, last)) == expected


@pytest.mark.parametrize(
    ("is_administrator", "others", "expected"),
    [(True, 0, "last_administrator"), (True, 1, None), (True, 2, None), (False, 0, None), (False, 1, None)],
)
def test_somebody_can_always_give_roles(is_administrator: bool, others: int, expected: str | None) -> None:
    refusal = rules.refuse_loss_of_administrator(is_administrator=is_administrator, other_administrators=others)
    assert code(refusal) == expected


@pytest.mark.parametrize(("is_self", "expected"), [(True, "own_roles"), (False, None)])
def test_nobody_changes_their_own_roles(is_self: bool, expected: str | None) -> None:
    assert code(rules.refuse_self_change(is_self=is_self)) == expected


@pytest.mark.parametrize(
    ("against_target", "from_address", "refused"),
    [
        (0, 0, False),
        (FAILURES_FOR_TARGET - 1, FAILURES_FOR_ADDRESS - 1, False),
        (FAILURES_FOR_TARGET, 0, True),
        (FAILURES_FOR_TARGET + 1, 0, True),
        (0, FAILURES_FOR_ADDRESS, True),
        (FAILURES_FOR_TARGET, FAILURES_FOR_ADDRESS, True),
    ],
)
def test_tries_are_counted(against_target: int, from_address: int, refused: bool) -> None:
    refusal = rules.refuse_attempt(Attempts(against_target, from_address))
    assert (refusal is not None) is refused
    if refusal:
        assert (refusal.code, refusal.details) == ("too_many_attempts", {"minutes": 15})
        assert "Wait 15 minutes" in str(refusal.text)


@pytest.mark.parametrize(
    ("is_active", "asked_by_another", "expected"),
    [
        (True, False, None),
        (False, False, "person_inactive"),
        (True, True, "not_ones_own"),
        (False, True, "not_ones_own"),
    ],
)
def test_who_gets_a_token(is_active: bool, asked_by_another: bool, expected: str | None) -> None:
    assert code(rules.refuse_token_holder(is_active=is_active, asked_by_another=asked_by_another)) == expected


@pytest.mark.parametrize(
    ("scopes", "days", "refused"),
    [
        (["read"], 1, None),
        (["read", "write"], LONGEST_TOKEN_DAYS, None),
        (["write", "write"], 30, None),
        ([], 30, ("no_scope", "scopes")),
        (["admin"], 30, ("unknown_scope", "scopes")),
        (["read", "READ"], 30, ("unknown_scope", "scopes")),
        (["read"], 0, ("token_days", "days")),
        (["read"], -1, ("token_days", "days")),
        (["read"], LONGEST_TOKEN_DAYS + 1, ("token_days", "days")),
        ([], 0, ("no_scope", "scopes")),
        (["admin"], 0, ("unknown_scope", "scopes")),
    ],
)
def test_what_a_token_may_be(scopes: list[str], days: int, refused: tuple[str, str] | None) -> None:
    refusal = rules.refuse_token(scopes=scopes, known_scopes={"write", "read"}, days=days)
    assert (refusal and (refusal.code, refusal.field)) == refused


def test_the_known_scopes_are_named_in_order() -> None:
    refusal = rules.refuse_token(scopes=["x"], known_scopes={"write", "read"}, days=1)
    assert refusal is not None
    assert str(refusal.text) == "Scopes are: read, write."


@pytest.mark.parametrize(
    ("confirmed_at", "expected"),
    [
        (None, False),
        (NOON, True),
        (NOON - minutes(10), True),
        (NOON - minutes(10) - MOMENT, False),
        (NOON - timedelta(days=1), False),
        # A moment to come is no confirmation: somebody's clock was set.
        (NOON + MOMENT, False),
    ],
)
def test_a_confirmation_is_fresh(confirmed_at: datetime | None, expected: bool) -> None:
    assert rules.step_up_is_fresh(confirmed_at=confirmed_at, now=NOON, minutes=10) is expected


@pytest.mark.parametrize(
    ("idle", "age", "expected"),
    [
        (minutes(0), minutes(0), True),
        (minutes(30), minutes(30), True),
        (minutes(30) + MOMENT, minutes(60), False),
        (minutes(0), timedelta(hours=12), True),
        (minutes(0), timedelta(hours=12) + MOMENT, False),
        (minutes(30), timedelta(hours=12), True),
        (minutes(31), timedelta(hours=13), False),
    ],
)
def test_a_session_is_live(idle: timedelta, age: timedelta, expected: bool) -> None:
    live = rules.session_is_live(last_seen=NOON - idle, started=NOON - age, now=NOON, idle_minutes=30, longest_hours=12)
    assert live is expected


def test_every_rule_has_its_table_here() -> None:
    def is_a_rule(each: Any) -> bool:
        return inspect.isfunction(each) and each.__module__ == rules.__name__

    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*rules.py"))
    names = [name for name, _rule in inspect.getmembers(rules, is_a_rule)]
    assert [name for name in names if f"rules.{name}(" not in here] == []
