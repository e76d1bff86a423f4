"""Whom the directory lets back in: those it shut out itself, and nobody whom a person shut out."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from access.actions.people import deactivate_person, reactivate_person
from access.models import Person
from tests.access.scim.test_entering_people import signed_in_before
from tests.access.scim.test_leaving import leaver
from tests.factories.scim import Directory, person, row_of
from trail.models import TrailEntry


def says(directory: Directory, said: dict[str, Any], *, active: bool) -> Any:
    return directory.patch(f"/Users/{said['id']}", {"op": "replace", "path": "active", "value": active})


def shut_out_by_hand(said: dict[str, Any], administrator: Person) -> Person:
    return deactivate_person(row_of(said).pk, by=administrator, reason="An inquiry")


def test_whom_a_person_shut_out_stays_out(directory: Directory, administrator: Person) -> None:
    said = leaver(directory)
    shut_out_by_hand(said, administrator)
    entries = TrailEntry.objects.count()

    answer = says(directory, said, active=True)

    assert answer.status_code == 409
    assert "deactivated in the portal" in answer.json()["detail"]
    assert "administrator" in answer.json()["detail"]
    assert not row_of(said).is_active
    assert TrailEntry.objects.count() == entries


def test_a_replacement_does_not_let_them_in_either(directory: Directory, administrator: Person) -> None:
    said = leaver(directory)
    shut_out_by_hand(said, administrator)

    answer = directory.ask("PUT", f"/Users/{said['id']}", person("lea", displayName="Lea Married", active=True))

    assert answer.status_code == 409
    assert (row_of(said).name, row_of(said).is_active) == ("Lea Leaver", False)


@pytest.mark.parametrize("active", [False, None])
def test_everything_else_still_follows(directory: Directory, administrator: Person, active: bool | None) -> None:
    said = leaver(directory)
    shut_out_by_hand(said, administrator)
    standing = {} if active is None else {"active": active}

    answer = directory.ask("PUT", f"/Users/{said['id']}", person("lea", displayName="Lea Married", **standing))

    assert answer.status_code == 200
    assert (row_of(said).name, row_of(said).is_active) == ("Lea Married", False)


def test_the_directorys_own_word_afterwards_changes_nothing(directory: Directory, administrator: Person) -> None:
    said = leaver(directory)
    shut_out_by_hand(said, administrator)
    assert says(directory, said, active=False).status_code in {200, 204}

    assert says(directory, said, active=True).status_code == 409


def test_an_administrator_lets_them_in_and_the_directory_may_end_and_lift_it_again(
    directory: Directory, administrator: Person
) -> None:
    said = leaver(directory)
    shut_out_by_hand(said, administrator)
    reactivate_person(row_of(said).pk, by=administrator, reason="Cleared")

    assert says(directory, said, active=False).status_code in {200, 204}
    assert says(directory, said, active=True).status_code in {200, 204}
    assert row_of(said).is_active


def test_who_named_a_successor_is_not_taken_for_the_leaver(directory: Directory, administrator: Person) -> None:
    """The trail tells of successors, too: being one of somebody shut out by hand is no standing of one's own."""
    said, other = leaver(directory), directory.enter("otto", displayName="Otto Other")
    deactivate_person(row_of(other).pk, by=administrator, reason="Left", successor_id=row_of(said).pk)
    says(directory, said, active=False)

    assert says(directory, said, active=True).status_code in {200, 204}


def test_deleting_and_entering_anew_is_no_way_around(
    directory: Directory, administrator: Person, settings: Settings
) -> None:
    known = signed_in_before(settings, "00u-ada")
    said = directory.enter("ada", externalId="00u-ada", emails=[{"value": known.email}])
    shut_out_by_hand(said, administrator)
    assert directory.ask("DELETE", f"/Users/{said['id']}").status_code == 204

    answer = directory.ask("POST", "/Users", person("ada", externalId="00u-ada", active=True))

    assert answer.status_code == 409
    assert "deactivated in the portal" in answer.json()["detail"]
    assert not row_of(said).is_active


def test_entered_as_inactive_they_are_kept_and_stay_out(
    directory: Directory, administrator: Person, settings: Settings
) -> None:
    known = signed_in_before(settings, "00u-ada")
    deactivate_person(known.pk, by=administrator, reason="An inquiry")

    said = directory.enter("ada", externalId="00u-ada", active=False)

    assert said["id"] == str(known.pk)
    assert says(directory, said, active=True).status_code == 409
