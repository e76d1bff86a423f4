"""Roles held for one department: how they are given, shown and taken, and that they count for nothing else."""

from typing import Any

import pytest
from django.test import RequestFactory

from access.actions.roles import assign_role, extend_role, withdraw_role
from access.models import Department, Person, Role, RoleAssignment
from access.permits import may, may_somewhere
from access.views.roles import RolesPage
from common.clock import today
from common.refusals import Refused
from tests.factories.clients import api_of, client_of
from tests.factories.people import PASSWORD, fresh, make_department, make_person, operator
from trail.models import TrailEntry

URL = "/api/v1/people/"


@pytest.fixture
def engineering(db: None) -> Department:
    return make_department("Engineering")


@pytest.fixture
def nobody(db: None) -> Person:
    return make_person("Nora Newcomer")


def give(person: Person, slug: str, department: Department | None, **more: Any) -> RoleAssignment:
    """Give a role for a department, or for all."""
    role = Role.objects.get(slug=slug)
    key = department.pk if department else None
    return assign_role(person.pk, role.pk, by=operator(), reason="Stands in", department_id=key, **more)


class Thing:
    """Something that belongs to a department."""

    def __init__(self, department: Department | None) -> None:
        self.scope_department_id = department.pk if department else None


def test_it_counts_for_that_department_only(nobody: Person, engineering: Department) -> None:
    give(nobody, "compliance-officer", engineering)
    officer = fresh(nobody)
    assert officer.permissions == frozenset()
    assert may(officer, "registers.suspend_use_case", Thing(engineering))
    assert not may(officer, "registers.suspend_use_case", Thing(make_department("Sales")))
    assert not may(officer, "registers.suspend_use_case", Thing(None))
    assert not may(officer, "registers.suspend_use_case")
    assert may_somewhere(officer, "registers.suspend_use_case")
    # What belongs to no department at all is not granted by it, whatever it is asked about.
    assert not may(officer, "access.view_people", Thing(engineering))
    assert not may_somewhere(officer, "access.view_people")
    assert not may_somewhere(officer, "registers.export_register")


def test_the_trail_and_the_message_say_for_which(nobody: Person, engineering: Department) -> None:
    held = give(nobody, "compliance-officer", engineering)
    entry = TrailEntry.objects.about(nobody)[0]
    assert entry.sentence == "Olive Operator gave Nora Newcomer the role Compliance officer for Engineering"
    assert nobody.notifications.latest("pk").title == "You were given the role Compliance officer for Engineering"
    extend_role(held.pk, ends_on=today(), by=operator(), reason="Only today")
    assert "role Compliance officer for Engineering to" in TrailEntry.objects.about(nobody)[0].sentence
    withdraw_role(held.pk, by=operator(), reason="Over")
    assert TrailEntry.objects.about(nobody)[0].sentence.endswith(
        "took the role Compliance officer for Engineering from Nora Newcomer"
    )
    assert nobody.notifications.latest("pk").title == "You no longer hold the role Compliance officer for Engineering"
    assert not may_somewhere(fresh(nobody), "registers.suspend_use_case")


def test_one_role_may_be_held_for_several_departments_and_then_for_all(nobody: Person, engineering: Department) -> None:
    sales = make_department("Sales")
    give(nobody, "compliance-officer", engineering)
    give(nobody, "compliance-officer", sales)
    assert fresh(nobody).departments_for("registers.suspend_use_case") == {engineering.pk, sales.pk}
    with pytest.raises(Refused) as refused:
        give(nobody, "compliance-officer", sales)
    assert refused.value.refusal.code == "role_held"
    give(nobody, "compliance-officer", None)
    assert may(fresh(nobody), "registers.suspend_use_case")
    # Who holds it for all needs it for no department.
    with pytest.raises(Refused) as refused:
        give(nobody, "compliance-officer", make_department("Legal"))
    assert refused.value.refusal.code == "role_held"


def test_duties_stay_apart_whatever_they_are_held_for(nobody: Person, engineering: Department) -> None:
    give(nobody, "compliance-officer", engineering)
    for slug in ("auditor", "administrator"):
        with pytest.raises(Refused) as refused:
            give(nobody, slug, None)
        assert refused.value.refusal.code == "role_conflict"
    assert fresh(nobody).assignments.standing().count() == 1


def test_the_page_asks_for_which_department(administrator: Person, nobody: Person, engineering: Department) -> None:
    page, url = client_of(administrator), f"/access/people/{nobody.pk}/assign-role/"
    assert "The whole organisation" in page.get(url).content.decode()
    role = Role.objects.get(slug="privacy-reviewer")
    fields = {"role": str(role.pk), "department": str(engineering.pk), "reason": "New", "confirmation": PASSWORD}
    assert page.post(url, fields).status_code == 302
    assert fresh(nobody).assignments.get().department == engineering
    assert "For Engineering only" in page.get(nobody.get_absolute_url()).content.decode()
    assert "Engineering</td>" in page.get(role.get_absolute_url()).content.decode()
    assert "Privacy reviewer for Engineering" in page.get("/access/people/").content.decode()
    exported = page.get("/access/people/?export=csv")
    assert "Privacy reviewer for Engineering" in exported.content.decode()
    own = client_of(nobody).get("/access/me/").content.decode()
    assert "It counts for the use cases of Engineering only" in own
    # It is offered again: for another department, or for all.
    assert str(role.pk) in page.get(url).content.decode()


def test_the_page_says_why_an_auditor_is_not(administrator: Person, nobody: Person, engineering: Department) -> None:
    role = Role.objects.get(slug="auditor")
    fields = {"role": str(role.pk), "department": str(engineering.pk), "reason": "New", "confirmation": PASSWORD}
    answer = client_of(administrator).post(f"/access/people/{nobody.pk}/assign-role/", fields)
    assert answer.status_code == 422
    assert "counts for the whole organisation" in answer.content.decode()
    assert not nobody.assignments.exists()


def test_over_the_api(administrator: Person, nobody: Person, engineering: Department) -> None:
    api, place = api_of(administrator), f"{URL}{nobody.pk}/"
    body = {"role": "legal-reviewer", "department": str(engineering.pk), "reason": "Stands in"}
    told = api.post(f"{place}assign-role/", body).json()["assignments"]
    assert [(each["role"]["slug"], each["department"]["name"]) for each in told] == [("legal-reviewer", "Engineering")]
    # The one for all is another.
    whole = {"role": "legal-reviewer", "reason": "Over"}
    assert api.post(f"{place}withdraw-role/", whole).json()["code"] == "role_not_held"
    longer = api.post(f"{place}extend-role/", {**body, "ends_on": "2099-12-31"}).json()["assignments"]
    assert [each["ends_on"] for each in longer] == ["2099-12-31"]
    assert api.post(f"{place}withdraw-role/", body).json()["assignments"] == []
    answer = api.post(f"{place}assign-role/", {**body, "role": "auditor"})
    assert (answer.status_code, answer.json()["code"]) == (409, "role_not_by_department")


def test_who_holds_it_for_two_departments_is_one_holder(administrator: Person) -> None:
    person, role = make_person("Ella Engineer"), Role.objects.get(slug="engineer")
    for name in ("Sales", "Legal"):
        place = make_department(name).pk
        assign_role(person.pk, role.pk, by=administrator, reason="Helps there", department_id=place)
    request = RequestFactory().get("/access/roles/")
    request.user = administrator
    page = RolesPage()
    page.setup(request)
    rows: Any = page.rows().values_list("slug", "holders")  # type: ignore[misc]
    assert dict(rows)["engineer"] == 1
