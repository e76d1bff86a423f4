"""Boundary rules: what may happen to a data category at a destination."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.choices import Endpoint, Outcome
from registers.models.categories import DataCategory
from registers.models.providers import Project
from registers.querysets.boundaries import BoundaryRuleQuerySet
from trail.guards import trailed


@trailed()
class BoundaryRule(models.Model):
    """One version of what may happen to a data category at a destination, from a day on.

    The destination is a project and an endpoint; none of one means any. In each cell of the matrix the version that
    began last holds, until its own end if it has one: versions of a cell cannot overlap, so none is ever changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    category = models.ForeignKey(
        DataCategory, verbose_name=_("data category"), on_delete=models.PROTECT, related_name="boundary_rules"
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="boundary_rules",
    )
    endpoint = models.CharField(_("endpoint"), max_length=40, choices=Endpoint.choices, blank=True)
    version = models.PositiveIntegerField(_("version"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("reason"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered"), default=now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="boundary_rules_entered",
    )
    # A version that has not begun yet can be taken back; one that holds is followed by another.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = BoundaryRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("boundary rule")
        verbose_name_plural = _("boundary rules")
        ordering: ClassVar = ["category__name", "-starts_on", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["category", "project", "endpoint", "version"],
                nulls_distinct=False,
                name="registers_boundaryrule_version_is_unique_in_its_cell",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="registers_boundaryrule_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(endpoint="") | Q(endpoint__in=Endpoint.values),
                name="registers_boundaryrule_endpoint_is_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="registers_boundaryrule_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="registers_boundaryrule_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [
            # The matrix of a day: of each cell, the version that began last.
            models.Index(
                fields=["category", "project", "endpoint", "-starts_on", "-version"], name="registers_rule_of_a_cell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} \u2192 {self.destination}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        """Return the address of the rule's page."""
        return reverse("registers:boundary-rule", args=[self.pk])

    @property
    def destination(self) -> str:
        """Return where the data would go, in words."""
        project = str(self.project) if self.project else str(_("any project"))
        return f"{project}, {self.endpoint}" if self.endpoint else project
