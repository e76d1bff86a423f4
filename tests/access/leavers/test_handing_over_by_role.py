"""A custom role that hands over what leavers owned, and nothing else of people, reaches them from its work."""

from access.actions.roles import assign_role, create_role
from access.models import Person, Role
from access.work import groups_for
from tests.factories.clients import api_of, client_of
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person


def desk(administrator: Person) -> Person:
    """Return somebody who hands over and sees use cases, but not the list of people."""
    permissions = ["access.hand_over", "registers.view_use_case", "registers.view_all_use_cases"]
    create_role(name="Leaver desk", description="", permissions=permissions, by=administrator)
    person = make_person("Dana Desk")
    role = Role.objects.get(slug="leaver-desk")
    assign_role(person.pk, role.pk, by=administrator, reason="Sees leavers off")
    return fresh(person)


def test_it_works(administrator: Person) -> None:
    person = desk(administrator)
    owner, use_cases, _exception = make_owner()
    leave(owner)
    (group,) = [each for each in groups_for(person) if each.kind.name == "leavers"]
    (item,) = group.items
    shown = client_of(person).get(item.url)
    assert shown.status_code == 200
    assert str(use_cases[0]) in shown.content.decode()
    owned = api_of(person).get(f"/api/v1/people/{owner.pk}/owned/")
    assert {each["kind"]: each["count"] for each in owned.json()["results"]}["use-cases"] == 2
    # What they are not there for stays unseen.
    assert client_of(person).get(f"/access/people/{owner.pk}/").status_code == 404


def test_a_successor_who_holds_it_reaches_what_comes_to_them(administrator: Person) -> None:
    person = desk(administrator)
    owner, _use_cases, _exception = make_owner()
    leave(owner, person)
    assert client_of(person).get(f"/access/people/{owner.pk}/hand-over/").status_code == 200
    assert client_of(make_successor()).get(f"/access/people/{owner.pk}/hand-over/").status_code == 404
