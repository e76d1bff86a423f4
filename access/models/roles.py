"""Roles, and who holds them."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from access.models.people import Department
from access.querysets import RoleAssignmentQuerySet, RoleQuerySet
from access.vocabulary import permissions_of_role, vocabulary
from common.clock import now
from common.identifiers import new_id
from common.terms import Term, phrase
from trail.guards import trailed

FOR_DEPARTMENT = gettext_noop("%(role)s for %(department)s")


@trailed()
class Role(models.Model):
    """A named set of permissions: built-in (its permissions stand in code) or custom (they stand in the row)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("what it is for"), blank=True)
    builtin = models.BooleanField(_("built in"), default=False, editable=False)
    own_permissions = ArrayField(
        models.CharField(max_length=100), verbose_name=_("permissions"), default=list, blank=True
    )
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)
    created_at = models.DateTimeField(_("since"), default=now)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering: ClassVar = ["-builtin", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="access_role_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="access_role_has_a_name"),
            models.CheckConstraint(
                condition=Q(builtin=False) | Q(own_permissions=[], retired_at=None),
                name="access_role_builtin_is_defined_by_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the role's page."""
        return reverse("access:role", args=[self.pk])

    @property
    def label(self) -> str:
        """Return the name; a built-in role's in the reader's language."""
        return str(_(self.name)) if self.builtin else self.name

    @property
    def term(self) -> str:
        """Return the name as the trail keeps it: a built-in role's as a term of ours."""
        return Term(self.name) if self.builtin else self.name

    @property
    def purpose(self) -> str:
        """Return what it is for; a built-in role's in the reader's language."""
        return str(_(self.description)) if self.builtin and self.description else self.description

    @property
    def permission_names(self) -> frozenset[str]:
        """Return what the role may do; names that the vocabulary no longer knows count for nothing."""
        if self.builtin:
            return permissions_of_role(self.slug)
        return frozenset(self.own_permissions) & vocabulary().keys()


@trailed()
class RoleAssignment(models.Model):
    """One person holding one role, from a day and until a day where set; withdrawn rather than deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="assignments"
    )
    role = models.ForeignKey(Role, verbose_name=_("role"), on_delete=models.PROTECT, related_name="assignments")
    # Where set, the role counts only for what belongs to this department.
    department = models.ForeignKey(
        Department,
        verbose_name=_("for the department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="role_assignments",
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    records_from = models.DateField(_("records from"), null=True, blank=True)
    records_until = models.DateField(_("records until"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="assignments_given",
    )
    given_at = models.DateTimeField(_("given"), default=now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    # The groups of the directory that give it; empty where somebody gave it by hand.
    from_groups = ArrayField(
        models.CharField(max_length=255), verbose_name=_("given by groups"), default=list, blank=True, editable=False
    )

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        ordering: ClassVar = ["role__name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "department"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="access_roleassignment_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="access_roleassignment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(records_from=None) | Q(records_until=None) | Q(records_until__gte=F("records_from")),
                name="access_roleassignment_records_window_is_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    def get_absolute_url(self) -> str:
        """Return the address of the page where it is shown: that of the person."""
        return self.person.get_absolute_url()

    @property
    def label(self) -> str:
        """Return the role's name in the reader's language, and the department it is held for."""
        if self.department is None:
            return self.role.label
        return str(_(FOR_DEPARTMENT)) % {"role": self.role.label, "department": self.department}

    @property
    def term(self) -> Any:
        """Return the same as the trail keeps it."""
        if self.department is None:
            return self.role.term
        return phrase(FOR_DEPARTMENT, role=self.role.term, department=self.department.name)
