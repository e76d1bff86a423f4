"""The versions of one cell of the matrix, as the pages tell them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.presentation import Badge, Tone
from registers.models import BoundaryRule, DataCategory, Project
from registers.presenting.matrix import OUTCOMES, ShownOutcome

# Whether a version holds: the value of its `standing`, in a word and a tone.
STANDINGS = {
    "in-force": Badge(_("In force"), Tone.SUCCESS),
    "future": Badge(_("Begins later"), Tone.INFO),
    "over": Badge(pgettext_lazy("rule", "Over"), Tone.NEUTRAL),
    "withdrawn": Badge(_("Taken back"), Tone.WARNING),
}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version and how it stands."""

    rule: Any
    outcome: ShownOutcome
    badge: Badge
    is_past: bool
    waits: bool


def versions_of(category: DataCategory, project: Project | None, endpoint: str, day: date) -> list[ShownVersion]:
    """Return every version of a cell, the latest first."""
    rules: Any = BoundaryRule.objects.of_cell(category, project, endpoint).with_standing(day)
    return [
        ShownVersion(
            rule,
            OUTCOMES[rule.outcome],
            STANDINGS[rule.standing],
            is_past=rule.standing in {"over", "withdrawn"},
            waits=rule.standing == "future",
        )
        for rule in rules.select_related("entered_by")
    ]
