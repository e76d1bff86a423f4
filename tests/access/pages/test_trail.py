"""The trail page: search by person, object, verb, time; an auditor's window; reading it is on record."""

from datetime import timedelta

import pytest
from django.test import Client

from access.actions.people import edit_person
from access.models import Person, RoleAssignment
from common.clock import held_at, now, today
from tests.factories.clients import client_of
from tests.factories.people import make_auditor, make_person
from trail.models import TrailEntry

URL = "/trail/"


@pytest.fixture
def page(administrator: Person, engineer: Person) -> Client:
    edit_person(engineer.pk, name="Emilia Engineer", department_id=None, by=administrator)
    return client_of(administrator)


def sentences(response) -> list[str]:
    return [row.record.sentence for row in response.context["listing"].table.rows]


def test_it_works(page: Client) -> None:
    response = page.get(URL)
    assert sentences(response)[0] == "Ada Administrator changed the details of Emilia Engineer"
    assert len(response.context["chart_rows"]) == 30
    assert response.context["chart_rows"][-1][1] == TrailEntry.objects.count() - 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "emilia"}, True),
        ({"q": "emilia zebra"}, False),
        ({"verb": "access.person.edited"}, True),
        ({"verb": "access.role.retired"}, False),
        ({"channel": "api"}, False),
        ({"person": "ada admin"}, True),
        ({"person": "ada-administrator@example.org"}, True),
        ({"person": "emilia"}, False),
        ({"first": "2020-01-01", "last": "2020-12-31"}, False),
        ({"first": "2020-01-01"}, True),
    ],
)
def test_it_is_searched(page: Client, query: dict[str, str], found: bool) -> None:
    told = "Ada Administrator changed the details of Emilia Engineer"
    assert (told in sentences(page.get(URL, query))) is found


def test_it_is_searched_by_person_and_object(page: Client, administrator: Person, engineer: Person) -> None:
    told = "Ada Administrator changed the details of Emilia Engineer"
    assert told in sentences(page.get(URL, {"person": str(administrator.pk)}))
    assert told not in sentences(page.get(URL, {"person": str(engineer.pk)}))
    assert told in sentences(page.get(URL, {"about": f"access.person:{engineer.pk}"}))
    assert told not in sentences(page.get(URL, {"about": f"access.person:{administrator.pk}"}))


def test_an_entry_shows_what_changed(page: Client, engineer: Person) -> None:
    entry = TrailEntry.objects.about(engineer)[0]
    shown = page.get(entry.get_absolute_url()).content.decode()
    assert "<del>Emil Engineer</del>" in shown
    assert "<ins>Emilia Engineer</ins>" in shown


def test_reading_is_on_record_once(page: Client, administrator: Person) -> None:
    page.get(URL)
    page.get(URL)
    page.get(URL, {"q": "emilia"})
    read = TrailEntry.objects.filter(verb="trail.entries.read")
    assert [entry.details["detail"] for entry in read] == ["“emilia”", {"term": "all of it"}]
    assert {entry.actor for entry in read} == {administrator}


def test_an_auditor_reads_their_window_only(administrator: Person) -> None:
    with held_at(now() - timedelta(days=40)):
        old = make_person("Old Event")
    first, last = today() - timedelta(days=10), today()
    auditor = make_auditor("Wanda Window", first, last)
    page = client_of(auditor)
    assert not any("Old Event" in each for each in sentences(page.get(URL)))
    assert any("Wanda Window" in each for each in sentences(page.get(URL)))
    hidden = TrailEntry.objects.about(old)[0]
    assert page.get(hidden.get_absolute_url()).status_code == 404
    RoleAssignment.objects.filter(person=auditor).update(records_from=None, records_until=None)
    assert page.get(hidden.get_absolute_url()).status_code == 200


def test_it_does_not_exist_for_others(engineer: Person, nobody: Person) -> None:
    entry = TrailEntry.objects.all()[0]
    for person in (engineer, nobody):
        assert client_of(person).get(URL).status_code == 404
        assert client_of(person).get(entry.get_absolute_url()).status_code == 404


def test_bad_input_is_said(page: Client) -> None:
    assert page.get(URL, {"first": "yesterday"}).status_code == 422
    assert page.get(URL, {"verb": "shoe"}).status_code == 422
    assert sentences(page.get(URL, {"person": "no such person"})) == []
    assert page.get(URL, {"q": "\x00'&|!:*()"}).status_code in {200, 422}
