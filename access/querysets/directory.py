"""Named questions about groups of the directory."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import DirectoryGroup, Person  # noqa: F401 - named in the bases below


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
        from access.models import GroupRole

        return self.filter(Exists(GroupRole.objects.filter(group=OuterRef("pk"))) | Q(department__isnull=False))

    def with_counts(self) -> Self:
        """Count the roles each gives as `role_count`, and its members by SCIM as `member_count`."""
        return self.annotate(
            role_count=Count("group_roles", distinct=True), member_count=Count("members", distinct=True)
        )
