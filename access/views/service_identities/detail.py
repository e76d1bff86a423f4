"""The page of one service identity."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t

from access.models import ApiToken, Person
from access.pages import DetailPage
from access.permits import may
from access.views.service_identities.base import ServicePart
from common.cells import badge_cell
from common.clock import now, today
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when

SHOWN = 50


class ServicePage(ServicePart, DetailPage):
    """One program: what it is for, who answers for it, its tokens and roles, and what happened to it."""

    permission = "access.view_services"
    timeline_for_concerned = True
    template_name = "access/service_identities/detail.html"

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what it is for and who answers for it."""
        service = self.object
        return (
            (_t("What it is for"), service.purpose),
            (_t("Who answers for it"), self._answerable()),
            (_t("Department"), service.department),
            (_t("Last used"), when(service.last_used_at, _t("Never"))),
            (_t("Next expiry"), when(service.first_end)),
            (_t("Since"), when(service.created_at)),
            (_t("Retired"), when(service.deactivated_at)),
        )

    def context(self) -> dict[str, Any]:
        """Return tokens, roles, and what may be done."""
        service = self.object
        listed = may(self.reader, "access.view_services")
        tokens = ApiToken.objects.filter(person=service).order_by("-id")[:SHOWN]
        return {
            "breadcrumbs": [Link(_t("Service identities"), reverse("access:services"))] if listed else [],
            "badge": Badge(_t("In use"), Tone.SUCCESS) if service.is_active else Badge(_t("Retired")),
            "orphaned": service.is_active and not self._is_answered_for(),
            "revokes_only": service.keeps_directory and not may(self.reader, "access.edit_services"),
            "tokens": [(token, scopes_in_words(token)) for token in tokens],
            "now": now(),
            "assignments": service.assignments.standing().select_related("role", "given_by", "department"),
            "today": today(),
            "primary_action": self._primary_action(),
            "actions": self._actions(),
            "timeline_url": f"{reverse('trail:entries')}?about=access.person:{service.pk}",
        }

    def _is_answered_for(self) -> bool:
        answerable: Person | None = self.object.answerable
        return answerable is not None and answerable.is_active

    def _answerable(self) -> Any:
        answerable = self.object.answerable
        if answerable is None:
            return badge_cell(_t("Nobody"), Tone.DANGER)
        shown: Any = answerable.name
        if may(self.reader, "access.view_people"):
            shown = format_html('<a href="{}">{}</a>', answerable.get_absolute_url(), answerable.name)
        return shown if answerable.is_active else format_html("{} {}", shown, badge_cell(_t("Left"), Tone.DANGER))

    def _primary_action(self) -> Action | None:
        if not self.object.is_active or not may(self.reader, "access.edit_services"):
            return None
        return Action(_t("Issue a token"), self._at("new-service-token"), icon="key")

    def _actions(self) -> list[Action]:
        here = self.object.is_active
        offered = (
            ("access.edit_services", here, Action(_t("Edit"), self._at("edit-service"), "edit")),
            ("access.assign_role", here, Action(_t("Give a role"), self._at("assign-service-role"), "shield-plus")),
            (
                "access.edit_services",
                True,
                Action(_t("Hand over"), self._at("hand-over-service"), "user-cog", panel="dialog"),
            ),
            (
                "access.edit_services",
                here,
                Action(_t("Retire"), self._at("retire-service"), "archive", danger=True, panel="dialog"),
            ),
            (
                "access.edit_services",
                not here,
                Action(_t("Bring back"), self._at("bring-back-service"), "refresh", panel="dialog"),
            ),
        )
        return [action for permission, shown, action in offered if shown and may(self.reader, permission)]

    def _at(self, name: str) -> str:
        return reverse(f"access:{name}", args=[self.object.pk])


def scopes_in_words(token: ApiToken) -> str:
    """Return what a token may do."""
    if "scim" in token.scopes:
        return _t("Keep people and groups (SCIM)")
    return _t("Read and write") if "write" in token.scopes else _t("Read")
