"""Roles: given and taken with a step-up, seen by who, when and from where in the trail."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format

from access.actions.people import deactivate_person
from access.actions.roles import extend_role, withdraw_role
from access.models import Person, Role, RoleAssignment
from common.clock import held_at, now, today
from common.refusals import Refused
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD, fresh, make_person, operator
from trail.models import TrailEntry


@pytest.fixture
def page(administrator: Person) -> Client:
    return client_of(administrator)


def role(slug: str) -> Role:
    return Role.objects.get(slug=slug)


def given(slug: str, **fields: object) -> dict[str, object]:
    return {"role": str(role(slug).pk), "reason": "Joins the board", "confirmation": PASSWORD, **fields}


def test_it_works(page: Client, administrator: Person, engineer: Person) -> None:
    url = f"/access/people/{engineer.pk}/assign-role/"
    assert "Confirm that it is you" in page.get(url).content.decode()
    response = page.post(url, given("data-owner"), REMOTE_ADDR="203.0.113.7")
    assert response.headers["Location"] == engineer.get_absolute_url()
    assert fresh(engineer).has_role("data-owner")
    entry = TrailEntry.objects.about(engineer)[0]
    assert entry.sentence == "Ada Administrator gave Emil Engineer the role Data owner"
    assert (entry.actor, entry.address, entry.reason) == (administrator, "203.0.113.7", "Joins the board")
    assert "gave Emil Engineer the role" in page.get(engineer.get_absolute_url()).content.decode()
    assert engineer.notifications.filter(kind="role", title="You were given the role Data owner").exists()


def test_without_the_step_up_nothing_happens(page: Client, engineer: Person) -> None:
    response = page.post(f"/access/people/{engineer.pk}/assign-role/", given("data-owner", confirmation="wrong"))
    assert response.status_code == 422
    assert "That did not confirm it is you" in response.content.decode()
    assert not fresh(engineer).has_role("data-owner")


def test_a_fresh_confirmation_is_asked_once(page: Client, engineer: Person) -> None:
    page.post(f"/access/people/{engineer.pk}/assign-role/", given("data-owner"))
    assert "Confirm that it is you" not in page.get(f"/access/people/{engineer.pk}/assign-role/").content.decode()


def test_a_role_is_taken_away(page: Client, engineer: Person) -> None:
    held = RoleAssignment.objects.get(person=engineer)
    fields = {"reason": "Moves on", "confirmation": PASSWORD}
    page.post(f"/access/assignments/{held.pk}/withdraw/", fields)
    assert not fresh(engineer).may("access.view_roles")
    assert TrailEntry.objects.about(engineer)[0].verb == "access.role.withdrawn"
    assert page.get(f"/access/assignments/{held.pk}/withdraw/").status_code == 404


@pytest.mark.parametrize(
    ("slug", "fields", "says"),
    [
        ("auditor", {}, "kept apart"),
        ("data-owner", {"ends_on": "2020-01-01"}, "in the past"),
        ("data-owner", {"starts_on": "2030-02-01", "ends_on": "2030-01-01"}, "before the first"),
        ("data-owner", {"records_from": "2030-02-01", "records_until": "2030-01-01"}, "before the first"),
        ("data-owner", {"ends_on": "soon"}, "valid date"),
        ("data-owner", {"reason": ""}, "required"),
    ],
)
def test_refusals_stand_at_their_field(
    page: Client, officer: Person, slug: str, fields: dict[str, str], says: str
) -> None:
    response = page.post(f"/access/people/{officer.pk}/assign-role/", given(slug, **fields))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert RoleAssignment.objects.filter(person=officer).count() == 1


def test_nobody_changes_their_own_roles(page: Client, administrator: Person) -> None:
    response = page.post(f"/access/people/{administrator.pk}/assign-role/", given("engineer"))
    assert response.status_code == 422
    assert "Nobody changes their own roles" in response.content.decode()


def test_a_role_counts_only_on_its_days(page: Client, engineer: Person) -> None:
    later = today() + timedelta(days=3)
    page.post(f"/access/people/{engineer.pk}/assign-role/", given("data-owner", starts_on=later.isoformat()))
    assert not fresh(engineer).has_role("data-owner")
    assert RoleAssignment.objects.in_force_on(later).filter(person=engineer, role__slug="data-owner").exists()


def test_the_auditor_reads_and_the_engineer_sees_nothing(auditor: Person, engineer: Person, officer: Person) -> None:
    place = engineer.get_absolute_url()
    seen = client_of(auditor).get(place)
    assert seen.status_code == 200
    assert "assign-role" not in seen.content.decode()
    assert client_of(auditor).get(f"{place}assign-role/").status_code == 403
    assert client_of(auditor).post(f"{place}assign-role/", given("data-owner")).status_code == 403
    assert client_of(engineer).get(officer.get_absolute_url()).status_code == 404
    assert client_of(engineer).post(f"{place}assign-role/", given("data-owner")).status_code == 404
    assert not fresh(engineer).has_role("data-owner")


def test_a_custom_role_is_made_changed_and_retired(page: Client, engineer: Person) -> None:
    fields = {"name": "Reader", "description": "Reads", "permissions": ["access.view_people"], "confirmation": PASSWORD}
    page.post("/access/roles/new/", fields)
    made = Role.objects.get(name="Reader")
    page.post(f"/access/people/{engineer.pk}/assign-role/", {"role": str(made.pk), "reason": "Needs it"})
    assert fresh(engineer).may("access.view_people")
    page.post(f"{made.get_absolute_url()}edit/", {**fields, "permissions": ["access.view_roles"], "reason": "Less"})
    assert fresh(engineer).may("access.view_roles")
    assert not fresh(engineer).may("access.view_people")
    page.post(f"{made.get_absolute_url()}retire/", {"reason": "Unused"})
    assert not fresh(engineer).may("access.view_roles")
    verbs = [entry.verb for entry in TrailEntry.objects.about(made)]
    assert verbs == ["access.role.retired", "access.role.edited", "access.role.assigned", "access.role.created"]


def test_a_custom_role_never_holds_what_only_administrators_may(page: Client) -> None:
    fields = {"name": "Sly", "permissions": ["access.assign_role"], "confirmation": PASSWORD}
    assert page.post("/access/roles/new/", fields).status_code == 422
    assert not Role.objects.filter(name="Sly").exists()
    assert page.post("/access/roles/new/", {**fields, "name": "auditor", "permissions": []}).status_code == 422


def test_built_in_roles_have_no_page_to_change_them(page: Client) -> None:
    place = role("auditor").get_absolute_url()
    assert page.get(place).status_code == 200
    assert page.get(f"{place}edit/").status_code == 404
    assert page.get(f"{place}retire/").status_code == 404


def test_a_role_is_extended(page: Client, engineer: Person) -> None:
    held = RoleAssignment.objects.get(person=engineer)
    later = today() + timedelta(days=30)
    url = f"/access/assignments/{held.pk}/extend/"
    assert page.get(url).status_code == 200
    fields = {"ends_on": later.isoformat(), "reason": "Project goes on", "confirmation": PASSWORD}
    assert page.post(url, fields).headers["Location"] == engineer.get_absolute_url()
    held.refresh_from_db()
    assert held.ends_on == later
    entry = TrailEntry.objects.about(engineer)[0]
    assert (entry.verb, entry.reason) == ("access.role.extended", "Project goes on")
    assert (
        entry.sentence == f"Ada Administrator changed the end of Emil Engineer's role Engineer to {date_format(later)}"
    )
    page.post(url, {"ends_on": "", "reason": "For good"})
    assert TrailEntry.objects.about(engineer)[0].sentence.endswith("role Engineer to further notice")
    yesterday = today() - timedelta(days=1)
    assert page.post(url, {"ends_on": yesterday.isoformat(), "reason": "Oops"}).status_code == 422


def test_a_role_that_is_over_is_given_anew_not_extended(page: Client, engineer: Person) -> None:
    held = RoleAssignment.objects.get(person=engineer)
    with held_at(now() - timedelta(days=9)):
        extend_role(held.pk, ends_on=today() + timedelta(days=2), by=operator(), reason="Short")
    assert not fresh(engineer).has_role("engineer")
    extended = page.post(f"/access/assignments/{held.pk}/extend/", {"reason": "Late", "confirmation": PASSWORD})
    assert extended.status_code == 422
    assert page.post(f"/access/people/{engineer.pk}/assign-role/", given("engineer")).status_code == 302
    assert fresh(engineer).has_role("engineer")
    assert RoleAssignment.objects.filter(person=engineer).count() == 2
    assert RoleAssignment.objects.standing().filter(person=engineer).count() == 1


def test_the_last_lasting_administrator_stays(administrator: Person) -> None:
    other = make_person("Oda Other", "administrator")
    own = RoleAssignment.objects.get(person=administrator)
    extend_role(own.pk, ends_on=today() + timedelta(days=2), by=other, reason="Leaves soon")
    theirs = RoleAssignment.objects.get(person=other)
    with pytest.raises(Refused, match="last administrator"):
        withdraw_role(theirs.pk, by=fresh(administrator), reason="Coup")
    with pytest.raises(Refused, match="last administrator"):
        extend_role(theirs.pk, ends_on=today(), by=fresh(administrator), reason="Coup")
    with pytest.raises(Refused, match="last administrator"):
        deactivate_person(other.pk, by=fresh(administrator), reason="Coup")
