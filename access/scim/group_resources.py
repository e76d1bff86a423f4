"""Directory groups as groups of SCIM, and those as what the directory says of groups."""

from typing import Any
from uuid import UUID

from scim2_models import InvalidValueException, Meta, Resource

from access.models import DirectoryGroup
from access.rules.provisioning import GroupEntry
from access.scim.resources import GROUP_TYPE, Group

NOT_KEPT = ("schemas", "id", "meta", "displayName", "externalId", "members")


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
