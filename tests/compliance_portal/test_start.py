"""The start page: figures, work, and one's own use cases."""

from access.models import Person
from compliance_portal.posture import tiles_for
from tests.factories.clients import client_of
from tests.factories.use_cases import make_draft


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
