"""How the directory reaches the portal: its address, its tokens, what it keeps and what it asked last."""

from typing import Any

from django.db.models import Case, Count, Max, Q, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import TokenScope
from access.models import SCIM_SUBJECT, SERVICE_ISSUER, ApiToken, DirectoryGroup, Person
from access.pages import Page
from access.permits import may
from access.querysets import ApiTokenQuerySet
from access.trail_visibility import entries_visible_to
from common.clock import now
from common.presentation import Action, Badge, Tone
from common.templatetags.kit import when

SHOWN = 20


def directory_service() -> Person | None:
    """Return the directory's identity, or None before its first token."""
    return Person.objects.filter(issuer=SERVICE_ISSUER, subject=SCIM_SUBJECT).first()


def _tokens_of(service: Person) -> ApiTokenQuerySet:
    """Return the directory's tokens, those that still open something first."""
    lives = Q(revoked_at=None, expires_at__gt=now())
    return ApiToken.objects.filter(person=service).order_by(Case(When(lives, then=0), default=1), "-id")


class DirectoryPage(Page):
    """The address to enter at the provider, the tokens, and what the directory did last."""

    permission = "access.view_identity"
    title = _("Directory (SCIM)")
    template_name = "access/scim/directory.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        service = directory_service()
        tokens = list(_tokens_of(service)[:SHOWN]) if service else []
        reads_trail = may(self.reader, "trail.view_entries")
        context = {
            "address": request.build_absolute_uri(reverse("scim:root")).rstrip("/"),
            "service": service,
            "tokens": [(token, TokenScope.SCIM.label) for token in tokens],
            "now": now(),
            "badge": self._badge(service),
            "facts": self._facts(service),
            "primary_action": self._primary_action(),
            "timeline": self._timeline(service) if reads_trail else None,
            "timeline_url": f"{reverse('trail:entries')}?person={service.pk}" if service and reads_trail else "",
        }
        return self.respond(context)

    @staticmethod
    def _badge(service: Person | None) -> Badge:
        # Of all its tokens, not of those shown.
        if service is not None and ApiToken.objects.live(now()).filter(person=service).exists():
            return Badge(_t("Open to the directory"), Tone.SUCCESS)
        return Badge(_t("No live token"), Tone.WARNING)

    @staticmethod
    def _facts(service: Person | None) -> list[tuple[Any, Any]]:
        kept = Person.objects.people().exclude(user_name="")
        people = kept.aggregate(all=Count("pk"), out=Count("pk", filter=Q(is_active=False)))
        last = ApiToken.objects.filter(person=service).aggregate(last=Max("last_used_at"))["last"] if service else None
        return [
            (_t("People it keeps"), people["all"]),
            (_t("Of them deactivated"), people["out"]),
            (_t("Groups it keeps"), DirectoryGroup.objects.exclude(provisioned_at=None).count()),
            (_t("Last request"), when(last, _t("Never"))),
        ]

    def _primary_action(self) -> Action | None:
        if not may(self.reader, "access.edit_services"):
            return None
        return Action(_t("Issue a token"), reverse("access:new-directory-token"), icon="key", panel="dialog")

    def _timeline(self, service: Person | None) -> list[Any]:
        if service is None:
            return []
        return list(entries_visible_to(self.reader).by(service.pk).order_by("-id").select_related("actor")[:SHOWN])
