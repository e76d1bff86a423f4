"""Roles that follow the groups a sign-in names."""

import pytest

from access.actions.groups import apply_groups
from access.actions.roles import assign_role, create_role, retire_role
from access.models import ClaimedGroups, Notification, Person, Role
from tests.factories.groups import map_to, sign_in_with, slugs_of
from tests.factories.people import fresh, make_person
from trail.models import TrailEntry

MANY = [f"team-{number}" for number in range(5_000)]


def applied(person: Person) -> list[TrailEntry]:
    return list(TrailEntry.objects.about(person).filter(verb="access.groups.applied"))


def test_it_works(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    map_to("portal-owners", "data-owner")
    apply_groups(nobody, claimed=["portal-engineer", "all-staff", "portal-owners"])
    assert slugs_of(nobody) == {"engineer": ["portal-engineer"], "data-owner": ["portal-owners"]}
    [entry] = applied(nobody)
    assert entry.actor_id is None
    assert entry.details["groups"] == ["portal-engineer", "portal-owners"]
    assert entry.sentence == (
        "The groups of Nina Nobody gave: Data owner, Engineer; took away: \u2013; refused: \u2013"
    )
    assert {each.title for each in Notification.objects.filter(person=nobody, kind="role")} == {
        "You were given the role Engineer",
        "You were given the role Data owner",
    }
    kept = ClaimedGroups.objects.get(person=nobody)
    assert (kept.names, kept.named) == (["all-staff", "portal-engineer", "portal-owners"], True)
    assert kept.seen_at is not None


def test_whoever_asks_next_sees_the_new_roles(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    assert not nobody.has_role("engineer")
    apply_groups(nobody, claimed=["portal-engineer"])
    assert nobody.has_role("engineer")


def test_nothing_new_leaves_no_entry_and_no_message(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    sign_in_with(nobody, "portal-engineer")
    sign_in_with(nobody, "portal-engineer", "another")
    assert len(applied(nobody)) == 1
    assert Notification.objects.filter(person=nobody).count() == 1
    assert ClaimedGroups.objects.get(person=nobody).names == ["another", "portal-engineer"]


def test_what_no_group_gives_any_more_is_taken_away(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    sign_in_with(nobody, "portal-engineer")
    sign_in_with(nobody, "all-staff")
    assert slugs_of(nobody) == {}
    assert "took away: Engineer;" in applied(nobody)[0].sentence
    assert Notification.objects.filter(person=nobody, title="You no longer hold the role Engineer").exists()


def test_a_second_group_keeps_the_role(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    map_to("builders", "engineer")
    sign_in_with(nobody, "portal-engineer", "builders")
    assert slugs_of(nobody) == {"engineer": ["builders", "portal-engineer"]}
    sign_in_with(nobody, "builders")
    assert slugs_of(nobody) == {"engineer": ["builders"]}
    assert len(applied(nobody)) == 2


def test_a_role_given_by_hand_stays(engineer: Person) -> None:
    map_to("portal-engineer", "engineer")
    sign_in_with(engineer, "portal-engineer")
    sign_in_with(engineer)
    assert slugs_of(engineer) == {"engineer": []}
    assert applied(engineer) == []


@pytest.mark.parametrize("claimed", [None, (), ["all-staff"], ["PORTAL-ENGINEER"], ["portal-engineer-2"]])
def test_unmapped_grants_nothing(nobody: Person, claimed: list[str] | None) -> None:
    map_to("portal-engineer", "engineer")
    apply_groups(nobody, claimed=claimed)
    assert slugs_of(nobody) == {}
    assert applied(nobody) == []


def test_a_missing_claim_takes_away_and_says_so(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    sign_in_with(nobody, "portal-engineer")
    apply_groups(nobody, claimed=None)
    assert slugs_of(nobody) == {}
    kept = ClaimedGroups.objects.get(person=nobody)
    assert (kept.names, kept.named) == ([], False)


def test_groups_are_known_by_their_id_too(nobody: Person) -> None:
    map_to("Engineers", "engineer", external_id="4f1e-88")
    sign_in_with(nobody, "4f1e-88")
    assert slugs_of(nobody) == {"engineer": ["Engineers"]}


def test_5000_groups_are_kept_in_one_statement(nobody: Person, django_assert_max_num_queries: object) -> None:
    map_to("portal-engineer", "engineer")
    sign_in_with(nobody, *MANY, "portal-engineer")
    assert slugs_of(nobody) == {"engineer": ["portal-engineer"]}
    assert len(ClaimedGroups.objects.get(person=nobody).names) == 5_001
    with django_assert_max_num_queries(17):  # type: ignore[operator]
        apply_groups(nobody, claimed=[*MANY, "portal-engineer"])


def test_odd_names_are_left_out(nobody: Person) -> None:
    map_to("portal-engineer", "engineer")
    sign_in_with(nobody, " portal-engineer ", "portal-engineer", "", "x" * 256, "a\x00b")
    assert ClaimedGroups.objects.get(person=nobody).names == ["portal-engineer"]
    assert slugs_of(nobody) == {"engineer": ["portal-engineer"]}


def test_custom_roles_follow_groups_and_retired_ones_give_nothing(administrator: Person, nobody: Person) -> None:
    role = create_role(name="Works council", description="", permissions=["access.view_people"], by=administrator)
    map_to("council", role.slug)
    assert sign_in_with(nobody, "council").may("access.view_people")
    retire_role(role.pk, by=administrator, reason="No longer")
    sign_in_with(nobody, "council")
    assert slugs_of(nobody) == {}


def test_a_role_for_one_department_does_not_stand_in_the_way(administrator: Person, nobody: Person) -> None:
    map_to("portal-engineer", "engineer", department="Engineering")
    sign_in_with(nobody, "portal-engineer")
    place = fresh(nobody).department
    assert place is not None
    other = make_person("Other One")
    role = Role.objects.get(slug="engineer")
    assign_role(other.pk, role.pk, by=administrator, reason="x", department_id=place.pk)
    sign_in_with(other, "portal-engineer")
    held = other.assignments.standing().filter(role=role)
    assert {(each.department_id, tuple(each.from_groups)) for each in held} == {
        (place.pk, ()),
        (None, ("portal-engineer",)),
    }


def test_a_department_comes_from_the_group(nobody: Person) -> None:
    map_to("b-sales", "engineer", department="Sales")
    map_to("a-research", "data-owner", department="Research")
    assert str(sign_in_with(nobody, "b-sales").department) == "Sales"
    # The one they are in stays while one of their groups says so.
    assert str(sign_in_with(nobody, "b-sales", "a-research").department) == "Sales"
    assert str(sign_in_with(nobody, "a-research").department) == "Research"
    # A group without a department, or none, moves nobody.
    assert str(sign_in_with(nobody).department) == "Research"
