"""Boundary rules: a new version of a cell of the matrix, and taking one back before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.models import Person
from access.permits import permit
from common.clock import now, today
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from common.terms import Term, term_of
from registers.choices import Outcome
from registers.models import BoundaryRule, DataCategory, Project
from registers.rules import boundary_entries as rules
from trail.recording import record

ANY_PROJECT = gettext_noop("any project")
LONGEST_REASON = 2_000
REASON_TOO_LONG = Refusal("reason_too_long", _("Give the reason in 2,000 characters at most."), "reason")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: a data category and where it would go; no project or endpoint means any."""

    category_id: UUID
    project_id: UUID | None = None
    endpoint: str = ""


@transaction.atomic
def enter_rule(
    cell: Cell, outcome: str, *, reason: str, by: Person, starts_on: date | None = None, ends_on: date | None = None
) -> BoundaryRule:
    """Enter the next version of a cell; it holds from its first day (today unless said) until it ends or is followed.

    Raises:
        PermissionRefused, Refused: not allowed, days in the past, no reason, or a category or project that is retired.
    """
    permit(by, "registers.edit_boundary_rules")
    # Versions are numbered within their cell: whoever enters one for the category waits for the other.
    category = DataCategory.objects.select_for_update().get(pk=cell.category_id)
    project = Project.objects.select_related("provider").get(pk=cell.project_id) if cell.project_id else None
    first = starts_on or today()
    reason = reason.strip()
    refuse_if(REASON_TOO_LONG if len(reason) > LONGEST_REASON else None)
    refuse_if(
        rules.refuse_rule(
            outcome=outcome,
            reason=reason,
            starts_on=first,
            ends_on=ends_on,
            today=today(),
            category_retired=category.retired_at is not None,
            project_retired=project is not None and _is_retired(project),
        )
    )
    versions = BoundaryRule.objects.filter(category=category, project=project, endpoint=cell.endpoint)
    rule = BoundaryRule.objects.create(
        category=category,
        project=project,
        endpoint=cell.endpoint,
        version=(versions.order_by("-version").values_list("version", flat=True).first() or 0) + 1,
        outcome=outcome,
        reason=reason,
        starts_on=first,
        ends_on=ends_on,
        entered_by=by,
    )
    record(
        "registers.boundary_rule.entered",
        subject=rule,
        also=[category, *([project] if project else [])],
        by=by,
        reason=reason,
        category=category.name,
        destination=_destination(rule),
        outcome=term_of(Outcome(outcome).label),
        starts_on=first,
    )
    return rule


@transaction.atomic
def enter_rules(cells: Iterable[Cell], outcome: str, *, by: Person, **content: Any) -> list[BoundaryRule]:
    """Enter the same outcome, reason and days in several cells: all or none.

    Raises:
        PermissionRefused, Refused: as for one cell.
    """
    # In one order, so that two who enter many do not wait for each other in a circle.
    ordered = sorted(set(cells), key=lambda cell: (cell.category_id, str(cell.project_id), cell.endpoint))
    return [enter_rule(cell, outcome, by=by, **content) for cell in ordered]


@transaction.atomic
def withdraw_rule(rule_id: UUID, *, by: Person, reason: str) -> BoundaryRule:
    """Take back a version that has not begun; what holds until then goes on.

    Raises:
        PermissionRefused, Refused: not allowed, or it has begun.
    """
    permit(by, "registers.edit_boundary_rules")
    rule = BoundaryRule.objects.select_for_update(of=("self",)).select_related("category", "project").get(pk=rule_id)
    if rule.withdrawn_at is not None:
        return rule
    refuse_if(rules.refuse_withdrawal(starts_on=rule.starts_on, today=today()))
    rule.withdrawn_at = now()
    rule.save(update_fields=["withdrawn_at"])
    also = [rule.category, *([rule.project] if rule.project else [])]
    record("registers.boundary_rule.withdrawn", subject=rule, also=also, by=by, reason=reason)
    return rule


def _is_retired(project: Project) -> bool:
    return project.retired_at is not None or project.provider.retired_at is not None


def _destination(rule: BoundaryRule) -> list[Any]:
    """Return where the data would go, as the trail keeps it."""
    return [rule.project.name if rule.project else Term(ANY_PROJECT), *([rule.endpoint] if rule.endpoint else [])]
