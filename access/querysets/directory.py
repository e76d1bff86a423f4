"""Named questions about groups of the directory."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Q, Subquery

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import DirectoryGroup, Person  # noqa: F401 - named in the bases below


def _gives() -> Q:
    from access.models import GroupRole

    return Q(Exists(GroupRole.objects.filter(group=OuterRef("pk")))) | Q(department__isnull=False)


def _number_of(rows: models.QuerySet[Any]) -> Any:
    """Return how many rows there are, as an expression that costs nothing until the row is shown."""
    counted = rows.order_by().annotate(one=Func(template="count(*)", output_field=IntegerField()))
    return Subquery(counted.values("one"), output_field=IntegerField())


class DirectoryGroupQuerySet(TrailedQuerySet["DirectoryGroup"]):
    """Questions about groups."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all groups for those who may see how groups give roles, otherwise none."""
        return self if reader.may("access.view_groups") else self.none()

    def mapped(self) -> Self:
        """Return the groups that give at least one role."""
        from access.models import GroupRole

        return self.filter(Exists(GroupRole.objects.filter(group=OuterRef("pk"))))

    def giving(self) -> Self:
        """Return the groups that give something: a role, or a department."""
        return self.filter(_gives())

    def giving_nothing(self) -> Self:
        """Return the groups that give nothing, such as those that the directory keeps and nobody mapped."""
        return self.exclude(_gives())

    def with_people(self) -> Self:
        """Count the active people of each: those whose last sign-in named it, as `by_sign_in`, and by SCIM."""
        from access.models import ClaimedGroups, GroupMember

        strings: Any = ArrayField(models.CharField(max_length=255))
        names = Func(
            OuterRef("name"),
            OuterRef("external_id"),
            template="ARRAY[%(expressions)s]::varchar[]",
            output_field=strings,
        )
        claimed = ClaimedGroups.objects.filter(names__overlap=names, person__is_active=True)
        member = GroupMember.objects.filter(group=OuterRef("pk"), person__is_active=True)
        return self.annotate(by_sign_in=_number_of(claimed), by_directory=_number_of(member))

    def with_counts(self) -> Self:
        """Count the roles each gives as `role_count`, and its members by SCIM as `member_count`."""
        return self.annotate(
            role_count=Count("group_roles", distinct=True), member_count=Count("members", distinct=True)
        )
