"""The start page: figures, work, and one's own use cases."""

from datetime import timedelta
from typing import Any

from access.models import Person
from common.clock import today
from compliance_portal.posture import tiles_for
from compliance_portal.register_chart import register_chart
from registers.actions.use_cases import retire_use_case
from tests.factories.clients import client_of
from tests.factories.registers import steward
from tests.factories.use_cases import make_approved, make_draft, make_submitted


def test_it_works(officer: Person, engineer: Person) -> None:
    page = client_of(officer).get("/").content.decode()
    assert "What happened last" in page
    assert "Use cases in force" in page
    assert "Your use cases" not in page


def test_ones_own_use_cases_stand_there(engineer: Person, data_owner: Person) -> None:
    use_case = make_draft("Letters in plain words", owner=engineer)
    page = client_of(engineer).get("/").content.decode()
    assert use_case.get_absolute_url() in page
    assert "Letters in plain words" not in client_of(data_owner).get("/").content.decode()


def test_figures_are_those_one_can_do_something_about(officer: Person, administrator: Person, engineer: Person) -> None:
    figures = {person: [str(tile.label) for tile in tiles_for(person)] for person in (officer, administrator, engineer)}
    assert {"In review", "Required documents missing"} <= set(figures[officer])
    assert "Without a role" not in figures[officer]
    assert "Without a role" in figures[administrator]
    assert "In review" not in figures[administrator]
    assert figures[engineer] == []


def test_the_register_stands_there_by_state_and_risk(officer: Person, engineer: Person, nobody: Person) -> None:
    make_draft("Letters in plain words", owner=engineer)
    make_approved("Answer mail")
    make_submitted("Sort applications", stores_at_provider=True)
    retire_use_case(make_approved("Gone").pk, by=steward(), reason="Nobody uses it")
    chart = register_chart(officer, today())
    assert chart["register_headers"] == ["State", "Medium risk", "Low risk", "Not assessed yet"]
    assert chart["register_rows"] == [["Draft", 0, 0, 1], ["In review", 1, 0, 0], ["Approved", 0, 1, 0]]
    later = register_chart(officer, today() + timedelta(days=400))
    assert later["register_rows"][-1] == ["Approval over", 0, 1, 0]
    assert register_chart(nobody, today()) == {}
    page = client_of(officer).get("/").content.decode()
    assert "Use cases by state and risk" in page
    assert 'data-chart="rows"' in page


def test_of_the_register_everybody_sees_what_they_may(engineer: Person, data_owner: Person) -> None:
    make_draft("Letters in plain words", owner=engineer)
    assert register_chart(engineer, today())["register_rows"] == [["Draft", 1]]
    assert register_chart(data_owner, today())["register_rows"] == []
    assert "Use cases by state and risk" not in client_of(data_owner).get("/").content.decode()


def test_it_takes_one_query(officer: Person, django_assert_num_queries: Any) -> None:
    make_draft("Letters in plain words")
    register_chart(officer, today())
    with django_assert_num_queries(1):
        register_chart(officer, today())
