"""Named questions about what people and departments are to a use case, and guardian's way to write the former."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Model, Q, Value
from guardian.managers import UserObjectPermissionManager

from common.clock import today
from registers.choices import MEMBERSHIP_OF, Membership
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import UseCaseMember, UseCaseShare  # noqa: F401 - named in the bases below


class UseCaseMemberQuerySet(TrailedQuerySet["UseCaseMember"]):
    """Questions about who works on a use case."""

    def standing(self) -> Self:
        """Return those that count today."""
        return self.filter(Q(until=None) | Q(until__gte=today()))


class UseCaseMemberManager(UserObjectPermissionManager.from_queryset(UseCaseMemberQuerySet)):  # type: ignore[misc]
    """Guardian's manager, whose rows say in our words, too, what they stand for."""

    def assign_perm(self, perm: Any, user_or_group: Any, obj: Model, **more: Any) -> Any:
        """Have somebody be something to a use case: `guardian.shortcuts.assign_perm`; `more` is what the row keeps."""
        permission = permission_of(perm)
        kept = {"membership": MEMBERSHIP_OF[permission.codename], **more}
        found, _new = self.get_or_create(permission=permission, user=user_or_group, content_object=obj, defaults=kept)
        return found

    def bulk_assign_perm(self, *_args: Any, **_kwargs: Any) -> Any:
        """Refuse what would write rows without our word: many at once are entered by `enter_many`."""
        raise NotImplementedError

    assign_perm_to_many = bulk_assign_perm


class UseCaseShareQuerySet(TrailedQuerySet["UseCaseShare"]):
    """Questions about which departments share a use case."""

    def standing(self) -> Self:
        """Return those that count today."""
        return self.filter(Q(until=None) | Q(until__gte=today()))

    def reaching(self, person: "Person") -> Self:
        """Return those that count today for a person: of the department they are in."""
        mine = self.standing().filter(department=person.department_id)
        return mine if person.department_id else self.none()

    def to_work(self) -> Self:
        """Return those whose departments work on it."""
        return self.filter(membership=Membership.CONTRIBUTOR)


def parts_of(use_case: Any, person: "Person") -> list[tuple[str, bool]]:
    """Return what a person, or their department, is to a use case today, and whether by themselves: in one query.

    What was read with the use case already is not read again.
    """
    if {"members", "shares"} <= getattr(use_case, "_prefetched_objects_cache", {}).keys():
        own = [each for each in use_case.members.all() if each.user_id == person.pk and each.stands]
        place = person.department_id
        given = [each for each in use_case.shares.all() if place and each.department_id == place and each.stands]
        return [(each.membership, each.by_themselves) for each in own] + [(each.membership, False) for each in given]
    mine = use_case.members.standing().filter(user=person).order_by().values_list("membership", "by_themselves")
    if person.department_id is None:
        return list(mine)
    theirs = use_case.shares.reaching(person).order_by().values_list("membership", Value(value=False))
    return list(mine.union(theirs, all=True))


def permission_of(perm: Any) -> Any:
    """Return guardian's permission of a use case by its codename."""
    from django.contrib.auth.models import Permission
    from guardian.ctypes import get_content_type

    from registers.models import UseCase

    if isinstance(perm, Permission):
        return perm
    return Permission.objects.get(content_type=get_content_type(UseCase), codename=perm.rpartition(".")[2])
