"""Groups of many: planned at once, so that whoever signs in meanwhile does not wait for minutes."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.actions.provisioning import provision_person
from access.actions.roles import assign_role
from access.actions.service_identities.directory import ensure_scim_service
from access.models import Person, Role
from access.rules.provisioning import PersonEntry
from tests.factories.groups import map_to
from tests.factories.people import operator
from tests.factories.scim import Directory

FEW, MANY = 5, 25
# What is written for one person whose roles change: the assignment, the entry of the trail, what each of them reads.
EACH = 8


@pytest.fixture
def people(directory: Directory) -> list[Person]:
    by = ensure_scim_service()
    return [provision_person(PersonEntry(f"person-{number}"), by=by) for number in range(FEW + MANY)]


def queries_to_add(directory: Directory, group: dict[str, Any], people: list[Person]) -> int:
    members = [{"value": str(each.pk)} for each in people]
    with CaptureQueriesContext(connection) as asked:
        answer = directory.patch(f"/Groups/{group['id']}", {"op": "add", "path": "members", "value": members})
    assert answer.status_code in {200, 204}
    return len(asked)


def test_each_who_gains_a_role_costs_little(directory: Directory, people: list[Person]) -> None:
    map_to("Engineers", "engineer")
    group = directory.enter_group("Engineers")

    few = queries_to_add(directory, group, people[:FEW])
    many = queries_to_add(directory, group, people[FEW:])

    assert many - few <= EACH * (MANY - FEW)
    assert Person.objects.filter(assignments__role__slug="engineer", assignments__withdrawn_at=None).count() == len(
        people
    )


def test_who_holds_it_by_hand_already_costs_nothing(directory: Directory, people: list[Person]) -> None:
    map_to("Engineers", "engineer")
    group = directory.enter_group("Engineers")
    role, by = Role.objects.get(slug="engineer"), operator()
    for each in people:
        assign_role(each.pk, role.pk, by=by, reason="For a test")

    few = queries_to_add(directory, group, people[:FEW])

    assert queries_to_add(directory, group, people[FEW:]) <= few + 2
