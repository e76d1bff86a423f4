"""The table of who gets in knows one's own things from somebody else's: asked of pages about plans."""

import pytest
from django.urls import resolve

from access.models import Department, Person
from common.permissions import RoleName
from tests.architecture.addresses import Address
from tests.architecture.organisation import NOBODY, READERS, WITHOUT_ROLE, Organisation
from tests.architecture.samples import OWNED
from tests.architecture.test_addresses import ask, assert_follows
from tests.factories.people import make_department


def plan_of(person: Person) -> Department:
    """Make a plan and put the person into it."""
    person.department = make_department(f"Plan of {person.name}")
    Person._base_manager.filter(pk=person.pk).update(department=person.department)
    return person.department


@pytest.fixture
def organisation(plan: Department, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setitem(OWNED, "plans/", plan_of)
    monkeypatch.setitem(OWNED, "api/v1/plans/", plan_of)
    return Organisation()


def outcome_of(organisation: Organisation, address: Address, method: str, whose: str) -> dict[str, str]:
    outcome = {reader: ask(organisation, address, method, reader, whose) for reader in READERS}
    assert_follows(organisation, address, method, whose, outcome)
    return outcome


@pytest.mark.parametrize(
    ("route", "name", "method", "mine", "theirs"),
    [
        ("plans/<uuid:pk>/", "plan", "GET", "200", "404"),
        ("plans/<uuid:pk>/edit/", "edit-plan", "GET", "200", "404"),
        ("plans/<uuid:pk>/edit/", "edit-plan", "POST", "422", "404"),
        ("api/v1/plans/<uuid:pk>/", "plan-detail", "PATCH", "200", "404"),
    ],
)
def test_own_and_other(organisation: Organisation, route: str, name: str, method: str, mine: str, theirs: str) -> None:
    view = resolve("/" + route.replace("<uuid:pk>", "01234567-89ab-7def-8123-456789abcdef")).func
    address = Address(route, name, view)
    own, other = (outcome_of(organisation, address, method, whose) for whose in ("own", "other"))
    assert {own[WITHOUT_ROLE], own[RoleName.ENGINEER], other[RoleName.ADMINISTRATOR]} == {mine}
    assert {other[WITHOUT_ROLE], other[RoleName.ENGINEER]} == {theirs}
    assert other[RoleName.AUDITOR] == ("200" if name == "plan" else "403")
    assert own[NOBODY] in {"sign-in", "401"}
