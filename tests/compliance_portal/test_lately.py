"""What happened last, on the start page."""

from access.actions.departments import create_department
from access.models import Person
from compliance_portal.lately import latest_for
from registers.shipped import install
from tests.factories.clients import client_of
from tests.factories.registers import make_category
from trail.models import TrailEntry


def test_it_works(officer: Person) -> None:
    category = make_category("Claims notes")
    line = latest_for(officer)[0]
    assert "Claims notes" in line.sentence
    assert line.sentence == TrailEntry.objects.about(category)[0].sentence
    assert (line.alike, bool(line.diff)) == (0, True)


def test_many_of_a_kind_are_one_line(officer: Person) -> None:
    for name in ("North", "East", "South", "West"):
        create_department(name, by=None)
    line, before = latest_for(officer)[:2]
    assert "West" in line.sentence
    assert line.alike == 3
    assert before.sentence != line.sentence
    assert "and 3 more like it" in client_of(officer).get("/").content.decode()


def test_what_comes_with_the_portal_is_no_news(officer: Person) -> None:
    install()
    assert TrailEntry.objects.filter(verb__endswith=".shipped").exists()
    assert not any("The portal entered" in line.sentence for line in latest_for(officer))


def test_whoever_may_not_read_the_trail_is_told_nothing(engineer: Person) -> None:
    make_category("Claims notes")
    assert latest_for(engineer) == []
