"""The matrix: what holds in each cell, where it comes from, on which day; changed in place, also many at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from access.models import Person
from common.clock import today
from registers.actions.categories import retire_category
from registers.models import BoundaryRule
from registers.presenting.matrix import matrix_on
from tests.factories.clients import client_of
from tests.factories.registers import make_category, make_project, make_rule
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
URL = "/registers/boundary-rules/"
DAY = timedelta(days=1)


def cells(person: Person, endpoint: str = "", day: Any = None) -> dict[tuple[str, str], Any]:
    matrix = matrix_on(day or today(), person, endpoint=endpoint)
    return {(row.category.name, str(cell.column.project or "")): cell for row in matrix.rows for cell in row.cells}


def test_it_works(officer: Person) -> None:
    code, email = make_category("Source code", "internal"), make_category("E-mail", "restricted", personal=True)
    support = make_project("Support", retention="zdr", region="eu")
    make_rule(email, "deny", reason="Nothing leaves")
    make_rule(email, "mask", support)
    make_rule(email, "deny", support, "files")
    make_rule(code, "allow", starts_on=today() + DAY)
    shown = cells(officer)
    general, own = shown["E-mail", ""], shown["E-mail", "Support"]
    assert (general.outcome.value, general.own, general.origin) == ("deny", True, "Its own rule, version 1")
    assert (own.outcome.value, own.own, own.endpoint_rules) == ("mask", True, 1)
    none = shown["Source code", "Support"]
    assert (none.outcome.value, none.own, none.rule) == ("review", False, None)
    assert shown["Source code", ""].waiting.outcome == "allow"
    page = client_of(officer).get(URL).content.decode()
    assert page.index("Restricted") < page.index("E-mail") < page.index("Source code")
    assert "Zero data retention" in page
    assert "Europe" in page
    assert "1 rule for an endpoint" in page
    assert f"Allow from {date_format(today() + DAY)}" in page
    assert f"/registers/boundary-rules/cell/{email.pk}/change/?project={support.pk}" in page


def test_with_an_endpoint_the_more_general_rule_is_named(officer: Person) -> None:
    email, support = make_category("E-mail"), make_project("Support")
    make_rule(email, "deny", endpoint="files")
    make_rule(email, "mask", support)
    shown = cells(officer, "files")
    assert shown["E-mail", ""].own
    assert (shown["E-mail", "Support"].outcome.value, shown["E-mail", "Support"].own) == ("mask", False)
    assert shown["E-mail", "Support"].origin == "From the rule for Support"
    page = client_of(officer).get(URL, {"endpoint": "files"}).content.decode()
    assert "From the rule for Support" in page


def test_it_is_shown_as_of_any_day(officer: Person) -> None:
    email = make_category("E-mail")
    make_rule(email, "allow", ends_on=today() + 2 * DAY)
    make_rule(email, "deny", starts_on=today() + 5 * DAY)
    outcomes = [cells(officer, day=today() + n * DAY)["E-mail", ""].outcome.value for n in (0, 2, 3, 5)]
    assert outcomes == ["allow", "allow", "review", "deny"]
    assert cells(officer, day=today() - DAY) == {}
    retire_category(email.pk, by=officer, reason="Gone")
    assert cells(officer) == {}
    page = client_of(officer).get(URL, {"on": (today() + DAY).isoformat()})
    assert b"The rules as they hold on" in page.content


def test_a_day_or_an_endpoint_that_is_none_is_said(officer: Person) -> None:
    for query in ({"on": "yesterday"}, {"endpoint": "fax"}):
        assert client_of(officer).get(URL, query).status_code == 422


def test_a_cell_is_changed_in_place(officer: Person) -> None:
    email, support = make_category("E-mail"), make_project("Support")
    page = client_of(officer)
    place = f"{URL}cell/{email.pk}/change/?project={support.pk}&endpoint=files"
    assert "This cell has never had a rule of its own" in page.get(place).content.decode()
    refused = page.post(place, {"outcome": "deny", "reason": "Why", "starts_on": today() - DAY})
    assert refused.status_code == 422
    assert "cannot begin in the past" in refused.content.decode()
    answer = page.post(place, {"outcome": "deny", "reason": "Files stay", "starts_on": today()})
    assert answer.headers["Location"] == f"{URL}?endpoint=files"
    rule = BoundaryRule.objects.get()
    assert (rule.category, rule.project, rule.endpoint, rule.outcome) == (email, support, "files", "deny")
    assert TrailEntry.objects.about(rule).get().reason == "Files stay"
    assert "Files stay" in page.get(place).content.decode()
    assert page.get(f"{URL}cell/{email.pk}/?project=0190&endpoint=").status_code == 404
    assert page.get(f"{URL}cell/{email.pk}/change/?endpoint=fax").status_code == 404


def test_others_look_and_do_not_touch(officer: Person, engineer: Person, nobody: Person) -> None:
    email = make_category("E-mail")
    make_rule(email, "deny", reason="Nothing leaves")
    page = client_of(engineer)
    shown = page.get(URL).content.decode()
    assert "change/" not in shown
    assert "Change several" not in shown
    assert "Nothing leaves" in page.get(f"{URL}cell/{email.pk}/").content.decode()
    for place in (f"{URL}cell/{email.pk}/change/", f"{URL}several/"):
        assert page.get(place).status_code == page.post(place, {}).status_code == 403
    assert {client_of(nobody).get(each).status_code for each in (URL, f"{URL}cell/{email.pk}/")} == {404}


def test_rows_columns_and_cells_are_changed_together(officer: Person) -> None:
    email, code = make_category("E-mail"), make_category("Source code")
    support, sales = make_project("Support"), make_project("Sales")
    page = client_of(officer)
    assert b'name="row"' in page.get(URL, {"select": "1"}).content
    place = f"{URL}several/?endpoint=&row={email.pk}&column={sales.pk}&cell={code.pk}:{support.pk}&cell={email.pk}:"
    form = page.get(place).content.decode()
    assert "5 cells get a new version each" in form
    page.post(place, {"outcome": "deny", "reason": "All of it", "starts_on": today()})
    ruled = {(rule.category, rule.project) for rule in BoundaryRule.objects.all()}
    assert ruled == {(email, None), (email, support), (email, sales), (code, sales), (code, support)}
    assert TrailEntry.objects.filter(verb="registers.boundary_rule.entered").count() == 5
    assert "No cell is chosen" in page.get(f"{URL}several/").content.decode()
    assert page.post(f"{URL}several/", {"outcome": "deny", "reason": "x", "starts_on": today()}).status_code == 422


def test_a_larger_matrix_asks_no_more(officer: Person) -> None:
    page = client_of(officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert page.get(URL).status_code == 200
        return len(asked)

    make_rule(make_category("E-mail"), "deny", make_project("Support"))
    page.get(URL)
    few = queries()
    for number in range(3):
        category, project = make_category(f"Category {number}"), make_project(f"Project {number}")
        make_rule(category, "deny")
        make_rule(category, "mask", project, "files")
    assert queries() == few
