"""Groups: entered, changed and removed by the directory; the roles they give follow at once, all or none."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from access.models import DirectoryGroup, GroupMember, GroupRole, Person, Role
from access.scim.resources import GROUP_SCHEMA
from common.permissions import RoleName
from tests.access.scim.test_leaving import by_delete, only_administrator
from tests.factories.groups import map_to, sign_in_with
from tests.factories.people import make_person
from tests.factories.scim import Directory, row_of
from trail.models import TrailEntry
from trail.recording import record


def give(group: DirectoryGroup, slug: str, by: Person) -> None:
    """Have a group give a role, as the page of the mapping does."""
    GroupRole.objects.create(group=group, role=Role.objects.get(slug=slug))
    record("access.group.synchronised", subject=group, by=by, fields=[])


def people(directory: Directory, *names: str) -> list[dict[str, Any]]:
    return [directory.enter(name, displayName=name.title()) for name in names]


def group_row(said: dict[str, Any]) -> DirectoryGroup:
    return DirectoryGroup.objects.get(pk=said["id"])


def values(said: dict[str, Any]) -> set[str]:
    return {each["value"] for each in said.get("members", [])}


def test_it_works(directory: Directory) -> None:
    ada, bob = people(directory, "ada", "bob")
    said = directory.enter_group("Engineers", ada, bob)
    row = group_row(said)
    assert (row.name, row.provisioned_at is not None, row.members.count()) == ("Engineers", True, 2)
    member = next(each for each in said["members"] if each["value"] == ada["id"])
    assert (member["type"], member["$ref"]) == ("User", ada["meta"]["location"])
    named = directory.get(f"/Groups/{said['id']}", attributes="members.display")["members"]
    assert {each["display"] for each in named} == {"Ada", "Bob"}
    verbs = [entry.verb for entry in TrailEntry.objects.about(row).order_by("id")]
    assert verbs == ["access.group.provisioned", "access.group.members_added"]
    assert TrailEntry.objects.about(row_of(ada)).latest("id").verb == "access.group.members_added"


def test_a_user_tells_their_groups(directory: Directory) -> None:
    (ada,) = people(directory, "ada")
    group = directory.enter_group("Engineers", ada)
    [told] = directory.get(f"/Users/{ada['id']}")["groups"]
    assert (told["value"], told["display"], told["type"]) == (group["id"], "Engineers", "direct")
    assert told["$ref"] == group["meta"]["location"]


def test_the_group_that_sign_ins_name_is_taken_over_with_what_it_gives(directory: Directory) -> None:
    known = DirectoryGroup(name="Engineers")
    known.save()
    by = Person.objects.get(subject="scim", issuer="service")
    give(known, "engineer", by)
    (ada,) = people(directory, "ada")
    assert directory.enter_group("Engineers", ada)["id"] == str(known.pk)
    assert row_of(ada).has_role("engineer")


def test_a_group_mapped_by_its_id_is_taken_over_whatever_it_was_called(directory: Directory) -> None:
    """Entra's sign-ins name groups by id; whoever mapped one gave it a name of their own."""
    known = map_to("Our engineers", "engineer", external_id="g-1")
    (ada,) = people(directory, "ada")
    said = {"schemas": [GROUP_SCHEMA], "displayName": "SG-Engineers", "externalId": "g-1"}

    answer = directory.ask("POST", "/Groups", {**said, "members": [{"value": ada["id"]}]})

    assert answer.status_code == 201, answer.content
    assert answer.json()["id"] == str(known.pk)
    assert group_row(answer.json()).name == "SG-Engineers"
    assert row_of(ada).has_role("engineer")


def test_a_group_deleted_and_entered_anew_gives_what_it_gave(directory: Directory) -> None:
    said = {"schemas": [GROUP_SCHEMA], "displayName": "SG-Engineers", "externalId": "g-1"}
    first = directory.ask("POST", "/Groups", said).json()
    give(group_row(first), "engineer", Person.objects.get(subject="scim", issuer="service"))
    directory.ask("DELETE", f"/Groups/{first['id']}")
    sign_in_with(ada := make_person("Ada"), "g-1")
    assert ada.has_role("engineer")

    again = directory.ask("POST", "/Groups", {**said, "displayName": "Engineers"})

    assert (again.status_code, again.json()["id"]) == (201, first["id"])


def test_roles_follow_members(directory: Directory) -> None:
    ada, bob = people(directory, "ada", "bob")
    said = directory.enter_group("Engineers", ada)
    give(group_row(said), "engineer", Person.objects.get(subject="scim", issuer="service"))
    path = f"/Groups/{said['id']}"
    directory.patch(path, {"op": "add", "path": "members", "value": [{"value": bob["id"]}]})
    assert row_of(bob).has_role("engineer")
    directory.patch(path, {"op": "remove", "path": f'members[value eq "{bob["id"]}"]'})
    assert not row_of(bob).has_role("engineer")
    # Entra removes by value.
    directory.patch(path, {"op": "Add", "path": "members", "value": [{"value": bob["id"]}]})
    directory.patch(path, {"op": "Remove", "path": "members", "value": [{"value": bob["id"]}]})
    assert not GroupMember.objects.filter(person_id=bob["id"]).exists()


def test_deleting_a_person_takes_them_out(directory: Directory) -> None:
    ada, bob = people(directory, "ada", "bob")
    said = directory.enter_group("Engineers", ada, bob)
    by_delete(directory, ada)
    assert values(directory.get(f"/Groups/{said['id']}")) == {bob["id"]}


def test_replacing_writes_only_what_differs(directory: Directory) -> None:
    ada, bob, cleo = people(directory, "ada", "bob", "cleo")
    said = directory.enter_group("Engineers", ada, bob)
    kept = GroupMember.objects.get(person_id=bob["id"]).pk
    members = [{"value": bob["id"]}, {"value": cleo["id"]}]
    changed = {"schemas": [GROUP_SCHEMA], "displayName": "Builders", "externalId": "g-1", "members": members}
    answer = directory.ask("PUT", f"/Groups/{said['id']}", changed)
    assert values(answer.json()) == {bob["id"], cleo["id"]}
    assert GroupMember.objects.get(person_id=bob["id"]).pk == kept
    assert (group_row(said).name, group_row(said).external_id) == ("Builders", "g-1")


@pytest.mark.parametrize("mapped", [False, True])
def test_removing_takes_its_roles(directory: Directory, *, mapped: bool) -> None:
    (ada,) = people(directory, "ada")
    said = directory.enter_group("Engineers")
    if mapped:
        give(group_row(said), "engineer", Person.objects.get(subject="scim", issuer="service"))
    directory.patch(f"/Groups/{said['id']}", {"op": "add", "path": "members", "value": [{"value": ada["id"]}]})
    assert row_of(ada).has_role("engineer") is mapped
    assert directory.ask("DELETE", f"/Groups/{said['id']}").status_code == 204
    assert not row_of(ada).has_role("engineer")
    assert directory.ask("GET", f"/Groups/{said['id']}").status_code == 404
    # What a group gives stays for sign-ins that name it; one that gives nothing is gone.
    assert DirectoryGroup.objects.filter(pk=said["id"]).exists() is mapped
    assert TrailEntry.objects.filter(verb="access.group.removed", subject_id=said["id"]).exists()


def administrators_by_group(directory: Directory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Have the only administrator be so by a group."""
    root = only_administrator(directory)
    Person.objects.get(pk=root["id"]).assignments.all()._raw_delete("default")
    said = directory.enter_group("Admins")
    give(group_row(said), RoleName.ADMINISTRATOR, Person.objects.get(subject="scim", issuer="service"))
    directory.patch(f"/Groups/{said['id']}", {"op": "add", "path": "members", "value": [{"value": root["id"]}]})
    assert row_of(root).has_role(RoleName.ADMINISTRATOR)
    return root, said


def test_the_last_administrator_stays_in_the_group_and_so_does_everybody_else(directory: Directory) -> None:
    root, said = administrators_by_group(directory)
    (ada,) = people(directory, "ada")
    path = f"/Groups/{said['id']}"
    swapped = {"schemas": [GROUP_SCHEMA], "displayName": "Other", "members": [{"value": ada["id"]}]}
    entries = TrailEntry.objects.count()
    for answer in (
        directory.patch(path, {"op": "remove", "path": "members"}),
        directory.ask("DELETE", path),
        directory.ask("PUT", path, {**swapped, "members": []}),
    ):
        assert answer.status_code == 409, answer.content
        assert "last administrator" in answer.json()["detail"]
    assert values(directory.get(path)) == {root["id"]}
    assert row_of(root).has_role(RoleName.ADMINISTRATOR)
    assert (group_row(said).name, TrailEntry.objects.count()) == ("Admins", entries)


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ({"displayName": "Engineers"}, 409, "displayName"),
        ({"displayName": "New", "externalId": "g-1"}, 409, "externalId"),
        ({"displayName": ""}, 400, "displayName"),
        ({"displayName": "\u200e"}, 400, "displayName"),
        ({"displayName": "a\u202eb"}, 400, "U+202E"),
        ({"displayName": "nul\x00"}, 400, ""),
        ({"displayName": "x" * 256}, 400, "displayName"),
        ({"displayName": "New", "members": [{"value": "nobody"}]}, 400, "nobody"),
        ({"displayName": "New", "members": [{"value": "0198a0a0-0000-7000-8000-000000000000"}]}, 400, "0198a0a0"),
        ({"displayName": "New", "members": [{"value": "x", "type": "Group"}]}, 400, "Groups in groups"),
    ],
)
def test_it_refuses_clearly(directory: Directory, said: dict[str, Any], status: int, word: str) -> None:
    first = {"schemas": [GROUP_SCHEMA], "displayName": "Engineers", "externalId": "g-1"}
    assert directory.ask("POST", "/Groups", first).status_code == 201
    entries = TrailEntry.objects.count()
    answer = directory.ask("POST", "/Groups", {"schemas": [GROUP_SCHEMA], **said})
    assert answer.status_code == status
    assert word in answer.json()["detail"]
    assert (DirectoryGroup.objects.count(), TrailEntry.objects.count()) == (1, entries)


def test_people_of_the_portal_cannot_be_put_into_a_group(directory: Directory, administrator: Person) -> None:
    said = directory.enter_group("Engineers")
    answer = directory.patch(
        f"/Groups/{said['id']}", {"op": "add", "path": "members", "value": [{"value": str(administrator.pk)}]}
    )
    assert answer.status_code == 400
    assert not GroupMember.objects.exists()


def test_members_are_not_read_unless_asked_for(
    directory: Directory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    said = directory.enter_group("Engineers", *people(directory, "ada", "bob"))
    path = f"/Groups/{said['id']}"
    directory.get(path)
    # The token, that it was used, and the group.
    with django_assert_num_queries(3) as without:
        assert "members" not in directory.get(path, excludedAttributes="members")
    assert not any("groupmember" in query["sql"] for query in without.captured_queries)
    with django_assert_num_queries(4):
        assert len(directory.get(path, attributes="members.value")["members"]) == 2
