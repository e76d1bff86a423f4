"""Named questions about providers, projects, models and facts."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from registers.choices import ModelState, UseCaseState
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import (  # noqa: F401 - named in the bases below
        EndpointFact,
        Project,
        ProjectModel,
        Provider,
        ProviderModel,
        RegionFact,
    )

# Use cases that nobody works on any more.
OVER = (UseCaseState.REJECTED, UseCaseState.WITHDRAWN, UseCaseState.RETIRED)


def _count(rows: TrailedQuerySet[Any], by: str) -> Coalesce:
    """Count related rows for each row of the outer query, without joining them."""
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


class ProviderQuerySet(TrailedQuerySet["Provider"]):
    """Questions about providers."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all providers for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the providers that are not retired."""
        return self.filter(retired_at=None)

    def with_counts(self) -> Self:
        """Count the projects in use as `projects_in_use` and the models as `models_known`."""
        return self.annotate(
            projects_in_use=Count("projects", filter=Q(projects__retired_at=None), distinct=True),
            models_known=Count("models", distinct=True),
        )


class ProjectQuerySet(TrailedQuerySet["Project"]):
    """Questions about projects."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all projects for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the projects that data may go to."""
        return self.filter(retired_at=None, provider__retired_at=None)

    def with_counts(self) -> Self:
        """Count the use cases that show a version with each project as `uses`, and its listed models."""
        from registers.models import ProjectModel, VersionProject

        shown = VersionProject.objects.filter(project=OuterRef("pk"), version__shown_for__isnull=False)
        listed = ProjectModel.objects.filter(project=OuterRef("pk"))
        return self.annotate(uses=_count(shown, "project"), models_listed=_count(listed, "project"))


class ProviderModelQuerySet(TrailedQuerySet["ProviderModel"]):
    """Questions about models."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all models for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def going_by(self, day: date) -> Self:
        """Return the models that are deprecated or shut down by a day, and that use cases still show."""
        from registers.models import VersionModel

        going = Q(state=ModelState.DEPRECATED) | Q(shut_down_on__lte=day)
        named = VersionModel.objects.filter(model=OuterRef("pk"), version__shown_for__isnull=False)
        return self.filter(going, Exists(named.exclude(version__shown_for__state__in=OVER)))

    def with_uses(self) -> Self:
        """Count the use cases that show a version with each model as `uses`, and the projects that list it."""
        from registers.models import ProjectModel, VersionModel

        shown = VersionModel.objects.filter(model=OuterRef("pk"), version__shown_for__isnull=False)
        listing = ProjectModel.objects.filter(model=OuterRef("pk"), project__retired_at=None)
        return self.annotate(uses=_count(shown, "model"), projects_listing=_count(listing, "model"))


class ProjectModelQuerySet(TrailedQuerySet["ProjectModel"]):
    """Questions about which models projects may call."""


class EndpointFactQuerySet(TrailedQuerySet["EndpointFact"]):
    """Questions about what endpoints keep."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all facts for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_force_on(self, day: date) -> Self:
        """Return of each endpoint the version that holds on a day."""
        return (
            self.filter(starts_on__lte=day)
            .order_by("kind", "endpoint", "-starts_on", "-version")
            .distinct("kind", "endpoint")
        )

    def holding_on(self, day: date) -> Self:
        """Return the versions that hold on a day as plain rows, to be ordered and counted further."""
        from registers.models import EndpointFact

        return self.filter(pk__in=EndpointFact.objects.in_force_on(day).values("pk"))


class RegionFactQuerySet(TrailedQuerySet["RegionFact"]):
    """Questions about regions."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all facts for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_force_on(self, day: date) -> Self:
        """Return of each region the version that holds on a day."""
        return (
            self.filter(starts_on__lte=day)
            .order_by("kind", "region", "-starts_on", "-version")
            .distinct("kind", "region")
        )

    def holding_on(self, day: date) -> Self:
        """Return the versions that hold on a day as plain rows, to be ordered and counted further."""
        from registers.models import RegionFact

        return self.filter(pk__in=RegionFact.objects.in_force_on(day).values("pk"))
