"""Saying what a group gives: for everybody in it at once, and refused in words."""

from collections.abc import Callable
from typing import Any

import pytest

from access.actions import mapping
from access.actions.roles import create_role, retire_role, withdraw_role
from access.group_plans import MappedGroup
from access.group_previews import as_mapped, preview_mapping
from access.group_words import shown
from access.models import DirectoryGroup, Person, Role
from access.permits import PermissionRefused
from common.refusals import Refused
from tests.factories.groups import map_to, provision, sign_in_with, slugs_of
from tests.factories.people import fresh, make_department, make_person
from trail.models import TrailEntry

Change = Callable[..., mapping.Mapped]


def keys(*slugs: str) -> list[Any]:
    return list(Role.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def edit(group: DirectoryGroup, *slugs: str, by: Person, **fields: Any) -> mapping.Mapped:
    given = {"name": group.name, "external_id": group.external_id, "department_id": None, "reason": "x", **fields}
    return mapping.edit_mapping(group.pk, role_ids=keys(*slugs), by=by, **given)


def refusal_of(change: Callable[[], Any]) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused:
        change()
    return refused.value.refusal.code, refused.value.refusal.field


def test_it_works(administrator: Person, nobody: Person, engineer: Person) -> None:
    for person in (nobody, engineer):
        sign_in_with(person, "builders")
    done = mapping.map_group(
        name=" builders ",
        role_ids=keys("engineer", "data-owner"),
        department_id=make_department("Building").pk,
        by=administrator,
        reason="They build",
    )
    assert (done.changed, done.job) == (2, None)
    assert slugs_of(nobody) == {"engineer": ["builders"], "data-owner": ["builders"]}
    assert slugs_of(engineer) == {"engineer": [], "data-owner": ["builders"]}
    assert str(fresh(nobody).department) == "Building"
    mapped = TrailEntry.objects.about(done.group)[0]
    assert mapped.sentence == "Ada Administrator lets the group builders give Data owner, Engineer"
    assert mapped.reason == "They build"
    applied = TrailEntry.objects.about(nobody)[0]
    assert (applied.verb, applied.actor_id, applied.reason) == ("access.groups.applied", administrator.pk, "They build")


def test_a_mapping_is_changed_for_everybody_in_it(administrator: Person, nobody: Person) -> None:
    group = map_to("builders", "engineer")
    sign_in_with(nobody, "builders")
    assert edit(group, "data-owner", by=administrator).changed == 1
    assert slugs_of(nobody) == {"data-owner": ["builders"]}
    assert "changed what the group builders gives: Data owner" in TrailEntry.objects.about(group)[0].sentence
    assert edit(group, "data-owner", by=administrator).changed == 0


def test_another_name_lets_go_of_one_and_takes_the_other(administrator: Person, nobody: Person) -> None:
    other, group = make_person("Olga Other"), map_to("builders", "engineer")
    sign_in_with(nobody, "builders")
    sign_in_with(other, "makers")
    edit(group, "engineer", by=administrator, name="makers")
    assert (slugs_of(nobody), slugs_of(other)) == ({}, {"engineer": ["makers"]})


def test_who_is_in_both_names_is_told_under_the_new_one(administrator: Person, nobody: Person) -> None:
    group = map_to("builders", "engineer")
    sign_in_with(nobody, "builders", "makers")
    assert edit(group, "engineer", by=administrator, name="makers").changed == 0
    assert slugs_of(nobody) == {"engineer": ["makers"]}


def test_a_group_that_gives_nothing_any_more_stays_on_record(administrator: Person, nobody: Person) -> None:
    group = map_to("builders", "engineer", department="Building")
    sign_in_with(nobody, "builders")
    mapping.unmap_group(group.pk, by=administrator, reason="Dissolved")
    assert slugs_of(nobody) == {}
    group.refresh_from_db()
    assert (group.department_id, group.roles.count()) == (None, 0)
    entry = TrailEntry.objects.about(group)[0]
    assert entry.sentence == "Ada Administrator ended what the group builders gave: Engineer"
    assert mapping.unmap_group(group.pk, by=administrator, reason="Again").changed == 0
    assert TrailEntry.objects.about(group)[0] == entry
    assert map_to("builders", "engineer").pk == group.pk


def test_a_group_may_give_a_department_alone(administrator: Person, nobody: Person) -> None:
    sign_in_with(nobody, "sales")
    group = map_to("sales", department="Sales")
    assert str(fresh(nobody).department) == "Sales"
    assert TrailEntry.objects.about(group)[0].sentence.endswith("lets the group sales give only a department")


def test_a_group_of_the_directory_is_mapped_where_it_stands(administrator: Person, nobody: Person) -> None:
    group = provision("Builders", nobody, external_id="b-1")
    assert map_to("Builders", "engineer").pk == group.pk
    assert slugs_of(nobody) == {"engineer": ["Builders"]}
    assert refusal_of(lambda: edit(group, "engineer", by=administrator, name="Makers")) == ("kept_by_directory", "name")


def test_what_is_refused(administrator: Person, nobody: Person) -> None:
    group = map_to("builders", "engineer", external_id="b-1")
    retired = create_role(name="Old", description="", permissions=["access.view_people"], by=administrator)
    retire_role(retired.pk, by=administrator, reason="x")
    new: Change = lambda **fields: mapping.map_group(  # noqa: E731 - a table of refusals
        **{"name": "new", "role_ids": keys("engineer"), "by": administrator, "reason": "x", **fields}
    )
    assert refusal_of(lambda: new(name="builders")) == ("group_taken", "name")
    assert refusal_of(lambda: new(name="b-1")) == ("id_taken", "external_id")
    assert refusal_of(lambda: new(external_id="builders")) == ("id_taken", "external_id")
    assert refusal_of(lambda: new(name="  ")) == ("name_missing", "name")
    assert refusal_of(lambda: new(name="a\u202eb")) == ("unseen_character", "name")
    assert refusal_of(lambda: new(role_ids=[])) == ("gives_nothing", "roles")
    assert refusal_of(lambda: new(role_ids=[retired.pk])) == ("role_retired", "roles")
    assert refusal_of(lambda: new(role_ids=keys("auditor", "compliance-officer"))) == ("roles_apart", "roles")
    assert refusal_of(lambda: edit(group, "engineer", by=administrator, version="0" * 32)) == (
        "changed_meanwhile",
        None,
    )
    assert refusal_of(lambda: mapping.unmap_group(group.pk, by=administrator, reason="x", version="0")) == (
        "changed_meanwhile",
        None,
    )
    with pytest.raises(PermissionRefused):
        new(by=nobody)
    assert list(DirectoryGroup.objects.all()) == [group]


def test_nobody_changes_their_own_roles_by_a_mapping(administrator: Person, nobody: Person) -> None:
    sign_in_with(administrator, "builders")
    make = lambda: map_to("builders", "engineer", by=administrator)  # noqa: E731 - tried twice
    assert refusal_of(make) == ("own_roles", "roles")
    assert not DirectoryGroup.objects.exists()
    second = make_person("Berta Second", "administrator")
    group = map_to("builders", "engineer", by=second)
    assert slugs_of(administrator) == {"administrator": [], "engineer": ["builders"]}
    ending = lambda: mapping.unmap_group(group.pk, by=fresh(administrator), reason="x")  # noqa: E731
    assert refusal_of(ending) == ("own_roles", "roles")


def test_the_last_administrator_is_not_lost_by_a_mapping(administrator: Person) -> None:
    group = map_to("admins", "administrator")
    one, two = (sign_in_with(make_person(name), "admins") for name in ("One Admin", "Two Admin"))
    withdraw_role(administrator.assignments.get().pk, by=one, reason="x")
    assert refusal_of(lambda: mapping.unmap_group(group.pk, by=one, reason="x"))[0] in {
        "own_roles",
        "last_administrator",
    }
    preview = preview_mapping(
        as_mapped(group), MappedGroup(group.pk, "admins", "", frozenset()), by=make_person("Else")
    )
    assert preview.refusal is not None
    assert preview.refusal.code == "last_administrator"
    assert slugs_of(two) == {"administrator": ["admins"]}


def test_a_preview_tells_who_and_changes_nothing(administrator: Person, auditor: Person) -> None:
    group = map_to("builders", "data-owner")
    people = [sign_in_with(make_person(f"Builder {letter}"), "builders") for letter in "ABCDEF"]
    sign_in_with(auditor, "builders")
    entries = TrailEntry.objects.count()
    after = MappedGroup(group.pk, "builders", "", frozenset({"engineer", "compliance-officer"}))
    preview = preview_mapping(as_mapped(group), after, by=administrator)
    assert preview.members == 7
    assert preview.refusal is None
    lines = {each.word: (len(each.people), len(each.rest), each.more) for each in shown(preview)}
    assert lines == {
        "6 people gain Compliance officer": (5, 1, 0),
        "7 people gain Engineer": (5, 2, 0),
        "7 people lose Data owner": (5, 2, 0),
        "1 person cannot get Compliance officer: duties are kept apart": (1, 0, 0),
    }
    assert TrailEntry.objects.count() == entries
    assert slugs_of(people[0]) == {"data-owner": ["builders"]}


def test_kept_apart_in_one_group_is_said_by_name(administrator: Person) -> None:
    after = MappedGroup(None, "both", "", frozenset({"auditor", "administrator"}))
    preview = preview_mapping(None, after, by=administrator)
    assert preview.refusal is not None
    assert preview.refusal.text == (
        "These duties are kept apart, one group cannot give both: “Administrator” and “Auditor”."
    )
