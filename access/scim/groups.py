"""Directory groups as groups of SCIM, and those as what the directory says of groups."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from scim2_models import InvalidValueException, Meta, Resource

from access.actions.provisioning_groups import change_members, provision_group, remove_group, synchronise_group
from access.models import DirectoryGroup, GroupMember, Person
from access.rules.provisioning import GroupEntry
from access.scim.description import GROUP_TYPE, Group

NOT_KEPT = ("schemas", "id", "meta", "displayName", "externalId", "members")
MEMBERS = Prefetch("members", GroupMember.objects.select_related("person").order_by("pk"))


def group_version_of(group: DirectoryGroup) -> str:
    """Return the version of a group as the directory sees it."""
    return f'W/"{group.revision}"'


def group_of(group: DirectoryGroup, *, with_members: bool) -> Resource[Any]:
    """Return a group as the directory reads it."""
    members = [
        {"value": str(each.person_id), "$ref": f"Users/{each.person_id}", "display": each.person.name, "type": "User"}
        for each in (group.members.all() if with_members else ())
    ]
    said = {
        **group.attributes,
        "id": str(group.pk),
        "externalId": group.external_id or None,
        "displayName": group.name,
        "members": members or None,
    }
    found = Group.model_validate(said)
    found.meta = Meta(
        resource_type=GROUP_TYPE.name,
        created=group.created_at,
        last_modified=group.changed_at,
        version=group_version_of(group),
    )
    return found


def group_entry_of(group: Any) -> GroupEntry:
    """Return what a group of SCIM says, its members apart."""
    said = group.model_dump(mode="json", exclude={"members"})
    return GroupEntry(
        name=(group.display_name or "").strip(),
        external_id=group.external_id or "",
        attributes={name: value for name, value in said.items() if name not in NOT_KEPT},
    )


def member_ids_of(group: Any) -> set[UUID]:
    """Return the people that a group of SCIM names as its members.

    Raises:
        InvalidValueException: a member is no person, or has no id.
    """
    found = set()
    for each in group.members or ():
        if (each.type or "User").lower() != "user":
            raise InvalidValueException(detail="Groups in groups are not kept: send the people in them.")
        try:
            found.add(UUID(each.value))
        except (TypeError, ValueError):
            raise InvalidValueException(detail=f"The directory has entered nobody with the id {each.value}.") from None
    return found


class Groups:
    """The groups that the directory keeps."""

    model = Group
    name = "Group"
    # What is read only if it is asked for: there may be ten thousand.
    costly = "members"

    @staticmethod
    def rows(*, whole: bool) -> QuerySet[DirectoryGroup]:
        """Return their rows, `whole` with their members."""
        groups = DirectoryGroup.objects.exclude(provisioned_at=None)
        return groups.prefetch_related(MEMBERS) if whole else groups

    @staticmethod
    def resource_of(row: DirectoryGroup, *, whole: bool) -> Resource[Any]:
        """Return a row as the directory reads it."""
        return group_of(row, with_members=whole)

    @staticmethod
    def version_of(row: DirectoryGroup) -> str:
        """Return the version of a row."""
        return group_version_of(row)

    @staticmethod
    def create(resource: Any, by: Person) -> DirectoryGroup:
        """Enter a group with its members."""
        members = member_ids_of(resource)
        group = provision_group(group_entry_of(resource), by=by)
        return change_members(group.pk, added=members, removed=(), by=by) if members else group

    @staticmethod
    def update(row: DirectoryGroup, resource: Any, by: Person) -> None:
        """Make a locked group what the directory says: only what differs is written."""
        entry, members = group_entry_of(resource), member_ids_of(resource)
        present = set(GroupMember.objects.filter(group=row).values_list("person_id", flat=True))
        if (entry.name, entry.external_id, entry.attributes) != (row.name, row.external_id, row.attributes):
            synchronise_group(row.pk, entry, by=by)
        if members != present:
            change_members(row.pk, added=members - present, removed=present - members, by=by)

    @staticmethod
    def delete(row: DirectoryGroup, by: Person) -> None:
        """Take a group away."""
        remove_group(row.pk, by=by)
