"""The groups that the directory reads and writes: groups and memberships, by the portal's own actions."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from scim2_models import Resource

from access.actions.provisioning_groups import change_members, provision_group, remove_group, synchronise_group
from access.models import DirectoryGroup, GroupMember, Person
from access.scim.group_resources import group_entry_of, group_of, group_version_of, member_ids_of
from access.scim.resources import Group

MEMBERS = Prefetch("members", GroupMember.objects.select_related("person").order_by("pk"))


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
