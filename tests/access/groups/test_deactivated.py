"""A group's numbers mean active people wherever they stand; who is deactivated is told of apart."""

import pytest
from django.test import Client

from access.models import Person
from tests.factories.clients import api_of, client_of
from tests.factories.groups import map_to, sign_in_with
from tests.factories.leavers import leave
from tests.factories.people import make_person


@pytest.fixture
def page(administrator: Person) -> Client:
    return client_of(administrator, confirmed=True)


def test_every_number_is_of_active_people(page: Client, administrator: Person, nobody: Person) -> None:
    group = map_to("builders", "engineer")
    for person in (nobody, make_person("Bodo Builder"), gone := make_person("Gerd Gone")):
        sign_in_with(person, "builders")
    leave(gone)
    [row] = page.get("/access/groups/", {"export": "json"}).json()
    assert row["by_sign_in"] == 2
    shown = page.get(group.get_absolute_url()).content.decode()
    assert 'Who is in it <span class="count">2</span> <small class="muted">and 1 deactivated person</small>' in shown
    named = shown.split('id="people-title"')[1]
    assert named.index("Nina Nobody") < named.index("Gerd Gone") < named.index("Deactivated")
    assert named.split("</table>")[0].count("Deactivated") == 1
    asked = page.get(f"{group.get_absolute_url()}unmap/").content.decode()
    assert "2 people lose Engineer" in asked
    assert "Deactivated: 1 person loses Engineer" in asked


def test_the_api_tells_them_apart(administrator: Person, nobody: Person) -> None:
    group = map_to("builders", "engineer", "data-owner")
    sign_in_with(nobody, "builders")
    sign_in_with(gone := make_person("Gerd Gone"), "builders")
    leave(gone)
    body = {"group": str(group.pk), "name": "builders", "roles": ["engineer"]}
    told = api_of(administrator).post("/api/v1/directory-groups/preview/", body, format="json").json()
    found = [(each["kind"], each["deactivated"], each["count"]) for each in told["effects"]]
    assert found == [("loses", False, 1), ("loses", True, 1)]
    assert told["members"] == 1
