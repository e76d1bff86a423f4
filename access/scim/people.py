"""The users that the directory reads and writes: people, by the portal's own actions."""

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from scim2_models import Resource

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
from access.scim.resources import PERSON_MODEL
from access.scim.user_resources import person_entry_of, user_of, version_of

MEMBERSHIPS = Prefetch("group_memberships", GroupMember.objects.select_related("group"))


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
