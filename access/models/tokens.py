"""API tokens."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.choices import TokenScope
from access.querysets import ApiTokenQuerySet
from common.clock import now
from common.identifiers import new_id
from trail.guards import trailed


@trailed(ignoring=("last_used_at", "reminded_for"), masking=("digest",))
class ApiToken(models.Model):
    """A bearer token of one person for the API: shown once, kept as a SHA-256 digest, scoped, expiring."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(_("what it is for"), max_length=100)
    # The first characters, so that a token found somewhere can be matched with its row.
    prefix = models.CharField(_("begins with"), max_length=16)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=TokenScope.choices), verbose_name=_("what it may do"))
    created_at = models.DateTimeField(_("since"), default=now)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    # For how many days before its end its holder was reminded last.
    reminded_for = models.PositiveSmallIntegerField(_("reminded days ahead"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="access_apitoken_has_a_scope"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="access_apitoken_expires_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
