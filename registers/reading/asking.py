"""May this go there? The answer for kinds of data at destinations, with the rule that decides."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_date

from access.models import Person
from common.clock import today
from common.identifiers import as_id
from common.refusals import marked as _
from registers.choices import Endpoint
from registers.models import DataCategory, Project
from registers.presenting.matrix import OUTCOMES, MatrixCell, RulesOfDay, ShownOutcome
from registers.rules.boundary import worst

# More combinations than anybody reads.
MOST_ANSWERS = 600
TOO_MANY = _("Ask for less: %(most)d answers are given at once at most.")


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


@dataclass(slots=True)
class Question:
    """What is asked: which data, where to, on which day."""

    day: date
    categories: list[DataCategory] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    endpoints: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Return how many answers it has."""
        return len(self.categories) * max(len(self.projects), 1) * max(len(self.endpoints), 1)


def answers_on(
    day: date, categories: Sequence[DataCategory], projects: Sequence[Project], endpoints: Sequence[str]
) -> list[Destination]:
    """Return the answer at every destination; no project or endpoint asked about means any."""
    rules = RulesOfDay(day, categories)
    asked: Sequence[Project | None] = projects or [None]
    places = [(project, endpoint) for project in asked for endpoint in endpoints or [""]]
    return [
        Destination(project, endpoint, [rules.cell(category, project, endpoint) for category in categories])
        for project, endpoint in places
    ]


def understood(query: QueryDict, reader: Person) -> tuple[Question, dict[str, tuple[str, dict[str, Any]]]]:
    """Return what a query asks for, by ids, short names or names, and what of it cannot be understood, by parameter."""
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    question = Question(today())
    on = str(query.get("on", ""))
    if on:
        question.day = _day(on) or question.day
        if _day(on) is None:
            faults["on"] = (_("This is no day; write it as 2026-03-31."), {})
    categories = DataCategory.objects.visible_to(reader).in_use()
    projects = Project.objects.visible_to(reader).in_use()
    kinds: tuple[tuple[str, Any, str, list[Any]], ...] = (
        ("category", categories, "slug", question.categories),
        ("project", projects, "name", question.projects),
    )
    for name, rows, called, found in kinds:
        unknown = _find(rows, called, _given(query, name), found)
        if unknown:
            faults[name] = (_("There is none in use that is called “%(name)s”."), {"name": unknown[:100]})
    question.endpoints = _given(query, "endpoint")
    strange = [each for each in question.endpoints if each not in Endpoint.values]
    if strange:
        faults["endpoint"] = (_("There is no endpoint “%(name)s”."), {"name": strange[0][:100]})
    if not question.categories and "category" not in faults:
        faults["category"] = (_("Name at least one data category."), {})
    if question.size > MOST_ANSWERS:
        faults["category"] = (TOO_MANY, {"most": MOST_ANSWERS})
    return question, faults


def _find(rows: Any, called: str, asked: list[str], found: list[Any]) -> str:
    """Add the rows that are asked for by id or by what they are called; return what names none."""
    names = [each for each in asked if "\x00" not in each]
    keys = [key for key in map(as_id, names) if key]
    by_name: dict[str, Any] = {}
    for row in rows.filter(Q(pk__in=keys) | Q(**{f"{called}__in": names})):
        by_name[str(row.pk)] = by_name[getattr(row, called)] = row
    for each in asked:
        row = by_name.get(str(as_id(each) or each))
        if row is None:
            return each
        found.append(row)
    return ""


def _given(query: QueryDict, name: str) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in query.getlist(name) if each.strip()))


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
