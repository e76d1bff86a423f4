"""Boundary rules: versions of a cell, from a day on; never in the past, never changed, taken back before they begin."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.utils.formats import date_format

from access.models import Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers.actions.boundaries import Cell, enter_rule, enter_rules, withdraw_rule
from registers.actions.categories import retire_category
from registers.actions.providers import retire_project
from registers.models import BoundaryRule
from registers.reading.books import book_on
from tests.factories.registers import make_category, make_project, make_rule
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_it_works(officer: Person) -> None:
    email, project = make_category("E-mail addresses"), make_project("Support")
    rule = enter_rule(Cell(email.pk, project.pk, "responses"), "mask", reason=" Customers write here ", by=officer)
    rule.refresh_from_db()
    assert (rule.version, rule.outcome, rule.reason, rule.starts_on, rule.ends_on) == (
        1,
        "mask",
        "Customers write here",
        today(),
        None,
    )
    assert rule.entered_by == officer
    entry = TrailEntry.objects.about(rule).get()
    assert entry.verb == "registers.boundary_rule.entered"
    assert entry.sentence == (
        f"Oscar Officer ruled on E-mail addresses to Support, responses: Mask from {date_format(today())}"
    )
    assert entry.reason == "Customers write here"
    assert entry in TrailEntry.objects.about(email)
    assert entry in TrailEntry.objects.about(project)


def test_the_next_version_takes_over_on_its_day(officer: Person, django_assert_num_queries: Any) -> None:
    email = make_category("E-mail addresses")
    first = make_rule(email, "allow")
    later = make_rule(email, "deny", starts_on=today() + 10 * DAY)
    between = make_rule(email, "mask", starts_on=today() + 5 * DAY)
    assert [first.version, later.version, between.version] == [1, 2, 3]
    for day, outcome in ((-1, "review"), (0, "allow"), (4, "allow"), (5, "mask"), (9, "mask"), (10, "deny")):
        with django_assert_num_queries(1):
            book = book_on(today() + day * DAY)
        assert book.verdict(email.pk, None, "").outcome == outcome


def test_of_two_that_begin_on_one_day_the_one_entered_last_holds(officer: Person) -> None:
    email = make_category("E-mail addresses")
    make_rule(email, "allow")
    last = make_rule(email, "deny")
    assert book_on(today()).verdict(email.pk, None, "").rule_id == last.pk
    assert list(BoundaryRule.objects.in_force_on(today())) == [last]


def test_after_its_end_the_less_specific_rule_holds_and_no_earlier_version(officer: Person) -> None:
    email, project = make_category("E-mail addresses"), make_project("Support")
    general = make_rule(email, "deny")
    make_rule(email, "allow", project)
    make_rule(email, "mask", project, ends_on=today() + DAY)
    assert book_on(today() + DAY).verdict(email.pk, project.pk, "responses").outcome == "mask"
    assert book_on(today() + 2 * DAY).verdict(email.pk, project.pk, "responses").rule_id == general.pk


def test_cells_are_apart(officer: Person) -> None:
    email, one, other = make_category("E-mail addresses"), make_project("Support"), make_project("Sales")
    make_rule(email, "deny")
    make_rule(email, "mask", endpoint="embeddings")
    make_rule(email, "allow", one)
    make_rule(email, "review", one, "files")
    book = book_on(today())
    asked = [(one, "files"), (one, "embeddings"), (other, "embeddings"), (other, "files"), (None, "embeddings")]
    found = [book.verdict(email.pk, project.pk if project else None, endpoint).outcome for project, endpoint in asked]
    assert found == ["review", "allow", "mask", "deny", "mask"]
    assert set(BoundaryRule.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"starts_on": -1}, "starts_in_the_past"),
        ({"starts_on": 5, "ends_on": 4}, "ends_before_it_starts"),
        ({"reason": "  "}, "reason_missing"),
        ({"outcome": "perhaps"}, "outcome_unknown"),
    ],
)
def test_what_cannot_be_is_refused(officer: Person, content: dict[str, Any], code: str) -> None:
    email = make_category("E-mail addresses")
    days = {name: today() + value * DAY for name, value in content.items() if isinstance(value, int)}
    given = {"outcome": "deny", "reason": "Why", **content, **days}
    with pytest.raises(Refused) as refused:
        enter_rule(Cell(email.pk), by=officer, **given)
    assert refused.value.refusal.code == code
    assert not BoundaryRule.objects.exists()


def test_what_is_retired_takes_no_new_rules(officer: Person) -> None:
    email, project = make_category("E-mail addresses"), make_project("Support")
    kept = make_category("Source code")
    retire_category(email.pk, by=officer, reason="Gone")
    retire_project(project.pk, by=officer, reason="Gone")
    for cell, code in ((Cell(email.pk), "category_retired"), (Cell(kept.pk, project.pk), "project_retired")):
        with pytest.raises(Refused) as refused:
            enter_rule(cell, "deny", reason="Why", by=officer)
        assert refused.value.refusal.code == code


def test_several_cells_at_once_or_none(officer: Person) -> None:
    email, code = make_category("E-mail addresses"), make_category("Source code")
    rules = enter_rules([Cell(code.pk), Cell(email.pk), Cell(email.pk)], "deny", reason="Why", by=officer)
    assert {rule.category for rule in rules} == {email, code}
    assert TrailEntry.objects.filter(verb="registers.boundary_rule.entered").count() == len(rules) == 2
    retire_category(code.pk, by=officer, reason="Gone")
    with pytest.raises(Refused):
        enter_rules([Cell(email.pk), Cell(code.pk)], "allow", reason="Why", by=officer)
    assert book_on(today()).verdict(email.pk, None, "").outcome == "deny"


def test_one_that_waits_is_taken_back_and_one_that_holds_is_not(officer: Person) -> None:
    email = make_category("E-mail addresses")
    holds = make_rule(email, "allow")
    waits = make_rule(email, "deny", starts_on=today() + DAY)
    withdraw_rule(waits.pk, by=officer, reason="Too soon")
    waits.refresh_from_db()
    assert waits.withdrawn_at is not None
    assert book_on(today() + DAY).verdict(email.pk, None, "").rule_id == holds.pk
    entry = TrailEntry.objects.about(email).filter(verb="registers.boundary_rule.withdrawn").get()
    assert entry.reason == "Too soon"
    withdraw_rule(waits.pk, by=officer, reason="Again")
    assert TrailEntry.objects.filter(verb="registers.boundary_rule.withdrawn").count() == 1
    with pytest.raises(Refused) as refused:
        withdraw_rule(holds.pk, by=officer, reason="Too late")
    assert refused.value.refusal.code == "rule_has_begun"
    # A withdrawn version keeps its number, so that no two versions of a cell were ever called the same.
    assert make_rule(email, "mask").version == 3


def test_only_an_officer_rules(officer: Person, data_owner: Person, administrator: Person) -> None:
    email = make_category("E-mail addresses", owner_id=data_owner.pk)
    waits = make_rule(email, "deny", starts_on=today() + DAY)
    for person in (data_owner, administrator):
        with pytest.raises(PermissionRefused):
            enter_rule(Cell(email.pk), "allow", reason="Why", by=person)
        with pytest.raises(PermissionRefused):
            withdraw_rule(waits.pk, by=person, reason="Why")
    assert not BoundaryRule.objects.filter(~Q(pk=waits.pk) | Q(withdrawn_at__isnull=False)).exists()
