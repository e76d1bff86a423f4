"""Classification levels, data categories and their detectors."""

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
from registers.choices import CustomDetectorKind, Detector
from registers.querysets.categories import ClassificationLevelQuerySet, DataCategoryQuerySet
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class ClassificationLevel(models.Model):
    """One step of the organisation's classification of data; a higher rank asks for more protection."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    rank = models.PositiveSmallIntegerField(_("rank"))
    meaning = models.TextField(_("what it means"), blank=True)
    # Shipped names are translated when shown; a level that the organisation named is not.
    shipped = models.BooleanField(_("shipped"), default=False, editable=False)

    objects = ClassificationLevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification level")
        verbose_name_plural = _("classification levels")
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint("rank", name="registers_classificationlevel_rank_is_unique"),
            models.UniqueConstraint(Lower("name"), name="registers_classificationlevel_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="registers_classificationlevel_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(_(self.name)) if self.shipped else self.name

    @property
    def meaning_shown(self) -> str:
        """Return what it means; a shipped level's in the reader's language."""
        return str(_(self.meaning)) if self.shipped and self.meaning else self.meaning


@trailed()
class DataCategory(models.Model):
    """One kind of data that may reach the API, with its classification, its owner and how it is detected."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    level = models.ForeignKey(
        ClassificationLevel, verbose_name=_("classification"), on_delete=models.PROTECT, related_name="categories"
    )
    personal = models.BooleanField(_("personal data"), default=False)
    special = models.BooleanField(_("special category of data"), default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("data owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_categories",
    )
    detectors = ArrayField(
        models.CharField(max_length=40, choices=Detector.choices),
        verbose_name=_("built-in detectors"),
        default=list,
        blank=True,
    )
    retention_days = models.PositiveIntegerField(_("retention in days"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), default=now)
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    objects = DataCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("data category")
        verbose_name_plural = _("data categories")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="registers_datacategory_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="registers_datacategory_has_a_name"),
            # GDPR Article 9: special categories are personal data.
            models.CheckConstraint(
                condition=Q(special=False) | Q(personal=True), name="registers_datacategory_special_is_personal"
            ),
            models.CheckConstraint(
                condition=Q(retention_days=None) | Q(retention_days__gte=1),
                name="registers_datacategory_retention_is_a_day_or_more",
            ),
            models.CheckConstraint(
                condition=Q(detectors__contained_by=Detector.values), name="registers_datacategory_detectors_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the category's page."""
        return reverse("registers:data-category", args=[self.pk])

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the category."""
        return frozenset({"owner"}) if self.owner_id and self.owner_id == getattr(person, "pk", None) else frozenset()


@trailed()
class CustomDetector(models.Model):
    """One way of the organisation's own to find a data category in a text: a pattern, or a list of words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    category = models.ForeignKey(
        DataCategory, verbose_name=_("data category"), on_delete=models.PROTECT, related_name="custom_detectors"
    )
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=CustomDetectorKind.choices)
    pattern = models.TextField(_("pattern"), blank=True)
    keywords = ArrayField(models.CharField(max_length=200), verbose_name=_("words"), default=list, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = TrailedQuerySet["CustomDetector"].as_manager()

    class Meta:
        verbose_name = _("custom detector")
        verbose_name_plural = _("custom detectors")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("category"),
                Lower("name"),
                condition=Q(removed_at=None),
                name="registers_customdetector_name_is_unique_in_its_category",
            ),
            models.CheckConstraint(
                condition=(Q(kind="pattern", keywords=[]) & ~Q(pattern=""))
                | (Q(kind="keywords", pattern="") & ~Q(keywords=[])),
                name="registers_customdetector_has_a_pattern_or_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name
