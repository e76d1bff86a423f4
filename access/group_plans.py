"""What people's groups mean for their roles: read for many at once, decided by `access.rules.groups`."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Value

from access.models import (
    ClaimedGroups,
    DirectoryGroup,
    GroupMember,
    GroupRole,
    Person,
    Role,
    RoleAssignment,
    WithheldRole,
)
from access.querysets import PersonQuerySet
from access.rules import groups as rules
from access.vocabulary import kept_apart
from common.clock import today
from common.permissions import RoleName


@dataclass(frozen=True, slots=True)
class MappedGroup:
    """A group as far as it gives something: the short names of its roles in use, and a department."""

    id: UUID | None
    name: str
    external_id: str
    roles: frozenset[str]
    department: UUID | None = None

    @property
    def names(self) -> frozenset[str]:
        """Return how a sign-in may call the group."""
        return frozenset({self.name, self.external_id} - {""})

    @property
    def gives_something(self) -> bool:
        """Tell whether it gives a role or a department."""
        return bool(self.roles or self.department)

    @property
    def version(self) -> str:
        """Return by what the mapping is known: the same names and gifts, the same version."""
        parts = [self.name, self.external_id, str(self.department or ""), *sorted(self.roles)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


class GroupMapping:
    """Groups and what they give, found by whatever a sign-in calls them."""

    def __init__(self, groups: Iterable[MappedGroup]) -> None:
        self.groups = tuple(groups)
        self._by_name: dict[str, list[MappedGroup]] = defaultdict(list)
        for group in self.groups:
            for name in group.names:
                self._by_name[name].append(group)
        self._by_id = {group.id: group for group in self.groups if group.id}

    @property
    def names(self) -> Collection[str]:
        """Return all names and ids that mean something."""
        return self._by_name.keys()

    @property
    def ids(self) -> Collection[UUID]:
        """Return the keys of the groups that have a row."""
        return self._by_id.keys()

    def with_group(self, group: MappedGroup) -> "GroupMapping":
        """Return the mapping as it would be with one group entered or changed."""
        return GroupMapping([each for each in self.groups if each.id != group.id] + [group])

    def find(self, names: Iterable[str], ids: Iterable[UUID]) -> list[MappedGroup]:
        """Return the groups that are named or meant, each once, by name."""
        found = {group for name in names for group in self._by_name.get(name, ())}
        found |= {self._by_id[key] for key in ids if key in self._by_id}
        return sorted(found, key=lambda group: group.name)


@dataclass(frozen=True, slots=True)
class Following:
    """What becomes of one person by their groups: the plan of roles, and another department where a group sets one."""

    person: Person
    plan: rules.Plan
    department: UUID | None = None

    @property
    def changes_department(self) -> bool:
        """Tell whether a group moves them to another department."""
        return self.department is not None and self.department != self.person.department_id

    @property
    def says_something(self) -> bool:
        """Tell whether anything changes, or is refused."""
        plan = self.plan
        return bool(plan.changes_roles or plan.keep or plan.refused or self.changes_department)

    @property
    def gains_administration(self) -> bool:
        """Tell whether they become administrator."""
        return any(each.role == RoleName.ADMINISTRATOR for each in self.plan.give)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is on record about one person, as far as their groups matter; many stand alike."""

    is_active: bool
    names: frozenset[str]
    memberships: frozenset[UUID]
    by_hand: frozenset[str]
    in_part: frozenset[str]
    by_groups: frozenset[tuple[str, tuple[str, ...]]]
    withheld: frozenset[str]


def present_mapping() -> GroupMapping:
    """Return the groups that give a role or a department today; a retired role gives nothing."""
    given = GroupRole.objects.filter(role__retired_at=None).select_related("role")
    groups = DirectoryGroup.objects.giving().prefetch_related(Prefetch("group_roles", queryset=given))
    return GroupMapping(
        MappedGroup(
            id=each.pk,
            name=each.name,
            external_id=each.external_id,
            roles=frozenset(one.role.slug for one in each.group_roles.all()),
            department=each.department_id,
        )
        for each in groups
    )


def people_in(groups: Iterable[MappedGroup]) -> PersonQuerySet:
    """Return the people who are in one of some groups, by what their last sign-in named or by SCIM."""
    groups = list(groups)
    names = sorted({name for each in groups for name in each.names})
    claimed = ClaimedGroups.objects.filter(person=OuterRef("pk"), names__overlap=names)
    member = GroupMember.objects.filter(person=OuterRef("pk"), group__in=[each.id for each in groups if each.id])
    return Person.objects.filter(Exists(claimed) | Exists(member))


def plans_for(people: PersonQuerySet, *mappings: GroupMapping) -> list[tuple[Following, ...]]:
    """Plan the roles of people by what each of some mappings gives them; what is on record is read once.

    The last administrator is not lost by all plans of a mapping together: where they would, all who hold it keep it.
    """
    found = {each.pk: each for each in people}
    standings = _standings_of(people, found, mappings)
    apart = roles_kept_apart()
    plans = [_plans_under(found, standings, mapping, apart) for mapping in mappings]
    return list(zip(*plans, strict=True))


def roles_kept_apart() -> frozenset[frozenset[str]]:
    """Return the pairs of roles in use that nobody holds together, by their short names."""
    return rules.roles_apart({role.slug: role.permission_names for role in Role.objects.in_use()}, kept_apart())


def _plans_under(
    people: dict[UUID, Person],
    standings: dict[UUID, _Standing],
    mapping: GroupMapping,
    apart: frozenset[frozenset[str]],
) -> list[Following]:
    # In a large organisation few stand alone: each standing is decided once.
    groups = {each: mapping.find(each.names, each.memberships) for each in set(standings.values())}
    decided = {each: _plan(each, groups[each], apart) for each in groups}
    plans = {key: decided[standings[key]] for key in people}
    for key in _last_administrators(people, plans):
        plans[key] = _plan(standings[key], groups[standings[key]], apart, is_last_administrator=True)
    return [
        Following(person, plans[key], _department(person, groups[standings[key]])) for key, person in people.items()
    ]


def _standings_of(
    people: PersonQuerySet, found: dict[UUID, Person], mappings: Sequence[GroupMapping]
) -> dict[UUID, _Standing]:
    keys: Any = list(found) if len(found) == 1 else people.order_by().values("pk")
    # Only names that mean something are read: a sign-in may name thousands that do not.
    known = ClaimedGroups.objects.filter(person__in=keys).annotate(known=_those_of(mappings))
    names = {key: frozenset(own) for key, own in known.values_list("person_id", "known")}
    ids = {key for mapping in mappings for key in mapping.ids}
    members = GroupMember.objects.filter(person__in=keys, group__in=ids)
    memberships = _by_person(members.order_by().values_list("person_id", "group_id"))
    withheld = _by_person(
        WithheldRole.objects.filter(person__in=keys, lifted_at=None).order_by().values_list("person_id", "role__slug")
    )
    held = RoleAssignment.objects.standing().not_over_on(today()).filter(person__in=keys).order_by()
    by_groups = _by_person(
        (person, (role, tuple(groups)))
        for person, role, groups in held.exclude(from_groups=[]).values_list("person_id", "role__slug", "from_groups")
    )
    in_use = held.filter(from_groups=[], role__retired_at=None).values_list("person_id", "role__slug")
    by_hand, in_part = _by_person(in_use.filter(department=None)), _by_person(in_use.exclude(department=None))
    nothing: frozenset[Any] = frozenset()
    return {
        key: _Standing(
            is_active=person.is_active,
            names=names.get(key, nothing),
            memberships=memberships.get(key, nothing),
            by_hand=by_hand.get(key, nothing),
            in_part=in_part.get(key, nothing),
            by_groups=by_groups.get(key, nothing),
            withheld=withheld.get(key, nothing),
        )
        for key, person in found.items()
    }


def _by_person(rows: Iterable[tuple[UUID, Any]]) -> dict[UUID, frozenset[Any]]:
    """Return what stands for each person in rows of person and value."""
    found: dict[UUID, set[Any]] = defaultdict(set)
    for person, value in rows:
        found[person].add(value)
    return {person: frozenset(values) for person, values in found.items()}


def _those_of(mappings: Sequence[GroupMapping]) -> Func:
    """Return the groups of a claim that the mappings know, as an expression of the database."""
    strings: Any = ArrayField(models.TextField())
    known = Value(sorted({name for mapping in mappings for name in mapping.names}), output_field=strings)
    return Func(
        F("names"),
        known,
        template="ARRAY(SELECT unnest(%(expressions)s::text[]))",
        arg_joiner="::text[]) INTERSECT SELECT unnest(",
        output_field=strings,
    )


def _plan(
    standing: _Standing,
    groups: list[MappedGroup],
    apart: frozenset[frozenset[str]],
    *,
    is_last_administrator: bool = False,
) -> rules.Plan:
    mapped: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for role in group.roles:
            mapped[role].add(group.name)
    return rules.plan_roles(
        mapped=mapped,
        by_hand=standing.by_hand,
        by_groups=dict(standing.by_groups),
        in_part=standing.in_part,
        withheld=standing.withheld,
        apart=apart,
        is_active=standing.is_active,
        is_last_administrator=is_last_administrator,
    )


def _last_administrators(people: dict[UUID, Person], plans: dict[UUID, rules.Plan]) -> set[UUID]:
    """Return those who would lose administration when nobody who has it for good were left."""
    losing = {key for key, plan in plans.items() if _names(plan.withdraw) & {RoleName.ADMINISTRATOR}}
    losing = {key for key in losing if people[key].is_active}
    if not losing or any(_names(plan.give) & {RoleName.ADMINISTRATOR} for plan in plans.values()):
        return set()
    held = RoleAssignment.objects.administrators_on(today())
    others = held.filter(ends_on=None).exclude(person__in=losing)
    if held.filter(person__in=losing).of_who_get_in().exists():
        # Whoever cannot sign in keeps nobody from being locked out.
        others = others.of_who_get_in()
    return set() if others.exists() else losing


def _names(roles: tuple[rules.GivenRole, ...]) -> set[str]:
    return {each.role for each in roles}


def _department(person: Person, groups: list[MappedGroup]) -> UUID | None:
    """Return the department that groups set: the present one if one of them does, else that of the first by name."""
    set_by = [group.department for group in groups if group.department]
    if not set_by or person.department_id in set_by:
        return None
    return set_by[0]
