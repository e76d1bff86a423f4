"""The report on approvals: numbers of reviews that were played on known days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from access.models import Department, Person
from common.clock import held_at
from common.permissions import RoleName
from registers.actions.reviews import ask_for_changes, reject_use_case
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.reviews.deciding import NewCondition
from registers.actions.use_cases import withdraw_use_case
from registers.querysets.spans import WorkingDays
from registers.reading.approval_report import Period, Report, Spread, Waiting, approval_report
from registers.rules.working_days import is_working_day
from tests.factories.clients import client_of
from tests.factories.people import fresh
from tests.factories.reviews import approve, board, hash_of
from tests.factories.use_cases import make_submitted, requester

pytestmark = pytest.mark.django_db

URL = "/registers/approvals/report/"
HIGH: dict[str, Any] = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}
SUMMER = Period(date(2026, 6, 1), date(2026, 7, 31))
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


def day(month: int, number: int) -> Any:
    """Hold the clock at noon of a day of 2026; its first of June is a Monday."""
    return held_at(datetime(2026, month, number, 12, tzinfo=UTC))


@pytest.fixture
def played(db: None) -> dict[str, Person]:
    """Play reviews of one summer."""
    with day(5, 29):
        people = board()
    officer = people[RoleName.COMPLIANCE_OFFICER]
    _low(officer, "Two days", (6, 1), (6, 3))
    _low(officer, "Over a weekend", (6, 5), (6, 8))
    with day(6, 8):
        rejected = make_submitted("Rejected")
    with day(6, 15):
        reject_use_case(rejected.pk, by=officer, content_hash=hash_of(rejected), reason="Not with these data")
    with day(6, 30):
        conditional = make_submitted("With a condition")
    with day(7, 2):
        approve(conditional, officer, conditions=[NewCondition("Train them", requester(), date(2026, 8, 1))])
    _high(people)
    with day(6, 9):
        withdrawn = make_submitted("Withdrawn")
        withdraw_use_case(withdrawn.pk, by=fresh(requester()), reason="Not now")
    with day(7, 1):
        make_submitted("Late")
    with day(7, 14):
        make_submitted("New", **HIGH)
    return people


def _low(officer: Person, title: str, asked: tuple[int, int], answered: tuple[int, int]) -> None:
    with day(*asked):
        use_case = make_submitted(title)
    with day(*answered):
        approve(use_case, officer)


def _high(people: dict[str, Person]) -> None:
    """Walk a request of high risk to its last step in seven working days, where changes are asked for."""
    with day(6, 1):
        use_case = make_submitted("High", **HIGH)
    for number, role in ((2, RoleName.PRIVACY_REVIEWER), (4, RoleName.SECURITY_REVIEWER), (5, "compliance-officer")):
        with day(6, number):
            approve(use_case, people[role])
    with day(6, 10):
        ask_for_changes(
            use_case.pk, by=people["executive"], content_hash=hash_of(use_case), changes={"purpose": "Say more"}
        )


def about(count: int, median: float, p90: float) -> Any:
    """Return a spread that equals another but for what computers make of fractions."""
    return Spread(count, median, pytest.approx(p90))  # type: ignore[arg-type]


def report() -> Report:
    with held_at(NOW):
        return approval_report(SUMMER)


def test_time_by_tier(played: dict[str, Person]) -> None:
    tiers = report().tiers
    # 2, 1 and 5 working days: nine in ten of them lie at four fifths of the way from 2 to 5.
    assert tiers["low"][JUNE] == about(3, 2.0, 4.4)
    assert tiers["low"][JULY] == Spread(1, 2.0, 2.0)
    assert tiers["low"][None] == about(4, 2.0, 4.1)
    assert tiers["high"] == {JUNE: Spread(1, 7.0, 7.0), None: Spread(1, 7.0, 7.0)}
    assert tiers[""][None] == about(5, 2.0, 6.2)
    assert tiers[""][JUNE] == about(4, 3.5, 6.4)
    assert tiers[""][JULY] == tiers["low"][JULY]


def test_time_by_step(played: dict[str, Person]) -> None:
    steps = report().steps
    assert list(steps) == [
        ("low", "Compliance"), ("high", "Privacy and security"), ("high", "Compliance"), ("high", "Executive"),
    ]  # fmt: skip
    assert steps["high", "Privacy and security"][None] == Spread(1, 3.0, 3.0)
    assert steps["high", "Compliance"][JUNE] == Spread(1, 1.0, 1.0)
    assert steps["high", "Executive"][None] == Spread(1, 3.0, 3.0)
    assert steps["low", "Compliance"][None] == about(4, 2.0, 4.1)


def test_where_requests_wait(played: dict[str, Person]) -> None:
    found = report()
    assert (found.under_way, found.late) == (2, 1)
    assert found.waiting_at == [
        Waiting("Compliance", 1, 1, "low", 10),
        Waiting("Privacy and security", 1, 0, "high", 1),
    ]
    assert found.waiting_for == [
        Waiting("Compliance officer", 1, 1),
        Waiting("Privacy reviewer", 1, 0),
        Waiting("Security reviewer", 1, 0),
    ]
    assert found.ages == {2: {"low": 1}, 0: {"high": 1}}


def test_outcomes(played: dict[str, Person]) -> None:
    assert report().outcomes == {
        JUNE: {"approved": 2, "rejected": 1, "changes-asked": 1, "withdrawn": 1},
        JULY: {"conditional": 1},
    }


def test_only_the_period_counts(played: dict[str, Person]) -> None:
    with held_at(NOW):
        found = approval_report(Period(date(2026, 6, 8), date(2026, 6, 10)))
    assert found.tiers["low"] == {JUNE: Spread(1, 1.0, 1.0), None: Spread(1, 1.0, 1.0)}
    assert found.outcomes == {JUNE: {"approved": 1, "changes-asked": 1, "withdrawn": 1}}
    # What waits is as of now.
    assert found.under_way == 2


def test_it_costs_eight_queries_however_many_reviews(played: dict[str, Person]) -> None:
    with held_at(NOW), CaptureQueriesContext(connection) as captured:
        approval_report(SUMMER)
    assert len(captured) == 8


def test_nothing_is_no_fault() -> None:
    found = approval_report(SUMMER)
    assert (found.tiers, found.steps, found.waiting_at, found.waiting_for) == ({}, {}, [], [])
    assert (found.ages, found.outcomes, found.under_way, found.late) == ({}, {}, 0, 0)


def test_working_days_are_those_of_the_rule(administrator: Person) -> None:
    start, free = date(2026, 5, 20), [date(2026, 5, 25), date(2026, 6, 4), date(2026, 6, 6)]
    rows = Department.objects.all()
    for first in range(12):
        for length in (0, 1, 2, 5, 9, 30):
            begun = start + timedelta(days=first)
            ended = begun + timedelta(days=length)
            expected = sum(is_working_day(begun + timedelta(days=each + 1), free) for each in range(length))
            moments = [Value(datetime(each.year, each.month, each.day, 9, tzinfo=UTC)) for each in (begun, ended)]
            counted = rows.annotate(days=WorkingDays(*moments, free=free)).values_list("days", flat=True).first()
            assert counted == expected, (begun, ended)


def test_holidays_are_no_working_days(settings: Any) -> None:
    settings.HOLIDAYS = "DE-BY"
    # Corpus Christi fell on Thursday, 4 June 2026.
    with day(5, 29):
        officer = board()[RoleName.COMPLIANCE_OFFICER]
    _low(officer, "Over a holiday", (6, 3), (6, 5))
    with held_at(NOW):
        assert approval_report(SUMMER).tiers["low"][JUNE] == Spread(1, 1.0, 1.0)


def test_a_step_that_went_on_waits_for_the_others_too(played: dict[str, Person]) -> None:
    with held_at(NOW + timedelta(days=30)):
        chase_reviewers()
        found = approval_report(SUMMER)
    assert Waiting("Compliance officer", 2, 2) in found.waiting_for
    assert client_of(played[RoleName.COMPLIANCE_OFFICER]).get(URL).status_code == 200
