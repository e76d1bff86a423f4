"""Groups of the directory for tests: mapped by the portal's own action, or kept by SCIM."""

from django.db import transaction

from access.actions.groups import apply_groups
from access.actions.mapping import map_group
from access.models import DirectoryGroup, GroupMember, Person, Role
from common.clock import now
from tests.factories.people import fresh, make_department, operator
from trail.recording import record


def map_to(
    name: str, *roles: str, external_id: str = "", department: str = "", by: Person | None = None
) -> DirectoryGroup:
    """Let a group give roles by their short names, and a department of a name."""
    place = make_department(department).pk if department else None
    keys = list(Role.objects.filter(slug__in=roles).values_list("pk", flat=True))
    mapped = map_group(
        name=name, external_id=external_id, role_ids=keys, department_id=place, by=by or operator(), reason="For a test"
    )
    return mapped.group


def provision(name: str, *people: Person, external_id: str = "") -> DirectoryGroup:
    """Enter a group and its members as the directory does by SCIM, without telling anybody's roles."""
    with transaction.atomic():
        group = DirectoryGroup.objects.filter(name=name).first() or DirectoryGroup(name=name, external_id=external_id)
        group.provisioned_at = now()
        group.save()
        GroupMember.objects.bulk_create(GroupMember(group=group, person=person) for person in people)
        record("access.group.edited", subject=group, by=None, roles="by SCIM")
    return group


def leave(group: DirectoryGroup, person: Person) -> None:
    """Take somebody out of a group as the directory does by SCIM, without telling anybody's roles."""
    with transaction.atomic():
        GroupMember.objects.filter(group=group, person=person).delete()
        record("access.group.edited", subject=group, by=None, roles="by SCIM")


def sign_in_with(person: Person, *claimed: str) -> Person:
    """Apply the groups of a sign-in; return the person afresh."""
    apply_groups(person, claimed=claimed)
    return fresh(person)


def slugs_of(person: Person) -> dict[str, list[str]]:
    """Return the roles somebody holds, each with the groups that give it."""
    standing = person.assignments.standing().select_related("role")
    return {each.role.slug: each.from_groups for each in standing}
