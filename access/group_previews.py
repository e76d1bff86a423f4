"""What a mapping would do before it is saved: who would gain or lose which role, and who cannot."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from access.group_plans import (
    Following,
    MappedGroup,
    people_in,
    plans_for,
    present_mapping,
    roles_kept_apart,
)
from access.models import Department, DirectoryGroup, Person, Role
from access.rules import groups as rules
from access.rules.people import refuse_loss_of_administrator
from common.refusals import Refusal


class EffectKind(StrEnum):
    """What happens to somebody; the last three are what does not happen, by its cause."""

    GAINS = "gains"
    LOSES = "loses"
    MOVES = "moves"
    APART = "apart"
    WITHHELD = "withheld"
    LAST_ADMINISTRATOR = "last_administrator"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a mapping does to some people: with a role, or with a department where it moves them.

    Active people and deactivated ones, who hold roles on until they are taken, are told of apart.
    """

    kind: EffectKind
    people: tuple[Person, ...]
    role: Role | None = None
    department: Department | None = None
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of everybody in a group, and why the mapping cannot be saved, if so.

    `members` is how many active people are in the group; `following` holds those for whom something changes.
    """

    members: int
    effects: tuple[Effect, ...]
    following: tuple[Following, ...]
    refusal: Refusal | None = None

    @property
    def changed(self) -> int:
        """Return how many people gain or lose a role, or move to another department."""
        return sum(each.plan.changes_roles or each.changes_department for each in self.following)


def as_mapped(group: DirectoryGroup) -> MappedGroup:
    """Return what a group gives today."""
    found = [each for each in present_mapping().groups if each.id == group.pk]
    return found[0] if found else MappedGroup(group.pk, group.name, group.external_id, frozenset())


def preview_mapping(before: MappedGroup | None, after: MappedGroup, *, by: Person) -> Preview:
    """Try a mapping of a group on everybody in it, as it was and as it would be; nothing is changed."""
    present = present_mapping()
    members = people_in([after]).active().count()
    together = rules.refuse_roles_of_group(after.roles, roles_kept_apart())
    if together:
        return Preview(members, (), (), _with_labels(together))
    concerned = people_in([after] if before is None else [before, after]).order_by("name", "id")
    pairs = plans_for(concerned, present, present.with_group(after))
    following = tuple(then for now, then in pairs if _does_something(now, then))
    return Preview(members, _effects(pairs), following, _refusal(pairs, by))


def _does_something(now: Following, then: Following) -> bool:
    plan = then.plan
    return bool(plan.changes_roles or plan.keep or then.changes_department or plan.refused != now.plan.refused)


def _refusal(pairs: Sequence[tuple[Following, ...]], by: Person) -> Refusal | None:
    own = next(((now, then) for now, then in pairs if then.person.pk == by.pk), None)
    if own and (refusal := rules.refuse_own_gain(own=own[1].plan, own_before=own[0].plan)):
        return refusal
    lost = any(
        each.cause == rules.Cause.LAST_ADMINISTRATOR and each not in now.plan.refused
        for now, then in pairs
        for each in then.plan.refused
    )
    return refuse_loss_of_administrator(is_administrator=lost, other_administrators=0)


def _effects(pairs: Sequence[tuple[Following, ...]]) -> tuple[Effect, ...]:
    found: dict[tuple[EffectKind, str, UUID | None, bool], list[Person]] = defaultdict(list)
    for now, then in pairs:
        left = not then.person.is_active
        for given in then.plan.give:
            found[EffectKind.GAINS, given.role, None, left].append(then.person)
        for taken in then.plan.withdraw:
            found[EffectKind.LOSES, taken.role, None, left].append(then.person)
        for refused in then.plan.refused:
            if refused not in now.plan.refused:
                found[EffectKind(refused.cause), refused.role, None, left].append(then.person)
        if then.changes_department:
            found[EffectKind.MOVES, "", then.department, left].append(then.person)
    roles = {role.slug: role for role in Role.objects.filter(slug__in={role for _kind, role, _place, _left in found})}
    places = Department.objects.in_bulk({place for _kind, _role, place, _left in found if place})
    order = list(EffectKind)
    effects = [
        Effect(kind, tuple(people), roles.get(role), places.get(place) if place else None, left)
        for (kind, role, place, left), people in found.items()
    ]

    def place_of(each: Effect) -> tuple[int, str, bool]:
        return order.index(each.kind), each.role.name if each.role else "", each.deactivated

    return tuple(sorted(effects, key=place_of))


def _with_labels(refusal: Refusal) -> Refusal:
    """Return a refusal that names roles by their short names with their names."""
    roles = {role.slug: role.label for role in Role.objects.filter(slug__in=refusal.details.values())}
    return replace(refusal, details={place: roles[slug] for place, slug in refusal.details.items()})
