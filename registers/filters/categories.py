"""Filters of the list of data categories."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from registers.choices import Detector
from registers.models import ClassificationLevel, CustomDetector, DataCategory


def level_choices() -> list[tuple[str, str]]:
    """Return the levels by short name."""
    return [(level.slug, str(level)) for level in ClassificationLevel.objects.all()]


class DataCategoryFilter(filters.FilterSet):
    """Which data categories."""

    q = filters.CharFilter(label=_("Search"), method="search")
    level = filters.MultipleChoiceFilter(label=_("Classification"), choices=level_choices, method="of_level")
    personal = filters.ChoiceFilter(
        label=_("Personal data"),
        choices=[("yes", _("Personal data")), ("special", _("Special categories")), ("no", _("Not personal"))],
        method="with_personal",
    )
    owner = filters.ChoiceFilter(
        label=_("Data owner"), choices=[("me", _("Mine")), ("none", _("Without an owner"))], method="with_owner"
    )
    detector = filters.ChoiceFilter(
        label=_("Detector"),
        choices=[*Detector.choices, ("own", _("A custom one")), ("none", _("None at all"))],
        method="with_detector",
    )
    retired = filters.ChoiceFilter(
        label=_("Standing"), choices=[("no", _("In use")), ("yes", _("Retired"))], method="with_retired"
    )

    class Meta:
        model = DataCategory
        fields: ClassVar[list[str]] = []

    def search(self, categories: Any, _name: str, text: str) -> Any:
        """Find each word in name, short name or description."""
        for word in text.split():
            here = Q(name__icontains=word) | Q(slug__icontains=word) | Q(description__icontains=word)
            categories = categories.filter(here)
        return categories

    def of_level(self, categories: Any, _name: str, value: list[str]) -> Any:
        """Keep the categories of some levels."""
        return categories.filter(level__slug__in=value) if value else categories

    def with_personal(self, categories: Any, _name: str, value: str) -> Any:
        """Keep personal data, special categories, or the rest."""
        return categories.filter(special=True) if value == "special" else categories.filter(personal=value == "yes")

    def with_owner(self, categories: Any, _name: str, value: str) -> Any:
        """Keep what the reader answers for, or nobody does."""
        return categories.filter(owner=None if value == "none" else self.request.user)

    def with_detector(self, categories: Any, _name: str, value: str) -> Any:
        """Keep what one detector finds, or nothing does."""
        own = Exists(CustomDetector.objects.filter(category=OuterRef("pk"), removed_at=None))
        if value == "own":
            return categories.filter(own)
        return (
            categories.filter(~own, detectors=[]) if value == "none" else categories.filter(detectors__contains=[value])
        )

    def with_retired(self, categories: Any, _name: str, value: str) -> Any:
        """Keep the retired ones or those in use."""
        return categories.exclude(retired_at=None) if value == "yes" else categories.filter(retired_at=None)
