"""Versions of a use case: what was asked for, and so what can be decided on."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.choices import (
    Affected,
    AiActClass,
    Autonomy,
    Endpoint,
    Environment,
    LawfulBasis,
    RiskTier,
    SpecialBasis,
    VersionState,
    Volume,
)
from registers.models.categories import DataCategory
from registers.models.providers import Project, ProviderModel
from registers.models.use_cases import UseCase
from registers.querysets.use_cases import UseCaseVersionQuerySet
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class UseCaseVersion(models.Model):
    """One version of what a use case is for, with which data, and what it may call; frozen once it is submitted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use_case = models.ForeignKey(UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=VersionState.choices, default=VersionState.DRAFT)

    # Purpose.
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True)
    outputs = models.TextField(_("what comes out, and who uses it"), blank=True)
    lawful_basis = models.CharField(_("lawful basis"), max_length=30, choices=LawfulBasis.choices, blank=True)
    special_basis = models.CharField(
        _("basis for special categories"), max_length=30, choices=SpecialBasis.choices, blank=True
    )
    # People.
    affected = ArrayField(
        models.CharField(max_length=20, choices=Affected.choices), verbose_name=_("who is affected"), default=list,
        blank=True,
    )  # fmt: skip
    autonomy = models.CharField(_("autonomy"), max_length=20, choices=Autonomy.choices, blank=True)
    oversight = models.TextField(_("human oversight"), blank=True)
    # EU AI Act: which of the questions in rules/ai_act.py were answered yes; None until they were answered at all.
    ai_act_answers = ArrayField(
        models.CharField(max_length=40), verbose_name=_("EU AI Act questions answered yes"), null=True, blank=True
    )
    ai_act_class = models.CharField(_("EU AI Act class"), max_length=20, choices=AiActClass.choices, blank=True)
    # Data.
    categories = models.ManyToManyField(
        DataCategory, verbose_name=_("data categories"), through="VersionCategory", related_name="versions"
    )
    retention_days = models.PositiveIntegerField(_("retention in days"), null=True, blank=True)
    # Access scope.
    projects = models.ManyToManyField(
        Project, verbose_name=_("projects"), through="VersionProject", related_name="versions"
    )
    provider_models = models.ManyToManyField(
        ProviderModel, verbose_name=_("models"), through="VersionModel", related_name="versions"
    )
    endpoints = ArrayField(
        models.CharField(max_length=40, choices=Endpoint.choices), verbose_name=_("endpoints"), default=list, blank=True
    )
    environments = ArrayField(
        models.CharField(max_length=20, choices=Environment.choices), verbose_name=_("environments"), default=list,
        blank=True,
    )  # fmt: skip
    networks = ArrayField(models.CharField(max_length=50), verbose_name=_("networks"), default=list, blank=True)
    calls_per_minute = models.PositiveIntegerField(_("calls a minute"), null=True, blank=True)
    tokens_per_minute = models.PositiveIntegerField(_("tokens a minute"), null=True, blank=True)
    monthly_budget = models.DecimalField(
        _("monthly budget (US dollars)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    stores_at_provider = models.BooleanField(_("the provider may store answers"), default=False)

    # What the rules made of it when it was last saved.
    risk_tier = models.CharField(_("risk"), max_length=10, choices=RiskTier.choices, blank=True)
    note = models.TextField(_("what changed"), blank=True)
    created_at = models.DateTimeField(_("begun"), default=now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="versions_begun",
    )
    saved_at = models.DateTimeField(_("last saved"), default=now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="versions_submitted",
    )
    # The version whose decision covers this one, since nothing material changed between them.
    stands_on = models.ForeignKey(
        "self", verbose_name=_("decided on version"), null=True, on_delete=models.PROTECT, related_name="covers"
    )
    # SHA-256 of the canonical content (rules/content.py), of submitted versions.
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True)

    objects = UseCaseVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("use_case", "number", name="registers_usecaseversion_number_is_unique"),
            models.UniqueConstraint(
                "use_case",
                condition=Q(state__in=["draft", "in-review", "changes-asked", "conditional"]),
                name="registers_usecaseversion_is_proposed_once",
            ),
            models.UniqueConstraint(
                "use_case", condition=Q(state="approved"), name="registers_usecaseversion_is_in_force_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="registers_usecaseversion_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="registers_usecaseversion_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "replaced"])
                | (Q(submitted_at__isnull=False, submitted_by__isnull=False) & Q(content_hash__regex="^[0-9a-f]{64}$")),
                name="registers_usecaseversion_submitted_with_its_hash",
            ),
        ]
        indexes: ClassVar = [
            # Filters of the list: which use cases may call an endpoint or run in an environment.
            GinIndex(fields=["endpoints"], name="registers_version_endpoints"),
        ]

    def __str__(self) -> str:
        return f"{self.use_case.code} v{self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the version's page."""
        return reverse("registers:use-case-version", args=[self.use_case_id, self.number])

    @property
    def scope_department_id(self) -> Any:
        """Return the department of its use case."""
        return self.use_case.department_id

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the version's use case."""
        return self.use_case.relations_of(person)


@trailed()
class VersionCategory(models.Model):
    """One data category that a version of a use case sends, and how much of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(UseCaseVersion, on_delete=models.PROTECT, related_name="version_categories")
    category = models.ForeignKey(DataCategory, on_delete=models.PROTECT, related_name="version_categories")
    volume = models.CharField(_("volume"), max_length=10, choices=Volume.choices, blank=True)

    objects = TrailedQuerySet["VersionCategory"].as_manager()

    class Meta:
        verbose_name = _("data category of a version")
        verbose_name_plural = _("data categories of versions")
        constraints: ClassVar = [
            models.UniqueConstraint("version", "category", name="registers_versioncategory_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.category)


@trailed()
class VersionProject(models.Model):
    """One project that a version of a use case may call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(UseCaseVersion, on_delete=models.PROTECT, related_name="version_projects")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="version_projects")

    objects = TrailedQuerySet["VersionProject"].as_manager()

    class Meta:
        verbose_name = _("project of a version")
        verbose_name_plural = _("projects of versions")
        constraints: ClassVar = [
            models.UniqueConstraint("version", "project", name="registers_versionproject_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.project)


@trailed()
class VersionModel(models.Model):
    """One model that a version of a use case may call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(UseCaseVersion, on_delete=models.PROTECT, related_name="version_models")
    model = models.ForeignKey(ProviderModel, on_delete=models.PROTECT, related_name="version_models")

    objects = TrailedQuerySet["VersionModel"].as_manager()

    class Meta:
        verbose_name = _("model of a version")
        verbose_name_plural = _("models of versions")
        constraints: ClassVar = [
            models.UniqueConstraint("version", "model", name="registers_versionmodel_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.model)
