"""What the corporate directory says: its groups, who is in them, and what they are worth here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models.people import Department
from access.models.roles import Role
from access.querysets.directory import DirectoryGroupQuerySet
from common.clock import now
from common.identifiers import new_id
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed(ignoring=("attributes", "revision", "changed_at"))
class DirectoryGroup(models.Model):
    """One group of the identity provider: mapped to roles here, or entered by the directory (SCIM), or both.

    Sign-ins name groups by `name` or by `external_id`, whichever the provider puts into its claim.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("group"), max_length=255)
    external_id = models.CharField(_("id at the provider"), max_length=255, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="directory_groups",
    )
    roles = models.ManyToManyField(Role, through="access.GroupRole", related_name="directory_groups")
    # Since when the directory keeps it by SCIM; None for one that only sign-ins name.
    provisioned_at = models.DateTimeField(_("entered by the directory"), null=True, editable=False)
    created_at = models.DateTimeField(_("since"), default=now)
    # What else SCIM says of it, and its version there (RFC 7644 §3.14).
    attributes = models.JSONField(_("attributes"), default=dict, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=now, editable=False)

    objects = DirectoryGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("directory group")
        verbose_name_plural = _("directory groups")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("name", name="access_directorygroup_name_is_unique"),
            models.UniqueConstraint(
                "external_id", condition=~Q(external_id=""), name="access_directorygroup_external_id_is_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="access_directorygroup_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the group's page."""
        return reverse("access:group", args=[self.pk])


@trailed()
class GroupRole(models.Model):
    """One role that everybody in a group holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(
        DirectoryGroup, verbose_name=_("group"), on_delete=models.CASCADE, related_name="group_roles"
    )
    role = models.ForeignKey(Role, verbose_name=_("role"), on_delete=models.PROTECT, related_name="group_roles")

    objects = TrailedQuerySet["GroupRole"].as_manager()

    class Meta:
        verbose_name = _("role of a group")
        verbose_name_plural = _("roles of groups")
        ordering: ClassVar = ["role__name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("group", "role", name="access_grouprole_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.role}"


@trailed()
class GroupMember(models.Model):
    """One person in a group, as the directory said by SCIM."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(DirectoryGroup, verbose_name=_("group"), on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="group_memberships"
    )

    objects = TrailedQuerySet["GroupMember"].as_manager()

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        ordering: ClassVar = ["person__name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("group", "person", name="access_groupmember_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.person}"
