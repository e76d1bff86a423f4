"""Pure decisions about roles that people hold because of the groups they are in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from access.rules.people import CONFLICTS
from common.permissions import RoleName
from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_GROUP = 255


class Cause(StrEnum):
    """Why a role of somebody's groups is not given, or one that no group gives any more is not taken."""

    WITHHELD = "withheld"
    APART = "apart"
    LAST_ADMINISTRATOR = "last_administrator"


@dataclass(frozen=True, slots=True)
class GivenRole:
    """One role, by its short name, and the groups that give it."""

    role: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedRole:
    """One role that does not follow the groups; `beside` are the roles it is kept apart from."""

    role: str
    groups: tuple[str, ...]
    cause: Cause
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to change so that somebody holds what their groups give; `keep` are roles that other groups give now."""

    give: tuple[GivenRole, ...] = ()
    withdraw: tuple[GivenRole, ...] = ()
    keep: tuple[GivenRole, ...] = ()
    refused: tuple[RefusedRole, ...] = ()

    @property
    def changes_roles(self) -> bool:
        """Tell whether somebody gains or loses a role."""
        return bool(self.give or self.withdraw)


def plan_roles(
    *,
    mapped: Mapping[str, Collection[str]],
    by_hand: Collection[str],
    by_groups: Mapping[str, Collection[str]],
    in_part: Collection[str] = (),
    withheld: Collection[str] = (),
    apart: Collection[frozenset[str]] = (),
    is_active: bool = True,
    is_last_administrator: bool = False,
) -> Plan:
    """Say which roles somebody gains, loses and keeps by their groups; roles stand by their short names.

    `mapped` holds the roles of their groups with those groups, `by_hand` and `by_groups` what they hold (of today or of
    a day to come), `in_part` what they hold by hand for one department only, `apart` the pairs of roles that nobody may
    hold together. What is held stays before what is new; of two new ones that are kept apart, neither is given, so that
    somebody chooses. Whoever is deactivated gains nothing.
    """
    wanted = {role: _sorted(groups) for role, groups in mapped.items() if role not in by_hand and role not in withheld}
    refused = [
        RefusedRole(role, _sorted(groups), Cause.WITHHELD)
        for role, groups in mapped.items()
        if role in withheld and role not in by_hand
    ]
    lost = set(by_groups) - set(wanted)
    if is_last_administrator and RoleName.ADMINISTRATOR in lost:
        lost.discard(RoleName.ADMINISTRATOR)
        held_by = _sorted(by_groups[RoleName.ADMINISTRATOR])
        refused.append(RefusedRole(RoleName.ADMINISTRATOR, held_by, Cause.LAST_ADMINISTRATOR))
    new = set(wanted) - set(by_groups) if is_active else set()
    together = ({*by_hand, *by_groups, *new} - lost) | set(in_part)
    give = []
    for role in new:
        beside = tuple(sorted(other for other in together if frozenset({role, other}) in apart))
        if beside:
            refused.append(RefusedRole(role, wanted[role], Cause.APART, beside))
        else:
            give.append(GivenRole(role, wanted[role]))
    kept = wanted.keys() & by_groups.keys()
    return Plan(
        give=_in_order(give),
        withdraw=_in_order(GivenRole(role, _sorted(by_groups[role])) for role in lost),
        keep=_in_order(GivenRole(role, wanted[role]) for role in kept if wanted[role] != _sorted(by_groups[role])),
        refused=tuple(sorted(refused, key=lambda each: (each.role, each.cause))),
    )


def roles_apart(roles: Mapping[str, Collection[str]], apart: Collection[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Return the pairs of roles that nobody holds together, given the permissions of each and those kept apart."""
    listed = sorted(roles)
    return frozenset(
        frozenset({one, other})
        for place, one in enumerate(listed)
        for other in listed[place + 1 :]
        if frozenset({one, other}) in CONFLICTS or _meet(roles[one], roles[other], apart)
    )


def refuse_roles_of_group(roles: Collection[str], apart: Collection[frozenset[str]]) -> Refusal | None:
    """Say why one group may not give several roles: whoever is in it would hold duties that are kept apart."""
    for pair in sorted(apart, key=sorted):
        if pair <= set(roles):
            one, other = sorted(pair)
            text = _("These duties are kept apart, one group cannot give both: “%(one)s” and “%(other)s”.")
            return Refusal("roles_apart", text, "roles", {"one": one, "other": other})
    return None


def refuse_empty_mapping(*, gives_something: bool) -> Refusal | None:
    """Say no to a mapping that gives nothing; one that is to end is ended, which says so."""
    if gives_something:
        return None
    return Refusal("gives_nothing", _("Choose a role or a department that the group gives."), "roles")


def refuse_renaming(*, changed: bool) -> Refusal | None:
    """Say no to another name or id for a group that the directory keeps."""
    if not changed:
        return None
    return Refusal("kept_by_directory", _("The directory keeps this group: rename it there."), "name")


def refuse_own_gain(*, own: Plan, own_before: Plan) -> Refusal | None:
    """Say no to a mapping by which whoever makes it gains or loses a role."""
    if own.changes_roles and (own.give, own.withdraw) != (own_before.give, own_before.withdraw):
        text = _(
            "This would change your own roles. Nobody changes their own roles: ask another administrator to do it."
        )
        return Refusal("own_roles", text, "roles")
    return None


def refuse_by_hand(groups: Collection[str]) -> Refusal | None:
    """Say no to changing by hand what groups give: with the next sign-in it would be as before."""
    if not groups:
        return None
    text = _(
        "This role comes from the directory, by %(groups)s. Change under “Groups” what that gives, or at the identity "
        "provider who is in it."
    )
    return Refusal("given_by_groups", text, None, {"groups": ", ".join(f"“{group}”" for group in sorted(groups))})


def groups_of_claim(claimed: Iterable[object]) -> tuple[str, ...]:
    """Return the groups that a sign-in names, each once and in order.

    What no group here can be called is left out: no text, nothing, too long, or with a NUL, which no database keeps.
    Too long a name is not cut: it would be that of another group.
    """
    names = {each.strip() for each in claimed if isinstance(each, str)}
    return tuple(sorted(name for name in names if 0 < len(name) <= LONGEST_GROUP and "\x00" not in name))


def _meet(one: Collection[str], other: Collection[str], apart: Collection[frozenset[str]]) -> bool:
    for pair in apart:
        first, second = sorted(pair)
        if (first in one and second in other) or (second in one and first in other):
            return True
    return False


def _sorted(groups: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(groups)))


def _in_order(roles: Iterable[GivenRole]) -> tuple[GivenRole, ...]:
    return tuple(sorted(roles, key=lambda each: each.role))
