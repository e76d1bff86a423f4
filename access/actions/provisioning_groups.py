"""Groups and their members as the corporate directory enters, changes and removes them (SCIM)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from access.actions.groups import apply_memberships_of
from access.actions.provisioning import refused_when_entry_is_taken, require_directory
from access.actions.roles import lock_administrators
from access.models import DirectoryGroup, GroupMember, Person
from access.rules import provisioning as rules
from access.rules.provisioning import GroupEntry
from common.clock import now
from common.names import clean_name
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from trail.recording import record

# One entry of the trail tells of so many at most: a group of ten thousand becomes twenty of them.
MEMBERS_IN_ONE_ENTRY = 500
DISPLAY_NAME_EMPTY = Refusal("display_name_missing", _("Give a displayName."), "displayName")


@transaction.atomic
def provision_group(entry: GroupEntry, *, by: Person) -> DirectoryGroup:
    """Enter a group as the directory says, or take over the one of that id or name that sign-ins have named so far.

    Raises:
        Refused: another group has the name or the id at the provider, or it cannot be kept.
    """
    require_directory(by)
    refuse_if(rules.refuse_group_entry(entry))
    # Kept as it came, since sign-ins name it so; but nothing hides in it.
    refuse_if(None if clean_name(entry.name, "displayName") else DISPLAY_NAME_EMPTY)
    group = _known_by_sign_ins(entry) or DirectoryGroup()
    group.name = entry.name
    group.external_id = entry.external_id or group.external_id
    group.provisioned_at = group.changed_at = now()
    group.attributes, group.revision = entry.attributes, group.revision + 1
    with refused_when_entry_is_taken():
        group.save()
    record("access.group.provisioned", subject=group, by=by)
    return group


@transaction.atomic
def synchronise_group(group_id: UUID, entry: GroupEntry, *, by: Person) -> DirectoryGroup:
    """Change a group's name or what else the directory says of it; what it gives here stays.

    Raises:
        Refused: another group has the name or the id at the provider, or it cannot be kept.
    """
    require_directory(by)
    refuse_if(rules.refuse_group_entry(entry))
    # Kept as it came, since sign-ins name it so; but nothing hides in it.
    refuse_if(None if clean_name(entry.name, "displayName") else DISPLAY_NAME_EMPTY)
    group = DirectoryGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    before = group.attributes
    group.name, group.external_id, group.attributes = entry.name, entry.external_id, entry.attributes
    _next_revision(group)
    with refused_when_entry_is_taken():
        group.save()
    fields = rules.changed_attributes(before, entry.attributes)
    record("access.group.synchronised", subject=group, by=by, fields=fields)
    return group


@transaction.atomic
def change_members(group_id: UUID, *, added: Collection[UUID], removed: Collection[UUID], by: Person) -> DirectoryGroup:
    """Put people into a group and take others out; their roles follow at once, all of them or none.

    Raises:
        Refused: the directory has not entered one of them, or the last administrator would be lost.
    """
    require_directory(by)
    lock_administrators()
    group = DirectoryGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    joining = list(Person.objects.people().exclude(user_name="").filter(pk__in=added))
    unknown = sorted(str(key) for key in {*added} - {person.pk for person in joining})
    refuse_if(rules.refuse_members(unknown))
    leaving = list(Person.objects.filter(pk__in=removed, group_memberships__group=group))
    for some in _batches(joining):
        GroupMember.objects.bulk_create(GroupMember(group=group, person=person) for person in some)
        record("access.group.members_added", subject=group, also=some, by=by, count=len(some))
    for some in _batches(leaving):
        GroupMember.objects.filter(group=group, person__in=some).delete()
        record("access.group.members_removed", subject=group, also=some, by=by, count=len(some))
    _next_revision(group)
    group.save(update_fields=["revision", "changed_at"])
    _follow(group, [*joining, *leaving])
    return group


@transaction.atomic
def remove_group(group_id: UUID, *, by: Person) -> None:
    """Take a group away because the directory deleted it; what it gives here stays where sign-ins may name it still.

    Raises:
        Refused: the last administrator would be lost.
    """
    require_directory(by)
    lock_administrators()
    group = DirectoryGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    people = list(Person.objects.filter(group_memberships__group=group))
    GroupMember.objects.filter(group=group).delete()
    if _gives_something(group):
        # The id stays with what it gives: sign-ins may name it by that, and the directory may enter it anew.
        group.provisioned_at, group.attributes = None, {}
        _next_revision(group)
        group.save(update_fields=["provisioned_at", "attributes", "revision", "changed_at"])
    else:
        DirectoryGroup.objects.filter(pk=group.pk).delete()
    record("access.group.removed", subject=group, by=by, count=len(people))
    _follow(group, people)


def _known_by_sign_ins(entry: GroupEntry) -> DirectoryGroup | None:
    """Return the group that an administrator mapped for sign-ins: by its id, which lasts, else by its name."""
    known = DirectoryGroup.objects.select_for_update(of=("self",)).filter(provisioned_at=None)
    by_id = known.filter(external_id=entry.external_id).first() if entry.external_id else None
    return by_id or known.filter(name=entry.name).first()


def _follow(group: DirectoryGroup, people: Sequence[Person]) -> None:
    """Recompute the roles of people whose membership changed; a group that gives nothing changes nothing."""
    if _gives_something(group):
        apply_memberships_of([person.pk for person in people])


def _gives_something(group: DirectoryGroup) -> bool:
    return group.department_id is not None or group.group_roles.exists()


def _batches(people: Sequence[Person]) -> list[list[Person]]:
    step = MEMBERS_IN_ONE_ENTRY
    return [list(people[start : start + step]) for start in range(0, len(people), step)]


def _next_revision(group: DirectoryGroup) -> None:
    group.revision, group.changed_at = group.revision + 1, now()
