"""Departments over the API."""

from access.models import Department, Person
from tests.factories.clients import api_of
from trail.models import TrailEntry

URL = "/api/v1/departments/"


def test_it_works(administrator: Person, engineer: Person) -> None:
    api = api_of(administrator)
    rows = api.get(URL, {"sort": "-name"}).json()["results"]
    assert [(each["name"], each["people"]) for each in rows] == [("Operations", 1), ("Engineering", 1)]
    made = api.post(URL, {"name": "Research"})
    assert (made.status_code, made.json()["people"]) == (201, 0)
    url = made.headers["Location"]
    assert api.patch(url, {"name": "Design"}).json()["name"] == "Design"
    assert api.patch(url, {}).json()["name"] == "Design"
    assert api.get(url).json() == {"id": made.json()["id"], "name": "Design", "people": 0}
    told = TrailEntry.objects.about(Department.objects.get(name="Design")).values_list("verb", flat=True)
    assert list(told) == ["access.department.renamed", "access.department.created"]


def test_rules_refuse_with_their_code(administrator: Person) -> None:
    api = api_of(administrator)
    taken = api.post(URL, {"name": "operations"})
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    assert api.post(URL, {"name": "x" * 101}).status_code == 422
    assert api.delete(f"{URL}{Department.objects.get().pk}/").status_code == 405


def test_an_auditor_reads_and_an_engineer_does_not(auditor: Person, engineer: Person) -> None:
    assert api_of(auditor).get(URL).status_code == 200
    assert api_of(auditor).post(URL, {"name": "X"}).json()["permission"] == "access.edit_person"
    assert api_of(engineer).get(URL).status_code == 404
