"""Whoever the directory deactivates or deletes is out at once; the last administrator is not."""

from collections.abc import Callable
from typing import Any

import pytest

from access.actions.roles import appoint_administrator, assign_role
from access.models import ApiToken, Person, PortalSession, Role
from common.permissions import RoleName
from tests.factories.clients import api_of, client_of
from tests.factories.people import operator
from tests.factories.scim import Directory, person, row_of
from trail.models import TrailEntry

Leaving = Callable[[Directory, dict[str, Any]], Any]


def by_patch(directory: Directory, said: dict[str, Any]) -> Any:
    return directory.patch(f"/Users/{said['id']}", {"op": "replace", "value": {"active": False}})


def as_entra_does(directory: Directory, said: dict[str, Any]) -> Any:
    return directory.patch(f"/Users/{said['id']}", {"op": "Replace", "path": "active", "value": "False"})


def by_put(directory: Directory, said: dict[str, Any]) -> Any:
    return directory.ask("PUT", f"/Users/{said['id']}", person(said["userName"], active=False))


def by_delete(directory: Directory, said: dict[str, Any]) -> Any:
    return directory.ask("DELETE", f"/Users/{said['id']}")


WAYS = [by_patch, as_entra_does, by_put, by_delete]


def leaver(directory: Directory) -> dict[str, Any]:
    """Enter somebody who works here with a role."""
    said = directory.enter("lea", displayName="Lea Leaver", emails=[{"value": "lea@example.org"}])
    assign_role(row_of(said).pk, Role.objects.get(slug="engineer").pk, by=operator(), reason="For a test")
    return said


@pytest.mark.parametrize("leave", WAYS)
def test_the_next_request_of_each_session_and_token_is_refused(directory: Directory, leave: Leaving) -> None:
    said = leaver(directory)
    row = row_of(said)
    browsers, programs = [client_of(row) for _ in range(2)], [api_of(row) for _ in range(2)]
    assert [browser.get("/access/me/").status_code for browser in browsers] == [200, 200]
    assert [program.get("/api/v1/people/me/").status_code for program in programs] == [200, 200]
    assert leave(directory, said).status_code in {200, 204}
    answers = [browser.get("/access/me/") for browser in browsers]
    assert [answer.headers["Location"] for answer in answers] == ["/access/sign-in/?next=/access/me/"] * 2
    assert [program.get("/api/v1/people/me/").status_code for program in programs] == [401, 401]
    assert not PortalSession.objects.filter(person=row).exists()
    assert not ApiToken.objects.filter(person=row, revoked_at=None).exists()
    row.refresh_from_db()
    assert (row.is_active, row.deactivated_at is not None) == (False, True)


@pytest.mark.parametrize(
    ("leave", "verb"), [(by_patch, "access.person.deprovisioned"), (by_delete, "access.person.released")]
)
def test_the_trail_tells_it(directory: Directory, leave: Leaving, verb: str) -> None:
    said = leaver(directory)
    client_of(row_of(said))
    leave(directory, said)
    entry = TrailEntry.objects.about(row_of(said)).filter(verb=verb).get()
    assert (entry.actor_name, entry.details["sessions"], entry.details["tokens"]) == ("Directory (SCIM)", 1, 0)


def test_a_deactivated_person_stays_a_user(directory: Directory) -> None:
    said = leaver(directory)
    by_patch(directory, said)
    read = directory.get(f"/Users/{said['id']}")
    assert (read["active"], read["userName"]) == (False, "lea")
    assert directory.ask("POST", "/Users", person("lea")).status_code == 409


def test_a_deleted_person_is_gone_for_the_directory_only(directory: Directory) -> None:
    said = leaver(directory)
    assert by_delete(directory, said).status_code == 204
    assert directory.ask("GET", f"/Users/{said['id']}").status_code == 404
    assert directory.get("/Users")["totalResults"] == 0
    row = row_of(said)
    assert (row.name, row.user_name, row.external_id, row.attributes) == ("Lea Leaver", "", "", {})
    again = directory.enter("lea", emails=[{"value": "lea@example.org"}])
    assert again["id"] != said["id"]


def test_who_comes_back_is_let_in_again(directory: Directory) -> None:
    said = leaver(directory)
    by_patch(directory, said)
    directory.patch(f"/Users/{said['id']}", {"op": "Replace", "path": "active", "value": "True"})
    row = row_of(said)
    assert (row.is_active, row.has_role("engineer")) == (True, True)
    assert TrailEntry.objects.about(row).latest("id").verb == "access.person.reprovisioned"


def test_nobody_comes_back_to_an_address_that_is_somebody_elses_by_now(directory: Directory) -> None:
    said = leaver(directory)
    by_patch(directory, said)
    directory.enter("other", emails=[{"value": "lea@example.org"}])
    answer = directory.patch(f"/Users/{said['id']}", {"op": "replace", "path": "active", "value": True})
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")
    assert not row_of(said).is_active


def test_an_address_may_change_hands_as_one_leaves(directory: Directory) -> None:
    said = leaver(directory)
    directory.ask("PUT", f"/Users/{said['id']}", person("lea", active=False, emails=[{"value": "gone@example.org"}]))
    assert directory.enter("new", emails=[{"value": "lea@example.org"}])["active"]
    assert row_of(said).email == "gone@example.org"


def test_who_is_shut_out_in_the_portal_is_so_for_the_directory(directory: Directory, administrator: Person) -> None:
    from access.actions.people import deactivate_person

    said = leaver(directory)
    deactivate_person(row_of(said).pk, by=administrator, reason="For a test")
    read = directory.get(f"/Users/{said['id']}")
    assert read["active"] is False
    assert read["meta"]["version"] != said["meta"]["version"]


def only_administrator(directory: Directory) -> dict[str, Any]:
    """Have the directory keep the only administrator there is."""
    said = directory.enter("root", displayName="Rita Root", emails=[{"value": "root@example.org"}])
    appoint_administrator(row_of(said).pk)
    others = Person.objects.active().holding(RoleName.ADMINISTRATOR, row_of(said).created_at.date())
    for other in others.exclude(pk=said["id"]):
        Person._base_manager.filter(pk=other.pk).update(is_active=False, deactivated_at=other.created_at)
    return said


@pytest.mark.parametrize("leave", WAYS)
def test_the_last_administrator_stays(directory: Directory, leave: Leaving) -> None:
    said = only_administrator(directory)
    browser = client_of(row_of(said))
    entries = TrailEntry.objects.count()
    answer = leave(directory, said)
    assert answer.status_code == 409
    assert "last administrator" in answer.json()["detail"]
    assert "scimType" not in answer.json()
    row = row_of(said)
    assert (row.is_active, row.user_name, row.has_role(RoleName.ADMINISTRATOR)) == (True, "root", True)
    assert browser.get("/access/me/").status_code == 200
    assert TrailEntry.objects.count() == entries


def test_a_replacement_that_does_not_say_leaves_them_what_they_are(directory: Directory) -> None:
    said = leaver(directory)
    by_patch(directory, said)
    assert directory.ask("PUT", f"/Users/{said['id']}", person("lea", displayName="Lea")).status_code == 200
    assert not row_of(said).is_active
