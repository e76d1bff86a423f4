"""Object permissions: who may by role, who by what they are to the one object, and who gets in nowhere."""

import pytest
from django.test import override_settings

from access.models import Department, Person
from access.permits import PermissionRefused, may, permit
from common.permissions import RoleName
from tests.access.pages.plans import CLOSE, EDIT, SEE
from tests.factories.clients import api_of, client_of
from tests.factories.people import PASSWORD, fresh, make_department, make_person


@pytest.fixture
def guest(administrator: Person) -> Person:
    return make_person("Gus Guest")


@pytest.fixture
def member(administrator: Person) -> Person:
    return make_person("Mia Member", department="Engineering")


@pytest.fixture
def stranger(administrator: Person) -> Person:
    return make_person("Stan Stranger", department="Sales")


def status_of(person: Person | None, plan: Department, path: str = "") -> int:
    return client_of(person).get(f"/plans/{plan.pk}/{path}").status_code


def test_it_works(plan: Department, member: Person, stranger: Person) -> None:
    assert may(member, EDIT, plan)
    assert not may(member, EDIT)
    assert not may(member, EDIT, make_department("Sales"))
    assert not may(stranger, EDIT, plan)
    permit(member, EDIT, plan)


def test_the_refusal_says_that_neither_role_nor_part_grants_it(plan: Department, guest: Person) -> None:
    with pytest.raises(
        PermissionRefused, match=r"Neither your roles nor your part in this record include: Edit plans\."
    ):
        permit(guest, EDIT, plan)


def test_nobody_without_an_active_account_may(plan: Department, member: Person) -> None:
    member.is_active = False
    assert not may(member, EDIT, plan)
    assert not may(None, EDIT, plan)


def test_what_knows_no_relations_grants_nothing(plan: Department, member: Person) -> None:
    assert not may(member, EDIT, member)
    assert not may(member, EDIT, "")


def test_pages_ask_the_object(
    plan: Department, administrator: Person, auditor: Person, member: Person, guest: Person, stranger: Person
) -> None:
    seen = {each: (status_of(each, plan), status_of(each, plan, "edit/")) for each in (administrator, auditor, member)}
    assert seen == {administrator: (200, 200), auditor: (200, 403), member: (200, 200)}
    assert (status_of(guest, plan), status_of(guest, plan, "edit/")) == (200, 403)
    assert (status_of(stranger, plan), status_of(stranger, plan, "edit/")) == (404, 404)
    assert (status_of(None, plan), status_of(None, plan, "edit/")) == (302, 302)
    assert status_of(member, make_department("Sales"), "edit/") == 404


def test_a_page_that_asks_no_object_decides_by_role(
    plan: Department, administrator: Person, member: Person, guest: Person, stranger: Person
) -> None:
    assert status_of(administrator, plan, "forgetful/") == 200
    assert (status_of(member, plan, "forgetful/"), status_of(guest, plan, "forgetful/")) == (404, 404)
    assert status_of(stranger, plan, "forgetful/") == 404
    entered = {"name": "Mine", "purpose": "None"}
    assert client_of(member).post(f"/plans/{plan.pk}/forgetful/", entered).status_code == 404


def test_functions_decide_by_role_alone(plan: Department, administrator: Person, member: Person) -> None:
    assert client_of(administrator).get("/plans/by-role/").status_code == 200
    assert client_of(member).get("/plans/by-role/").status_code == 404


def test_a_confirmation_is_asked_of_those_who_may_by_relation_too(plan: Department, member: Person) -> None:
    client = client_of(member)
    assert client.post(f"/plans/{plan.pk}/close/").status_code == 422
    assert client.post(f"/plans/{plan.pk}/close/", {"confirmation": PASSWORD}).status_code == 302
    plan.refresh_from_db()
    assert plan.name == "Closed"


def test_the_api_asks_the_row(plan: Department, member: Person, guest: Person, stranger: Person) -> None:
    place = f"/api/v1/plans/{plan.pk}/"
    outcome = {
        each.name: (api_of(each).get(place).status_code, api_of(each).patch(place, {"name": "New"}).status_code)
        for each in (member, guest, stranger)
    }
    assert outcome == {"Mia Member": (200, 200), "Gus Guest": (200, 403), "Stan Stranger": (404, 404)}


def test_the_api_closes_before_anything_is_done(plan: Department, guest: Person, stranger: Person) -> None:
    place = f"/api/v1/plans/{plan.pk}/forgetful/"
    assert (api_of(guest).post(place).status_code, api_of(stranger).post(place).status_code) == (403, 404)
    plan.refresh_from_db()
    assert plan.name == "Engineering"


def test_a_list_of_the_api_shows_what_one_is_something_to(plan: Department, member: Person, stranger: Person) -> None:
    answers = [api_of(each).get("/api/v1/plans/").json()["results"] for each in (member, stranger)]
    assert [[row["name"] for row in rows] for rows in answers] == [["Engineering"], ["Sales"]]
    assert api_of(member).post("/api/v1/plans/", {"name": "Mine"}).status_code == 403


def test_the_api_asks_for_a_confirmation_once_and_only_of_those_who_may(
    plan: Department, member: Person, guest: Person
) -> None:
    place = f"/api/v1/plans/{plan.pk}/close/"
    assert api_of(guest, step_up=False).post(place).json()["code"] != "step_up_required"
    assert api_of(member, step_up=False).post(place).json()["code"] == "step_up_required"
    assert api_of(member).post(place).status_code == 200


@pytest.mark.parametrize("role", [RoleName.ADMINISTRATOR, RoleName.AUDITOR])
def test_roles_need_no_relation(plan: Department, role: RoleName, administrator: Person) -> None:
    person = fresh(administrator) if role == RoleName.ADMINISTRATOR else make_person("Anna", role)
    assert may(person, SEE, plan)
    assert may(person, CLOSE, plan) is (role == RoleName.ADMINISTRATOR)


def test_without_these_pages_nothing_is_left_of_them(administrator: Person) -> None:
    with override_settings(ROOT_URLCONF="compliance_portal.urls"):
        assert not hasattr(Department, "relations_of")
