"""Categories, rules, providers and use cases for tests, made by the portal's own actions."""

from typing import Any

from access.models import Person, RoleAssignment
from common.clock import today
from common.permissions import RoleName
from registers.actions.boundaries import Cell, enter_rule
from registers.actions.categories import create_category
from registers.actions.detectors import create_detector
from registers.actions.models import create_model
from registers.actions.providers import create_project, create_provider
from registers.choices import ModelState
from registers.models import (
    BoundaryRule,
    ClassificationLevel,
    CustomDetector,
    DataCategory,
    Project,
    Provider,
    ProviderModel,
)
from tests.factories.people import make_person

# People


def steward() -> Person:
    """Return a compliance officer who keeps the registers; one is made where there is none."""
    held = RoleAssignment.objects.in_force_on(today()).filter(role__slug=RoleName.COMPLIANCE_OFFICER, department=None)
    known = Person.objects.active().filter(assignments__in=held).first()
    return known or make_person("Stella Steward", RoleName.COMPLIANCE_OFFICER)


# Boundaries


def make_category(name: str, level: str = "confidential", **content: Any) -> DataCategory:
    """Enter a data category at a shipped level."""
    return create_category(name=name, level_id=ClassificationLevel.objects.get(slug=level).pk, by=steward(), **content)


def make_detector(category: DataCategory, name: str = "Words", *words: str) -> CustomDetector:
    """Give a category a list of words of the organisation's own."""
    return create_detector(category.pk, name=name, kind="keywords", keywords=words or ("word",), by=steward())


def make_rule(
    category: DataCategory, outcome: str, project: Project | None = None, endpoint: str = "", **content: Any
) -> BoundaryRule:
    """Enter the next version of a cell of the matrix, from today on unless said."""
    cell = Cell(category.pk, project.pk if project else None, endpoint)
    return enter_rule(cell, outcome, by=steward(), **{"reason": "For a test", **content})


# Providers


def make_provider(name: str = "OpenAI", **content: Any) -> Provider:
    """Return the provider of this name, entered when it is missing."""
    return Provider.objects.filter(name=name).first() or create_provider(name=name, by=steward(), **content)


def make_project(name: str, provider: Provider | None = None, **content: Any) -> Project:
    """Enter a project."""
    return create_project((provider or make_provider()).pk, name=name, by=steward(), **content)


def make_model(
    name: str, provider: Provider | None = None, state: str = ModelState.APPROVED, **content: Any
) -> ProviderModel:
    """Enter a model that may be used, unless another state is said."""
    return create_model((provider or make_provider()).pk, name=name, state=state, by=steward(), **content)
