"""Sign-ins and mappings at the same time, each on a connection of its own: none is lost, nobody is left out."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from access.actions.groups import apply_groups, apply_memberships
from access.actions.mapping import edit_mapping
from access.actions.people import deactivate_person
from access.actions.roles import withdraw_role
from access.models import Person, Role, RoleAssignment
from common.clock import today
from common.refusals import Refused
from tests.factories.groups import map_to, sign_in_with, slugs_of
from tests.factories.people import fresh, make_person, operator
from trail.models import TrailEntry

pytestmark = [pytest.mark.django_db(transaction=True)]
ROUNDS = 4


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """Do several things at the same time; return for each what stopped it, or nothing."""
    gate, found = threading.Barrier(len(deeds)), [""] * len(deeds)

    def do(place: int) -> None:
        gate.wait(10)
        try:
            deeds[place]()
        except Refused as refused:
            found[place] = refused.refusal.code
        except Exception as error:  # noqa: BLE001 - the test says which
            found[place] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[place]) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_two_sign_ins_at_once_give_each_role_once() -> None:
    map_to("engineers", "engineer")
    for number in range(ROUNDS):
        person = make_person(f"Person {number}")
        found = at_once(*[partial(apply_groups, fresh(person), claimed=["engineers"]) for _each in range(3)])
        assert found == ["", "", ""]
        assert slugs_of(person) == {"engineer": ["engineers"]}
        assert TrailEntry.objects.about(person).filter(verb="access.groups.applied").count() == 1


def test_a_mapping_changed_during_a_sign_in_counts_for_it() -> None:
    group, admin = map_to("engineers", "engineer"), operator()
    roles = {slug: Role.objects.get(slug=slug).pk for slug in ("engineer", "data-owner")}
    for number in range(ROUNDS):
        person, slug = make_person(f"Person {number}"), ("data-owner", "engineer")[number % 2]
        change = partial(
            edit_mapping,
            group.pk,
            name="engineers",
            external_id="",
            role_ids=[roles[slug]],
            department_id=None,
            by=admin,
            reason="x",
        )
        assert at_once(change, partial(apply_groups, fresh(person), claimed=["engineers"])) == ["", ""]
        # Whoever came first: in the end everybody in the group holds what it gives now.
        assert slugs_of(person) == {slug: ["engineers"]}


def test_two_administrators_by_groups_do_not_both_go() -> None:
    map_to("admins", "administrator")
    one, two = (sign_in_with(make_person(name), "admins") for name in ("One Admin", "Two Admin"))
    first = operator()
    assert first.name == "Olive Operator"
    withdraw_role(first.assignments.get().pk, by=one, reason="x")
    assert at_once(*[partial(apply_groups, fresh(each), claimed=[]) for each in (one, two)]) == ["", ""]
    assert Person.objects.active().holding("administrator", today()).count() == 1


def test_a_sign_in_and_a_deactivation_leave_an_administrator() -> None:
    map_to("admins", "administrator")
    first, one = operator(), sign_in_with(make_person("One Admin"), "admins")
    found = at_once(
        partial(apply_groups, fresh(one), claimed=[]),
        partial(deactivate_person, first.pk, by=one, reason="x"),
    )
    assert found[0] == ""
    assert found[1] in {"", "last_administrator"} or "PermissionRefused" in found[1]
    assert Person.objects.active().holding("administrator", today()).exists()


def test_a_sign_in_and_the_directory_at_once() -> None:
    map_to("engineers", "engineer")
    person = make_person("Person")
    found = at_once(
        partial(apply_groups, fresh(person), claimed=["engineers"]), partial(apply_memberships, fresh(person))
    )
    assert found == ["", ""]
    assert RoleAssignment.objects.standing().filter(person=person).count() == 1
