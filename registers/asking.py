"""May this go there? The answer for kinds of data at destinations, with the rule that decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registers.matrix import OUTCOMES, MatrixCell, RulesOfDay, ShownOutcome
from registers.models import DataCategory, Project
from registers.rules.boundary import worst


@dataclass(frozen=True, slots=True)
class Destination:
    """One place the data would go to, with the answer for each category and the one that counts for all together."""

    project: Project | None
    endpoint: str
    cells: list[MatrixCell]

    @property
    def outcome(self) -> ShownOutcome:
        """Return what counts for data of all these categories together."""
        return OUTCOMES[worst(cell.outcome.value for cell in self.cells)]


def answers_on(
    day: date, categories: Sequence[DataCategory], projects: Sequence[Project | None], endpoints: Sequence[str]
) -> list[Destination]:
    """Return the answer at every destination; no project or endpoint asked about means any."""
    rules = RulesOfDay(day, categories)
    places: list[Any] = [(project, endpoint) for project in projects or [None] for endpoint in endpoints or [""]]
    return [
        Destination(project, endpoint, [rules.cell(category, project, endpoint) for category in categories])
        for project, endpoint in places
    ]
