"""People as users of SCIM, and users as what the directory says of people."""

from typing import Any
from unicodedata import normalize

from scim2_models import InvalidValueException, Meta, Resource

from access.models import Person
from access.rules.provisioning import PersonEntry
from access.scim.resources import PERSON_MODEL, PERSON_TYPE

# In columns, computed, or never kept: everything else is kept as it came.
NOT_KEPT = ("schemas", "id", "meta", "userName", "externalId", "active", "groups", "password")


def version_of(person: Person) -> str:
    """Return the version of a person as the directory sees them; being shut out in the portal is one of its own."""
    standing = "" if person.is_active else "-inactive"
    return f'W/"{person.revision}{standing}"'


def user_of(person: Person, *, with_groups: bool) -> Resource[Any]:
    """Return a person as the directory reads them: what it wrote, and what became of it."""
    groups = [
        {"value": str(each.group_id), "$ref": f"Groups/{each.group_id}", "display": each.group.name, "type": "direct"}
        for each in (person.group_memberships.all() if with_groups else ())
    ]
    user = PERSON_MODEL.model_validate(
        {
            **person.attributes,
            "id": str(person.pk),
            "externalId": person.external_id or None,
            "userName": person.user_name,
            # Kept as null: the directory took back what it said of it.
            "active": person.attributes.get("active", person.is_active),
            "groups": groups or None,
        }
    )
    user.meta = Meta(
        resource_type=PERSON_TYPE.name,
        created=person.created_at,
        last_modified=person.changed_at,
        version=version_of(person),
    )
    return user


def person_entry_of(user: Any) -> PersonEntry:
    """Return what a user says of a person.

    Raises:
        InvalidValueException: the user has no name to sign in by.
    """
    if not user.user_name:
        raise InvalidValueException(detail="Give a userName.")
    said = user.model_dump(mode="json")
    return PersonEntry(
        # Compared in one form of its letters (RFC 8265 §3.3), which is the one kept.
        user_name=normalize("NFC", user.user_name).strip(),
        external_id=user.external_id or "",
        active=user.active,
        attributes={name: value for name, value in said.items() if name not in NOT_KEPT},
    )
