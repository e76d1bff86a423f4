"""Named questions about classification levels and data categories."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Prefetch, Q

from common.identifiers import as_id
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import ClassificationLevel, DataCategory  # noqa: F401 - named in the bases below


class ClassificationLevelQuerySet(TrailedQuerySet["ClassificationLevel"]):
    """Questions about classification levels."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all levels for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()


class DataCategoryQuerySet(TrailedQuerySet["DataCategory"]):
    """Questions about data categories."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all categories for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the categories that may be named in requests and rules."""
        return self.filter(retired_at=None)

    def with_own_detectors(self) -> Self:
        """Read the custom detectors that were not removed along, as `own_detectors`."""
        from registers.models import CustomDetector

        standing = CustomDetector.objects.filter(removed_at=None).order_by("name")
        return self.prefetch_related(Prefetch("custom_detectors", queryset=standing, to_attr="own_detectors"))

    def called(self, name: str) -> Self:
        """Return the category of an id or a short name."""
        key = as_id(name)
        return self.filter(pk=key) if key else self.filter(slug=name)

    def with_uses(self) -> Self:
        """Count the use cases that show a version with each category as `uses`."""
        shown = Q(version_categories__version__shown_for__isnull=False)
        return self.annotate(uses=Count("version_categories__version__shown_for", filter=shown, distinct=True))
