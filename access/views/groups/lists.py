"""The list of groups of the directory."""

from typing import Any, ClassVar

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.group_lists import DirectoryGroupFilter, DirectoryGroupTable
from access.models import DirectoryGroup, Role
from access.pages import ListPage
from access.permits import may
from access.querysets.directory import DirectoryGroupQuerySet
from access.views.groups.base import MAP, SEE
from common.presentation import Action


class GroupsPage(ListPage):
    """Every group of the directory that stands here, what it gives, and how many people are in it."""

    permission = SEE
    title = _("Groups")
    name = "groups"
    filterset_class = DirectoryGroupFilter
    table_class = DirectoryGroupTable
    sorts: ClassVar = {"name": ("name",), "created_at": ("id",)}
    default_sort = "name"
    default_columns = ("name", "roles", "department", "by_sign_in", "by_directory", "kept_by")
    locked_columns = ("name",)
    export_permission = SEE
    opens_panel = "panel-body"
    empty_title = _("No groups yet")
    empty_text = _("Say which group of the identity provider gives which roles. Without that, a group gives nothing.")

    def rows(self) -> DirectoryGroupQuerySet:
        """Return the groups with their roles and their number of people."""
        roles = Prefetch("roles", queryset=Role.objects.order_by("name"))
        groups = DirectoryGroup.objects.visible_to(self.reader).select_related("department")
        return groups.with_people().prefetch_related(roles)

    def primary_action(self) -> Action | None:
        """Offer to map a group."""
        if not may(self.reader, MAP):
            return None
        return Action(_t("Map a group"), reverse("access:new-group"), icon="plus")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way to the groups that sign-ins name and that do not stand here."""
        return {"actions": [Action(_t("Seen in sign-ins"), reverse("access:seen-groups"), "login")]}
