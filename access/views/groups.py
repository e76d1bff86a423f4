"""Pages about groups of the directory and what they give."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.group_lists import DirectoryGroupFilter, DirectoryGroupTable
from access.group_reading import members_of, seen_in_sign_ins
from access.models import DirectoryGroup, Role
from access.page_base import Page
from access.pages import DetailPage, ListPage
from access.permits import may
from access.querysets.directory import DirectoryGroupQuerySet
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when

SEE, MAP = "access.view_groups", "access.map_groups"
# How many people a group's page names, and how many unknown groups the page of those shows.
SHOWN_PEOPLE, SHOWN_SEEN = 50, 200


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


class SeenGroupsPage(Page):
    """Groups that sign-ins name and that do not stand here: they give nothing until somebody maps them."""

    permission = SEE
    title = _("Groups seen in sign-ins")
    template_name = "access/seen_groups.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show those of most people first, or those with some letters in their name."""
        text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        seen = seen_in_sign_ins(text, most=SHOWN_SEEN + 1)
        mapped = {each.name: f"{reverse('access:new-group')}?{urlencode({'name': each.name})}" for each in seen}
        return self.respond(
            {
                "breadcrumbs": [Link(_t("Groups"), reverse("access:groups"))],
                "text": text,
                "seen": [(each, mapped[each.name]) for each in seen[:SHOWN_SEEN]],
                "more": len(seen) > SHOWN_SEEN,
                "may_map": may(self.reader, MAP),
            }
        )


class GroupPage(DetailPage):
    """One group: what it gives, who is in it by sign-in and by the directory, and what happened to it."""

    permission = SEE
    model = DirectoryGroup
    template_name = "access/group.html"

    def get_object(self) -> DirectoryGroup:
        """Return the group with its department."""
        groups = DirectoryGroup.objects.visible_to(self.reader).select_related("department")
        return get_object_or_404(groups, pk=self.kwargs["pk"])

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return how the provider knows it, and who keeps it."""
        group = self.object
        return (
            (_t("Id at the provider"), format_html("<code>{}</code>", group.external_id) if group.external_id else ""),
            (_t("Department"), group.department),
            (_t("Kept by"), _t("The directory") if group.provisioned_at else _t("Hand")),
            *([(_t("Entered by the directory"), when(group.provisioned_at))] if group.provisioned_at else []),
            (_t("Since"), when(group.created_at)),
        )

    def context(self) -> dict[str, Any]:
        """Return what it gives, who is in it, and what may be done."""
        group = self.object
        members = members_of(group)
        roles = list(group.roles.order_by("name"))
        gives = bool(roles or group.department_id)
        changeable = may(self.reader, MAP)
        word = _t("Change what it gives") if gives else _t("Say what it gives")
        edit = Action(word, reverse("access:edit-group", args=[group.pk]), "edit")
        end = Action(
            _t("Give nothing any more"), reverse("access:unmap-group", args=[group.pk]), "archive", danger=True
        )
        return {
            "breadcrumbs": [Link(_t("Groups"), reverse("access:groups"))],
            "badge": Badge(_t("Gives roles"), Tone.SUCCESS) if roles else Badge(_t("Gives no roles")),
            "roles": roles,
            "people": members.select_related("department").order_by("name", "id")[:SHOWN_PEOPLE],
            "people_count": members.count(),
            "people_url": f"{reverse('access:people')}?group={group.pk}" if gives else "",
            "primary_action": edit if changeable else None,
            "actions": [end] if changeable and gives else [],
            "timeline_url": f"{reverse('trail:entries')}?about=access.directorygroup:{group.pk}",
        }
