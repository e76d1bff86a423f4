"""People as users of SCIM, and users as what the directory says of people."""

from dataclasses import replace
from typing import Any
from unicodedata import normalize

from django.db.models import Prefetch
from scim2_models import InvalidValueException, Meta, Resource

from access.actions.provisioning import (
    adopt_person,
    deprovision_person,
    person_to_adopt,
    provision_person,
    release_person,
    reprovision_person,
    synchronise_person,
)
from access.models import GroupMember, Person
from access.querysets import PersonQuerySet
from access.rules.provisioning import PersonEntry
from access.scim.description import PERSON_MODEL, PERSON_TYPE

# In columns, computed, or never kept: everything else is kept as it came.
NOT_KEPT = ("schemas", "id", "meta", "userName", "externalId", "active", "groups", "password")
MEMBERSHIPS = Prefetch("group_memberships", GroupMember.objects.select_related("group"))


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


class People:
    """The people that the directory keeps; programs and accounts for emergencies are none of its business."""

    model = PERSON_MODEL
    name = "User"
    # What is read only if it is asked for.
    costly = "groups"

    @staticmethod
    def rows(*, whole: bool) -> PersonQuerySet:
        """Return their rows, `whole` with their groups."""
        people = Person.objects.people().exclude(user_name="")
        return people.prefetch_related(MEMBERSHIPS) if whole else people

    @staticmethod
    def resource_of(row: Person, *, whole: bool) -> Resource[Any]:
        """Return a row as the directory reads it."""
        return user_of(row, with_groups=whole)

    @staticmethod
    def version_of(row: Person) -> str:
        """Return the version of a row."""
        return version_of(row)

    @staticmethod
    def create(resource: Any, by: Person) -> Person:
        """Enter a person, or take over whom the identity provider knows under the same id."""
        entry = person_entry_of(resource)
        known = person_to_adopt(entry)
        return adopt_person(known.pk, entry, by=by) if known else provision_person(entry, by=by)

    @staticmethod
    def update(row: Person, resource: Any, by: Person) -> None:
        """Make a locked person what the directory says; whoever is shut out frees their address first."""
        entry = person_entry_of(resource)
        if entry.active is None:
            entry = replace(entry, attributes={**entry.attributes, "active": None})
        if row.is_active and entry.active is False:
            deprovision_person(row.pk, by=by)
        if (entry.user_name, entry.external_id, entry.attributes) != (row.user_name, row.external_id, row.attributes):
            synchronise_person(row.pk, entry, by=by)
        if entry.active and not row.is_active:
            reprovision_person(row.pk, by=by)

    @staticmethod
    def delete(row: Person, by: Person) -> None:
        """Shut a person out for good."""
        release_person(row.pk, by=by)
