"""Named questions about providers, projects, models and facts."""

from datetime import date
from typing import TYPE_CHECKING, Self

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


class ProviderQuerySet(TrailedQuerySet["Provider"]):
    """Questions about providers."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all providers for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the providers that are not retired."""
        return self.filter(retired_at=None)


class ProjectQuerySet(TrailedQuerySet["Project"]):
    """Questions about projects."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all projects for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the projects that data may go to."""
        return self.filter(retired_at=None, provider__retired_at=None)


class ProviderModelQuerySet(TrailedQuerySet["ProviderModel"]):
    """Questions about models."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all models for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()


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
