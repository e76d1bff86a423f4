"""The page of one group of the directory."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t

from access.group_reading import members_of
from access.models import DirectoryGroup
from access.pages import DetailPage
from access.permits import may
from access.views.groups.base import MAP, SEE, crumbs
from common.presentation import Action, Badge, Tone
from common.templatetags.kit import when

# How many people the page of a group names.
SHOWN_PEOPLE = 50


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
            (_t("Kept by"), _t("The directory") if group.provisioned_at else _t("By hand")),
            *([(_t("Entered by the directory"), when(group.provisioned_at))] if group.provisioned_at else []),
            (_t("Since"), when(group.created_at)),
        )

    def context(self) -> dict[str, Any]:
        """Return what it gives, who is in it, and what may be done."""
        group = self.object
        # Counted as everywhere: who is active. Others are named after them.
        members = members_of(group)
        counted = members.aggregate(active=Count("pk", filter=Q(is_active=True)), everybody=Count("pk"))
        roles = list(group.roles.order_by("name"))
        gives = bool(roles or group.department_id)
        changeable = may(self.reader, MAP)
        word = _t("Change what it gives") if gives else _t("Say what it gives")
        edit = Action(word, reverse("access:edit-group", args=[group.pk]), "edit")
        end = Action(
            _t("Give nothing any more"), reverse("access:unmap-group", args=[group.pk]), "archive", danger=True
        )
        return {
            "breadcrumbs": crumbs(),
            "badge": Badge(_t("Gives roles"), Tone.SUCCESS) if roles else Badge(_t("Gives no roles")),
            "roles": roles,
            "people": members.select_related("department").order_by("-is_active", "name", "id")[:SHOWN_PEOPLE],
            "people_count": counted["active"],
            "deactivated_count": counted["everybody"] - counted["active"],
            "unnamed": counted["everybody"] > SHOWN_PEOPLE,
            "people_url": f"{reverse('access:people')}?group={group.pk}" if gives else "",
            "primary_action": edit if changeable else None,
            "actions": [end] if changeable and gives else [],
            "timeline_url": f"{reverse('trail:entries')}?about=access.directorygroup:{group.pk}",
        }
