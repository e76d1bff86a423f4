"""Whose roles let them ask for use cases of one department only begins them there, and nowhere else."""

import pytest

from access.actions.roles import assign_role, create_role
from access.models import Person, Role
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.use_cases import draft_use_case, place_use_case, save_draft, share
from registers.models import UseCase
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.registers import steward
from trail.models import TrailEntry

NEW, API = "/registers/use-cases/new/", "/api/v1/use-cases/"


def asking(*departments: str, of: str = "", slug: str = "engineer") -> Person:
    """Return somebody who holds a role for some departments only."""
    person = make_person("Ella Engineer", department=of)
    for name in departments:
        place = make_department(name).pk
        role = Role.objects.get(slug=slug)
        assign_role(person.pk, role.pk, by=operator(), reason="Helps there", department_id=place)
    return fresh(person)


@pytest.mark.django_db
def test_it_works_on_the_page() -> None:
    person = asking("Sales", of="Engineering")
    page = client_of(person)
    assert NEW in page.get("/registers/use-cases/").content.decode()
    shown = page.get(NEW)
    assert shown.status_code == 200
    assert "For the department" not in shown.content.decode()
    answer = page.post(NEW, {"title": "Sort mail", "purpose": "Faster answers", "similar_seen": "1"})
    made = UseCase.objects.get()
    assert (made.department, made.owner) == (make_department("Sales"), person)
    assert answer.headers["Location"] == f"{made.get_absolute_url()}request/people/"
    assert page.get(answer.headers["Location"]).status_code == 200
    save_draft(made.pk, {"purpose": "Answers within a day"}, by=person)
    assert [each.verb.rsplit(".", 1)[1] for each in TrailEntry.objects.about(made)] == ["edited", "drafted"]


@pytest.mark.django_db
def test_of_several_one_is_named() -> None:
    person = asking("Sales", "Legal")
    page, fields = client_of(person), {"title": "Sort mail", "purpose": "Faster answers", "similar_seen": "1"}
    assert "For the department" in page.get(NEW).content.decode()
    assert page.post(NEW, fields).status_code == 422
    assert page.post(NEW, {**fields, "department": str(make_department("Other").pk)}).status_code == 422
    assert page.post(NEW, {**fields, "department": str(make_department("Legal").pk)}).status_code == 302
    assert UseCase.objects.get().department == make_department("Legal")
    with pytest.raises(Refused) as refused:
        draft_use_case(title="Sort mail", by=person)
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("department_missing", "department")


@pytest.mark.django_db
def test_ones_own_is_named_by_itself() -> None:
    person = asking("Sales", "Legal", of="Legal")
    assert draft_use_case(title="Sort mail", by=person).department == make_department("Legal")


@pytest.mark.django_db
def test_over_the_api() -> None:
    api = api_of(asking("Sales"))
    made = api.post(API, {"title": "Sort mail"})
    assert (made.status_code, made.json()["department"]["name"]) == (201, "Sales")
    elsewhere = {"title": "Sort mail", "department": str(make_department("Other").pk)}
    assert api.post(API, elsewhere).status_code == 403
    alike = api.get(f"{API}similar/", {"text": "sort mail"})
    assert [each["title"] for each in alike.json()["results"]] == ["Sort mail"]
    assert UseCase.objects.count() == 1


def test_it_ends_at_the_department(engineer: Person) -> None:
    person = asking("Sales")
    with pytest.raises(PermissionRefused):
        draft_use_case(title="Sort mail", by=person, department=make_department("Other"))
    # Whoever asks for all names any.
    assert draft_use_case(title="Mail", by=engineer, department=make_department("Other")).department is not None


def test_who_only_sees_a_department_begins_nothing(administrator: Person) -> None:
    sees = ["registers.view_use_case", "registers.view_all_use_cases"]
    create_role(name="Looks on", description="", permissions=sees, by=administrator)
    person = asking("Sales", slug="looks-on")
    assert client_of(person).get("/registers/use-cases/").status_code == 200
    assert client_of(person).get(NEW).status_code == 403
    assert api_of(person).post(API, {"title": "Sort mail"}).status_code == 403
    assert client_of(make_person("Nina Nobody")).get(NEW).status_code == 404
    assert not UseCase.objects.exists()


@pytest.mark.django_db
def test_it_is_not_put_where_its_owner_could_not_own_it() -> None:
    keeper, person = fresh(steward()), asking("Sales")
    draft = draft_use_case(title="Sort mail", by=person)
    with pytest.raises(Refused) as refused:
        place_use_case(draft.pk, make_department("Legal").pk, by=keeper)
    assert refused.value.refusal.code == "owner_may_not_own_there"
    share(draft.pk, make_person("Sofie Steward", "engineer").pk, "steward", by=keeper)
    assert place_use_case(draft.pk, make_department("Legal").pk, by=keeper).department == make_department("Legal")
    assert draft.relations_of(fresh(person)) == {"owner"}
    assert UseCase.objects.get(pk=draft.pk).relations_of(fresh(person)) == {"named", "asker"}
