"""Departments: listed, entered, renamed; seen by whoever sees people, changed by whoever edits them."""

import pytest

from access.models import Department, Person
from tests.factories.clients import client_of
from tests.factories.people import make_department
from trail.models import TrailEntry

URL = "/access/departments/"


def test_it_works(administrator: Person) -> None:
    page = client_of(administrator)
    assert f'href="{URL}new/"' in page.get(URL).content.decode()
    answer = page.post(f"{URL}new/", {"name": " Research "})
    made = Department.objects.get(name="Research")
    assert answer.headers["Location"] == made.get_absolute_url()
    page.post(f"{made.get_absolute_url()}rename/", {"name": "Research and design"})
    made.refresh_from_db()
    assert made.name == "Research and design"
    told = [(entry.verb, entry.sentence) for entry in TrailEntry.objects.about(made)]
    assert told == [
        (
            "access.department.renamed",
            "Ada Administrator renamed the department Research to Research and design",
        ),
        ("access.department.created", "Ada Administrator created the department Research"),
    ]
    assert "renamed the department" in page.get(made.get_absolute_url()).content.decode()


def test_the_list_counts_active_people_searches_sorts_and_exports(administrator: Person, engineer: Person) -> None:
    make_department("Empty wing")
    Person.objects.filter(pk=engineer.pk).update(is_active=False, deactivated_at=engineer.created_at)
    page = client_of(administrator)
    export = page.get(URL, {"export": "csv", "sort": "-members"}).content.decode("utf-8-sig").split()
    assert export[0] == "Name,People"
    assert export[1] == "Operations,1"
    assert "Engineering,0" in export
    found = page.get(URL, {"q": "wing"}).content.decode()
    assert "Empty wing" in found
    assert "Operations" not in found.split('id="listing"')[1]
    assert "Operations" not in page.get(URL, {"people": "no"}).content.decode().split('id="listing"')[1]
    assert "Empty wing" not in page.get(URL, {"people": "yes"}).content.decode()


@pytest.mark.parametrize("name", ["", "  ", "operations", "x" * 101])
def test_a_name_is_there_and_only_once(administrator: Person, name: str) -> None:
    other = make_department("Research")
    page = client_of(administrator)
    assert page.post(f"{URL}new/", {"name": name}).status_code == 422
    assert page.post(f"{other.get_absolute_url()}rename/", {"name": name}).status_code == 422
    assert set(Department.objects.values_list("name", flat=True)) == {"Operations", "Research"}


def test_its_own_name_in_other_letters_is_free_and_the_same_one_is_no_event(administrator: Person) -> None:
    department = make_department("research")
    page = client_of(administrator)
    assert page.post(f"{department.get_absolute_url()}rename/", {"name": "research"}).status_code == 302
    assert not TrailEntry.objects.filter(verb="access.department.renamed").exists()
    assert page.post(f"{department.get_absolute_url()}rename/", {"name": "Research"}).status_code == 302
    department.refresh_from_db()
    assert department.name == "Research"


def test_an_auditor_reads_and_an_engineer_sees_nothing(auditor: Person, engineer: Person) -> None:
    place = Department.objects.get(name="Engineering").get_absolute_url()
    reads = client_of(auditor)
    assert "new/" not in reads.get(URL).content.decode()
    assert "rename/" not in reads.get(place).content.decode()
    assert reads.get(f"{URL}new/").status_code == reads.post(f"{place}rename/", {"name": "X"}).status_code == 403
    shut = client_of(engineer)
    assert {shut.get(each).status_code for each in (URL, place, f"{URL}new/", f"{place}rename/")} == {404}


def test_it_is_found_from_the_people_the_palette_and_the_forms(administrator: Person, engineer: Person) -> None:
    page = client_of(administrator)
    assert f'href="{URL}"' in page.get("/access/people/").content.decode()
    found = page.get("/search/", {"q": "engineering"}).content.decode()
    assert Department.objects.get(name="Engineering").get_absolute_url() in found
    assert f'href="{URL}"' in page.get("/search/", {"q": "departments"}).content.decode()
    for form in ("/access/people/invite/", f"{engineer.get_absolute_url()}edit/"):
        assert f'href="{URL}new/"' in page.get(form).content.decode()
