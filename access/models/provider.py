"""What the portal keeps about sign-ins through the identity provider, and about the door for emergencies."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.querysets.provider import BreakGlassOpeningQuerySet
from common.clock import now
from common.identifiers import new_id
from trail.guards import trailed


class UsedLogoutToken(models.Model):
    """One logout token that was acted on; a second one of the same id is a replay (Back-Channel Logout 1.0 §2.6)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    issuer = models.CharField(_("identity provider"), max_length=255)
    jti = models.CharField(_("id of the token"), max_length=255)
    expires_at = models.DateTimeField(_("may be forgotten"))

    objects = models.Manager["UsedLogoutToken"]()

    class Meta:
        verbose_name = _("used logout token")
        verbose_name_plural = _("used logout tokens")
        constraints: ClassVar = [
            models.UniqueConstraint("issuer", "jti", name="access_usedlogouttoken_counts_once"),
        ]

    def __str__(self) -> str:
        return self.jti


@trailed()
class BreakGlassOpening(models.Model):
    """One time for which the emergency sign-in with a local password and code is open to one administrator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="emergency_openings"
    )
    reason = models.TextField(_("reason"))
    opened_at = models.DateTimeField(_("opened"), default=now)
    until = models.DateTimeField(_("until"))
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = BreakGlassOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency opening")
        verbose_name_plural = _("emergency openings")
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="access_breakglassopening_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="access_breakglassopening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.opened_at:%Y-%m-%d %H:%M}"
