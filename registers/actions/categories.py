"""Data categories: entered, changed, retired."""

from collections.abc import Collection
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from access.models import Person
from access.permits import permit
from common.clock import now
from common.names import clean_name
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from registers.choices import Detector, VersionState
from registers.models import DataCategory, UseCase
from registers.owners import refuse_nobody
from registers.querysets.use_cases import UseCaseQuerySet
from registers.rules import categories as rules
from trail.recording import record

NAME_TAKEN = Refusal("name_taken", _("There is a data category of that name already."), "name")


class CategoryContent(TypedDict, total=False):
    """What can be said of a data category."""

    name: str
    level_id: UUID
    description: str
    personal: bool
    special: bool
    owner_id: UUID | None
    detectors: Collection[str]
    retention_days: int | None


@transaction.atomic
def create_category(*, by: Person, **content: Unpack[CategoryContent]) -> DataCategory:
    """Enter a data category; its short name comes from its name and never changes.

    Raises:
        PermissionRefused, Refused: not allowed, or what is said of it cannot be so.
    """
    permit(by, "registers.edit_categories")
    category = DataCategory()
    _say(category, content)
    category.slug = _free_slug(category.name)
    with refused_when_taken(NAME_TAKEN):
        category.save(force_insert=True)
    record("registers.data_category.created", subject=category, by=by)
    return category


@transaction.atomic
def edit_category(
    category_id: UUID, *, by: Person, reason: str = "", **content: Unpack[CategoryContent]
) -> DataCategory:
    """Change what is said of a data category; what is not given stays.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or what is said of it cannot be so.
    """
    category = DataCategory.objects.select_for_update().get(pk=category_id)
    permit(by, "registers.edit_categories", category)
    refuse_if(rules.refuse_change_of_retired(retired=category.retired_at is not None))
    changed = _say(category, content)
    if not changed:
        return category
    with refused_when_taken(NAME_TAKEN):
        category.save(update_fields=changed)
    record("registers.data_category.edited", subject=category, by=by, reason=reason)
    return category


@transaction.atomic
def retire_category(category_id: UUID, *, by: Person, reason: str) -> DataCategory:
    """Retire a data category: it can no longer be named in requests and rules, and stays on record.

    Raises:
        PermissionRefused, Refused: not allowed, or use cases rely on it.
    """
    category = DataCategory.objects.select_for_update().get(pk=category_id)
    permit(by, "registers.edit_categories", category)
    if category.retired_at is not None:
        return category
    refuse_if(rules.refuse_retirement(uses=relying_on(category).count()))
    category.retired_at = now()
    category.save(update_fields=["retired_at"])
    record("registers.data_category.retired", subject=category, by=by, reason=reason)
    return category


def relying_on(category: DataCategory) -> UseCaseQuerySet:
    """Return the use cases that name a category in what is in force or in review."""
    in_review = Q(
        proposed__state__in=(VersionState.IN_REVIEW, VersionState.CHANGES_ASKED),
        proposed__version_categories__category=category,
    )
    in_force = Q(in_force__version_categories__category=category)
    return UseCase.objects.filter(in_force | in_review, retired_at=None).distinct()


def _say(category: DataCategory, content: CategoryContent) -> list[str]:
    """Put what is said onto a row and return the names of the fields that change by it."""
    said: dict[str, Any] = dict(content)
    if "name" in content:
        said["name"] = clean_name(content["name"])
    if "description" in content:
        said["description"] = content["description"].strip()
    if "detectors" in content:
        # In the order in which the register lists them, so that the same choice is the same value.
        order = {name: place for place, name in enumerate(Detector.values)}
        said["detectors"] = sorted(set(content["detectors"]), key=lambda name: order.get(name, len(order)))
    changed = [name for name, value in said.items() if getattr(category, name) != value]
    if "owner_id" in changed:
        refuse_nobody(said["owner_id"])
    for name in changed:
        setattr(category, name, said[name])
    refuse_if(
        rules.refuse_category(
            name=category.name,
            personal=category.personal,
            special=category.special,
            retention_days=category.retention_days,
            detectors=category.detectors,
            known=Detector.values,
        )
    )
    return [name.removesuffix("_id") for name in changed]


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "category"
    taken = set(DataCategory.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)
