"""Providers, their projects and models, and the facts about their endpoints and regions."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.choices import (
    DataRetention,
    Eligibility,
    Endpoint,
    Environment,
    ModelAccess,
    ModelState,
    ProjectRetention,
    ProviderKind,
    Region,
    StateKept,
)
from registers.querysets.providers import (
    EndpointFactQuerySet,
    ProjectModelQuerySet,
    ProjectQuerySet,
    ProviderModelQuerySet,
    ProviderQuerySet,
    RegionFactQuerySet,
)
from trail.guards import trailed


@trailed()
class Provider(models.Model):
    """One organisation of ours at a provider of models, such as OpenAI."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("provider"), max_length=20, choices=ProviderKind.choices, default=ProviderKind.OPENAI)
    external_id = models.CharField(_("id at the provider"), max_length=100, blank=True)
    retention = models.CharField(
        _("data retention"), max_length=20, choices=DataRetention.choices, default=DataRetention.DEFAULT
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("since"), default=now)
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="registers_provider_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="registers_provider_has_a_name"),
            models.UniqueConstraint(
                "kind", "external_id", condition=~Q(external_id=""), name="registers_provider_external_id_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(retention__in=DataRetention.values), name="registers_provider_retention_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the provider's page."""
        return reverse("registers:provider", args=[self.pk])


@trailed()
class ProviderModel(models.Model):
    """One model of a provider, and whether it may be used."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(Provider, verbose_name=_("provider"), on_delete=models.PROTECT, related_name="models")
    name = models.CharField(_("name"), max_length=100)
    state = models.CharField(_("state"), max_length=20, choices=ModelState.choices, default=ModelState.PROPOSED)
    restriction = models.TextField(_("restricted to"), blank=True)
    endpoints = ArrayField(
        models.CharField(max_length=40, choices=Endpoint.choices), verbose_name=_("endpoints"), default=list, blank=True
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    deprecated_on = models.DateField(_("deprecated on"), null=True, blank=True)
    shut_down_on = models.DateField(_("shut down on"), null=True, blank=True)
    replacement = models.ForeignKey(
        "self",
        verbose_name=_("replacement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("since"), default=now)

    objects = ProviderModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("model")
        verbose_name_plural = _("models")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(F("provider"), Lower("name"), name="registers_providermodel_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="registers_providermodel_has_a_name"),
            models.CheckConstraint(
                condition=Q(state__in=ModelState.values), name="registers_providermodel_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="restricted") | ~Q(restriction=""),
                name="registers_providermodel_restricted_says_to_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="deprecated") | Q(deprecated_on__isnull=False),
                name="registers_providermodel_deprecated_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(shut_down_on=None) | Q(deprecated_on=None) | Q(shut_down_on__gte=F("deprecated_on")),
                name="registers_providermodel_shut_down_after_deprecation",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the model's page."""
        return reverse("registers:model", args=[self.pk])


@trailed()
class Project(models.Model):
    """One project at a provider: a destination of data with its retention, its region and its models."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(
        Provider, verbose_name=_("provider"), on_delete=models.PROTECT, related_name="projects"
    )
    name = models.CharField(_("name"), max_length=100)
    external_id = models.CharField(_("id at the provider"), max_length=100, blank=True)
    environment = models.CharField(
        _("environment"), max_length=20, choices=Environment.choices, default=Environment.PRODUCTION
    )
    retention = models.CharField(
        _("data retention"), max_length=20, choices=ProjectRetention.choices, default=ProjectRetention.INHERITED
    )
    region = models.CharField(_("residency"), max_length=10, choices=Region.choices, default=Region.GLOBAL)
    model_access = models.CharField(_("models"), max_length=10, choices=ModelAccess.choices, default=ModelAccess.ALL)
    permitted_models = models.ManyToManyField(
        ProviderModel, verbose_name=_("permitted models"), through="ProjectModel", related_name="projects"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_projects",
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("since"), default=now)
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(F("provider"), Lower("name"), name="registers_project_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="registers_project_has_a_name"),
            models.UniqueConstraint(
                "provider", "external_id", condition=~Q(external_id=""), name="registers_project_external_id_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(retention__in=ProjectRetention.values), name="registers_project_retention_is_known"
            ),
            models.CheckConstraint(condition=Q(region__in=Region.values), name="registers_project_region_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the project's page."""
        return reverse("registers:project", args=[self.pk])

    @property
    def effective_retention(self) -> str:
        """Return the data retention that holds: the project's own, or the provider's."""
        return self.provider.retention if self.retention == ProjectRetention.INHERITED else self.retention


@trailed()
class ProjectModel(models.Model):
    """One model that a project may call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="permitted")
    model = models.ForeignKey(ProviderModel, on_delete=models.PROTECT, related_name="permitted_in")

    objects = ProjectModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("permitted model")
        verbose_name_plural = _("permitted models")
        constraints: ClassVar = [
            models.UniqueConstraint("project", "model", name="registers_projectmodel_is_permitted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.model}"


class Fact(models.Model):
    """What is known of a provider: one version, with its source and the day it was checked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("provider"), max_length=20, choices=ProviderKind.choices, default=ProviderKind.OPENAI)
    version = models.PositiveIntegerField(_("version"))
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    checked_on = models.DateField(_("checked on"))
    starts_on = models.DateField(_("from"))
    entered_at = models.DateTimeField(_("entered"), default=now)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="registers_%(class)s_has_a_source"),
        ]


@trailed()
class EndpointFact(Fact):
    """One version of what a provider keeps of calls to an endpoint, with its source and the day it was checked."""

    endpoint = models.CharField(_("endpoint"), max_length=40, choices=Endpoint.choices)
    abuse_log_days = models.PositiveSmallIntegerField(_("abuse log in days"), null=True, blank=True)
    state_kept = models.CharField(_("application state"), max_length=20, choices=StateKept.choices)
    state_days = models.PositiveSmallIntegerField(_("kept in days"), null=True, blank=True)
    zero_retention = models.CharField(_("zero data retention"), max_length=10, choices=Eligibility.choices)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="endpoint_facts_entered",
    )

    objects = EndpointFactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("endpoint fact")
        verbose_name_plural = _("endpoint facts")
        ordering: ClassVar = ["endpoint", "-starts_on", "-version"]
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.UniqueConstraint("kind", "endpoint", "version", name="registers_endpointfact_version_is_unique"),
            models.CheckConstraint(
                condition=Q(endpoint__in=Endpoint.values), name="registers_endpointfact_endpoint_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state_kept="days", state_days__isnull=False) | (~Q(state_kept="days") & Q(state_days=None)),
                name="registers_endpointfact_days_are_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint} ({self.version})"

    def get_absolute_url(self) -> str:
        """Return the address of the version's page."""
        return reverse("registers:endpoint-fact", args=[self.pk])


@trailed()
class RegionFact(Fact):
    """One version of what a provider does in a region, with its source and the day it was checked."""

    region = models.CharField(_("region"), max_length=10, choices=Region.choices)
    stores = models.BooleanField(_("content is stored there"), default=True)
    processes = models.BooleanField(_("content is processed there"), default=False)
    needs_approval = models.BooleanField(_("needs the provider's approval"), default=False)
    host = models.CharField(_("host"), max_length=100, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="region_facts_entered",
    )

    objects = RegionFactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("region fact")
        verbose_name_plural = _("region facts")
        ordering: ClassVar = ["region", "-starts_on", "-version"]
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.UniqueConstraint("kind", "region", "version", name="registers_regionfact_version_is_unique"),
            models.CheckConstraint(condition=Q(region__in=Region.values), name="registers_regionfact_region_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.region} ({self.version})"

    def get_absolute_url(self) -> str:
        """Return the address of the version's page."""
        return reverse("registers:region-fact", args=[self.pk])
