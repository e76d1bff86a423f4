"""Roles of groups that are not given, and the last administrator, who is never lost."""

import pytest

from access.actions.groups import apply_groups, apply_memberships
from access.actions.people import deactivate_person
from access.actions.roles import assign_role, extend_role, withdraw_role
from access.models import ClaimedGroups, Notification, Person, Role, WithheldRole
from common.refusals import Refused
from tests.factories.groups import leave, map_to, provision, sign_in_with, slugs_of
from tests.factories.people import make_person
from trail.models import TrailEntry
from trail.recording import record


def last_entry(person: Person) -> TrailEntry:
    return TrailEntry.objects.about(person).filter(verb="access.groups.applied")[0]


def alarms(administrator: Person) -> list[str]:
    return list(Notification.objects.filter(person=administrator, kind="group").values_list("title", flat=True))


def withhold(person: Person, slug: str) -> None:
    WithheldRole.objects.create(person=person, role=Role.objects.get(slug=slug), reason="Review of 2026")
    record("access.person.edited", subject=person, by=None)


@pytest.fixture
def mapped(administrator: Person) -> None:
    """The groups of two roles that nobody holds together, and of one that goes with either."""
    map_to("auditors", "auditor")
    map_to("officers", "compliance-officer")
    map_to("engineers", "engineer")


def test_new_duties_that_are_kept_apart_are_not_given(mapped: None, administrator: Person, nobody: Person) -> None:
    sign_in_with(nobody, "auditors", "officers", "engineers")
    assert slugs_of(nobody) == {"engineer": ["engineers"]}
    assert "refused: Auditor, Compliance officer" in last_entry(nobody).sentence
    assert alarms(administrator) == ["Nina Nobody was not given Auditor, Compliance officer: duties are kept apart"]
    assert ClaimedGroups.objects.get(person=nobody).refused == {"auditor": "apart", "compliance-officer": "apart"}


def test_what_is_held_stays_before_what_is_new(mapped: None, nobody: Person) -> None:
    sign_in_with(nobody, "auditors")
    sign_in_with(nobody, "auditors", "officers")
    assert slugs_of(nobody) == {"auditor": ["auditors"]}
    assert "refused: Compliance officer" in last_entry(nobody).sentence


def test_a_role_by_hand_stays_before_one_of_a_group(mapped: None, officer: Person) -> None:
    sign_in_with(officer, "auditors")
    assert slugs_of(officer) == {"compliance-officer": []}


def test_it_is_told_once(mapped: None, administrator: Person, officer: Person) -> None:
    sign_in_with(officer, "auditors")
    sign_in_with(officer, "auditors")
    assert len(alarms(administrator)) == 1
    assert TrailEntry.objects.about(officer).filter(verb="access.groups.applied").count() == 1
    sign_in_with(officer)
    assert ClaimedGroups.objects.get(person=officer).refused == {}
    sign_in_with(officer, "auditors")
    assert len(alarms(administrator)) == 2


def test_a_withheld_role_is_not_given(mapped: None, administrator: Person, nobody: Person) -> None:
    withhold(nobody, "engineer")
    sign_in_with(nobody, "engineers")
    assert slugs_of(nobody) == {}
    assert "refused: Engineer" in last_entry(nobody).sentence
    assert alarms(administrator) == []


def test_a_role_withheld_later_is_taken_away(mapped: None, nobody: Person) -> None:
    sign_in_with(nobody, "engineers")
    withhold(nobody, "engineer")
    apply_memberships(nobody)
    assert slugs_of(nobody) == {}


def test_whoever_is_deactivated_loses_but_gains_nothing(mapped: None, administrator: Person, nobody: Person) -> None:
    group = provision("engineers", nobody)
    apply_memberships(nobody)
    assert slugs_of(nobody) == {"engineer": ["engineers"]}
    deactivate_person(nobody.pk, by=administrator, reason="Left")
    provision("auditors", nobody)
    leave(group, nobody)
    apply_memberships(nobody)
    assert slugs_of(nobody) == {}


def test_administrators_come_by_a_mapped_group_alone(administrator: Person, nobody: Person) -> None:
    assert not sign_in_with(nobody, "administrator", "Administrator", "admins").has_role("administrator")
    map_to("admins", "administrator")
    assert sign_in_with(nobody, "admins").has_role("administrator")


def by_group_alone(administrator: Person) -> Person:
    """Make somebody the only administrator, by a group."""
    map_to("admins", "administrator")
    person = sign_in_with(make_person("Gesa Group"), "admins")
    held = administrator.assignments.get(role__slug="administrator")
    withdraw_role(held.pk, by=person, reason="Handed over")
    return person


def test_the_last_administrator_is_kept_at_sign_in(administrator: Person) -> None:
    person = by_group_alone(administrator)
    assert sign_in_with(person, "all-staff").has_role("administrator")
    title = "The groups of Gesa Group no longer make them administrator, but there is no other"
    assert alarms(person) == [title]
    apply_groups(person, claimed=None)
    assert slugs_of(person) == {"administrator": ["admins"]}
    assert alarms(person) == [title]


def test_once_there_is_another_it_is_taken_away(administrator: Person, nobody: Person) -> None:
    person = by_group_alone(administrator)
    sign_in_with(person)
    assign_role(nobody.pk, Role.objects.get(slug="administrator").pk, by=person, reason="For good")
    sign_in_with(person)
    assert slugs_of(person) == {}


def test_an_administrator_for_a_time_is_no_other(administrator: Person, nobody: Person) -> None:
    person = by_group_alone(administrator)
    role = Role.objects.get(slug="administrator")
    assign_role(nobody.pk, role.pk, by=person, reason="Holidays", ends_on=person.created_at.date().replace(year=2099))
    assert sign_in_with(person).has_role("administrator")


def test_scim_that_loses_the_last_administrator_is_refused(administrator: Person) -> None:
    person = by_group_alone(administrator)
    group = provision("admins", person)
    sign_in_with(person)
    assert slugs_of(person) == {"administrator": ["admins"]}
    leave(group, person)
    with pytest.raises(Refused) as refused:
        apply_memberships(person)
    assert refused.value.refusal.code == "last_administrator"
    assert slugs_of(person) == {"administrator": ["admins"]}


@pytest.mark.parametrize("change", [withdraw_role, extend_role])
def test_what_a_group_gives_is_not_changed_by_hand(administrator: Person, nobody: Person, change: object) -> None:
    map_to("engineers", "engineer")
    sign_in_with(nobody, "engineers")
    held = nobody.assignments.get()
    more = {"ends_on": None} if change is extend_role else {}
    with pytest.raises(Refused, match="comes from the directory, by “engineers”") as refused:
        change(held.pk, by=administrator, reason="x", **more)  # type: ignore[operator]
    assert refused.value.refusal.code == "given_by_groups"
    assert slugs_of(nobody) == {"engineer": ["engineers"]}
