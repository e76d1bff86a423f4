"""The one vocabulary of permissions, gathered from the `permissions.py` of every app."""

from functools import cache

from common.declared import declared
from common.permissions import Permission, RoleName


class UnknownPermission(Exception):  # noqa: N818 - names what it is
    """Code asked for a permission that no app declares."""


@cache
def vocabulary() -> dict[str, Permission]:
    """Return every permission of every installed app by its name."""
    return {name: each for permissions in declared("permissions", "PERMISSIONS") for name, each in permissions.items()}


@cache
def permissions_of_role(slug: str) -> frozenset[str]:
    """Return what a built-in role may do."""
    return frozenset(name for name, permission in vocabulary().items() if RoleName(slug) in permission.roles)


@cache
def kept_apart() -> frozenset[frozenset[str]]:
    """Return the pairs of permissions that nobody may hold together."""
    return frozenset(frozenset({name, other}) for name, each in vocabulary().items() for other in each.apart_from)


@cache
def for_people() -> frozenset[str]:
    """Return what only a human being may do: deciding, running accounts, and whatever asks for a confirmation."""
    marked = {name for name, each in vocabulary().items() if each.for_people or each.step_up}
    return frozenset(marked.union(*kept_apart()))


def known(name: str) -> Permission:
    """Return one permission.

    Raises:
        UnknownPermission: no app declares it.
    """
    try:
        return vocabulary()[name]
    except KeyError as error:
        raise UnknownPermission(name) from error


def grantable() -> dict[str, Permission]:
    """Return what a custom role may hold."""
    return {name: permission for name, permission in vocabulary().items() if permission.grantable}
