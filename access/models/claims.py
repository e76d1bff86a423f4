"""The groups that somebody's sign-in named, and roles that groups may not give them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models.roles import Role
from common.clock import now
from common.identifiers import new_id
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


class ClaimedGroups(models.Model):
    """The groups that a person's last sign-in named, mapped or not; `named` is False where the claim was missing.

    Kept so that a mapping can be tried on everybody before it is saved.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="claimed_groups",
    )
    names = ArrayField(models.CharField(max_length=255), verbose_name=_("groups"), default=list)
    named = models.BooleanField(_("the provider named groups"), default=True)
    # None for somebody who is in groups by SCIM alone: no sign-in named any.
    seen_at = models.DateTimeField(_("as of"), null=True)
    # Why roles of their groups were not given, by the role's short name; kept so that it is told once.
    refused = models.JSONField(_("roles not given"), default=dict)

    objects = models.Manager["ClaimedGroups"]()

    class Meta:
        verbose_name = _("groups of a sign-in")
        verbose_name_plural = _("groups of sign-ins")
        indexes: ClassVar = [
            # Who is in a group: `names @> {group}`.
            GinIndex(fields=["names"], name="access_claimedgroups_names"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {len(self.names)}"


@trailed()
class WithheldRole(models.Model):
    """A role that an access review took from a person although a group gives it: not given again until lifted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="withheld_roles"
    )
    role = models.ForeignKey(Role, verbose_name=_("role"), on_delete=models.PROTECT, related_name="withheld_from")
    reason = models.TextField(_("reason"), blank=True)
    since = models.DateTimeField(_("since"), default=now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)

    objects = TrailedQuerySet["WithheldRole"].as_manager()

    class Meta:
        verbose_name = _("withheld role")
        verbose_name_plural = _("withheld roles")
        ordering: ClassVar = ["-since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "role", condition=Q(lifted_at=None), name="access_withheldrole_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"
