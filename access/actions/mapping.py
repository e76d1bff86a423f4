"""Saying which roles a group of the directory gives, for everybody in it at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop

from access.actions.groups import follow, tell_of_refused, tell_of_roles
from access.actions.jobs import start_job
from access.actions.roles import lock_administrators
from access.bulk import MOST_AT_ONCE
from access.group_plans import Following, MappedGroup, people_in, plans_for, present_mapping
from access.group_previews import Preview, as_mapped, preview_mapping
from access.models import DirectoryGroup, GroupRole, Job, Person, Role
from access.permits import permit
from access.rules import groups as rules
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from common.terms import Term
from trail.recording import record

MAP = "access.map_groups"
GROUP_TAKEN = Refusal("group_taken", _("This group gives something already. Open it and change what it gives."), "name")
ID_TAKEN = Refusal("id_taken", _("Another group has this name or id at the provider already."), "external_id")
NAME_MISSING = Refusal("name_missing", _("Name the group as sign-ins name it."), "name")
ROLE_UNKNOWN = Refusal("role_retired", _("This role is retired; choose another one."), "roles")
CHANGED = Refusal(
    "changed_meanwhile",
    _("Somebody else changed this group meanwhile, so nothing was saved. Look at what it gives now, then save again."),
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A group whose mapping was saved: how many people gained or lost something at once, or the job that sees to it."""

    group: DirectoryGroup
    changed: int
    job: Job | None = None


@transaction.atomic
def map_group(
    *,
    name: str,
    external_id: str = "",
    role_ids: Collection[UUID],
    department_id: UUID | None = None,
    by: Person,
    reason: str,
) -> Mapped:
    """Let a group that gave nothing so far give roles, and a department where set, to everybody in it.

    Raises:
        PermissionRefused: not allowed.
        Refused: no name, no role, a retired one, roles kept apart, a group that gives something already, one's own
            roles would change, or the last administrator would be lost.
    """
    permit(by, MAP)
    lock_administrators()
    name = _named(name)
    group = DirectoryGroup.objects.select_for_update(of=("self",)).filter(name=name).first() or DirectoryGroup(
        name=name
    )
    before = as_mapped(group)
    refuse_if(GROUP_TAKEN if before.gives_something else None)
    after = _asked(group, name, external_id, role_ids, department_id)
    preview = _permitted(before, after, by)
    roles = _write(group, after)
    record("access.group.mapped", subject=group, also=roles, by=by, reason=reason, roles=_terms(roles))
    return _carry_out(group, preview, before, after, by=by, reason=reason)


@transaction.atomic
def edit_mapping(
    group_id: UUID,
    *,
    name: str,
    external_id: str,
    role_ids: Collection[UUID],
    department_id: UUID | None,
    by: Person,
    reason: str,
    version: str = "",
) -> Mapped:
    """Change what a group gives; `version` is that of the mapping as it was seen, and guards against a lost update.

    Raises:
        PermissionRefused: not allowed.
        Refused: as for a new mapping, changed meanwhile, or another name for a group that the directory keeps.
    """
    permit(by, MAP)
    lock_administrators()
    group = DirectoryGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    before = as_mapped(group)
    refuse_if(CHANGED if version and version != before.version else None)
    after = _asked(group, _named(name), external_id, role_ids, department_id)
    if after == before:
        return Mapped(group, 0)
    preview = _permitted(before, after, by)
    roles = _write(group, after)
    record("access.group.edited", subject=group, also=roles, by=by, reason=reason, roles=_terms(roles))
    return _carry_out(group, preview, before, after, by=by, reason=reason)


@transaction.atomic
def unmap_group(group_id: UUID, *, by: Person, reason: str, version: str = "") -> Mapped:
    """Let a group give nothing any more; who holds a role by it alone loses it. The group stays on record.

    Raises:
        PermissionRefused, Refused: not allowed, changed meanwhile, one's own roles, or the last administrator's.
    """
    permit(by, MAP)
    lock_administrators()
    group = DirectoryGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    before = as_mapped(group)
    refuse_if(CHANGED if version and version != before.version else None)
    if not before.gives_something:
        return Mapped(group, 0)
    after = replace(before, roles=frozenset(), department=None)
    preview = _permitted(before, after, by)
    roles = list(Role.objects.filter(slug__in=before.roles).order_by("name"))
    _write(group, after)
    record("access.group.unmapped", subject=group, also=roles, by=by, reason=reason, roles=_terms(roles))
    return _carry_out(group, preview, before, after, by=by, reason=reason)


@transaction.atomic
def follow_some(people: Collection[UUID], *, by: Person, reason: str) -> int:
    """Give and take the roles of some people by the mapping of now; return for how many something changed.

    The last administrator stays so, and the administrators are told.
    """
    lock_administrators()
    locked = Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk")
    followings = [each for (each,) in plans_for(locked, present_mapping())]
    changed = sum(each.plan.changes_roles or each.changes_department for each in followings)
    for following in followings:
        _follow(following, by, reason)
    tell_of_roles(followings)
    return changed


def people_to_follow(names: Collection[str], group_id: UUID) -> list[UUID]:
    """Return whom a saved mapping still changes, of those in a group by any of its names; new administrators first."""
    concerned = people_in([MappedGroup(group_id, name, "", frozenset()) for name in names])
    found = [each for (each,) in plans_for(concerned.order_by("pk"), present_mapping()) if each.says_something]
    # Nobody loses the last administrator on the way to the next one.
    return [each.person.pk for each in sorted(found, key=lambda each: not each.gains_administration)]


def _carry_out(
    group: DirectoryGroup, preview: Preview, before: MappedGroup, after: MappedGroup, *, by: Person, reason: str
) -> Mapped:
    if len(preview.following) > MOST_AT_ONCE:
        settings = {"group": str(group.pk), "names": sorted(before.names | after.names), "reason": reason}
        title = _t("Roles by the group “%(group)s”") % {"group": group.name}
        job = start_job("follow-groups", title=title, settings=settings, by=by, total=len(preview.following))
        return Mapped(group, preview.changed, job)
    # Held while their roles are written; the lock of administrators holds the roles themselves.
    list(
        Person.objects.select_for_update().filter(pk__in=[each.person.pk for each in preview.following]).order_by("pk")
    )
    for each in sorted(preview.following, key=lambda each: not each.gains_administration):
        _follow(each, by, reason)
    tell_of_roles(preview.following)
    return Mapped(group, preview.changed)


def _follow(following: Following, by: Person, reason: str) -> None:
    refused = follow(following, by=by, reason=reason, tells=False)
    # Whoever maps a group has seen who cannot be given its roles; that nobody may be left is for all administrators.
    tell_of_refused(following.person, [each for each in refused if each.cause == rules.Cause.LAST_ADMINISTRATOR])


def _asked(
    group: DirectoryGroup, name: str, external_id: str, role_ids: Collection[UUID], department_id: UUID | None
) -> MappedGroup:
    """Return what a group is to give.

    Raises:
        Refused: nothing, a retired role, or a name that is another group's, or that the directory keeps.
    """
    external_id = clean_name(external_id, "external_id")
    if group.provisioned_at:
        refuse_if(
            rules.refuse_renaming(changed=(name, external_id or group.external_id) != (group.name, group.external_id))
        )
        external_id = group.external_id
    roles = {role.pk: role.slug for role in Role.objects.in_use().filter(pk__in=role_ids)}
    refuse_if(ROLE_UNKNOWN if set(role_ids) - roles.keys() else None)
    after = MappedGroup(group.pk, name, external_id, frozenset(roles.values()), department_id)
    refuse_if(rules.refuse_empty_mapping(gives_something=after.gives_something))
    others = DirectoryGroup.objects.exclude(pk=group.pk)
    if others.filter(Q(name__in=after.names) | Q(external_id__in=after.names)).exists():
        raise Refused(ID_TAKEN)
    return after


def _permitted(before: MappedGroup, after: MappedGroup, by: Person) -> Preview:
    preview = preview_mapping(before, after, by=by)
    refuse_if(preview.refusal)
    return preview


def _write(group: DirectoryGroup, after: MappedGroup) -> list[Role]:
    """Keep a group and the roles it gives; return those."""
    group.name, group.external_id, group.department_id = after.name, after.external_id, after.department
    with refused_when_taken(ID_TAKEN):
        group.save()
    roles = list(Role.objects.filter(slug__in=after.roles).order_by("name"))
    gone = GroupRole.objects.filter(group=group).exclude(role__in=roles)
    gone.delete()
    there = set(GroupRole.objects.filter(group=group).values_list("role_id", flat=True))
    GroupRole.objects.bulk_create(GroupRole(group=group, role=role) for role in roles if role.pk not in there)
    return roles


def _terms(roles: list[Role]) -> list[str] | str:
    return [role.term for role in roles] or Term(gettext_noop("only a department"))


def _named(name: str) -> str:
    if cleaned := clean_name(name):
        return cleaned
    raise Refused(NAME_MISSING)
