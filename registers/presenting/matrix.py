"""The matrix of boundary rules as it stands on a day: data categories against the projects they might go to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import Person
from registers.choices import DataRetention, Outcome
from registers.models import BoundaryRule, ClassificationLevel, DataCategory, Project
from registers.rules.boundary import BoundaryBook, RuleLine, Verdict

# What an outcome looks like: a tone for the colour and a shape of its own.
LOOKS = {
    Outcome.ALLOW: ("success", "check"),
    Outcome.MASK: ("info", "masks-theater"),
    Outcome.REVIEW: ("warning", "user-question"),
    Outcome.DENY: ("danger", "ban"),
}


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """An outcome as the pages show it: word, shape and colour."""

    value: str
    word: Any
    tone: str
    icon: str


OUTCOMES = {each.value: ShownOutcome(each.value, each.label, *LOOKS[each]) for each in Outcome}


@dataclass(frozen=True, slots=True)
class Column:
    """A destination at the head of the matrix: a project, or any project."""

    project: Project | None

    @property
    def key(self) -> str:
        """Return the project's id as an address holds it."""
        return str(self.project.pk) if self.project else ""

    @property
    def retention(self) -> Any:
        """Return the retention that holds there, in words."""
        return DataRetention(self.project.effective_retention).label if self.project else ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What may happen to a category at a destination, by which rule, and what else is to be known of it."""

    category: DataCategory
    column: Column
    endpoint: str
    outcome: ShownOutcome
    rule: BoundaryRule | None
    own: bool
    endpoint_rules: int
    waiting: BoundaryRule | None

    @property
    def is_inherited(self) -> bool:
        """Tell whether a more general rule, or none, decides."""
        return not self.own

    @property
    def origin(self) -> str:
        """Return in words where the outcome comes from."""
        if self.rule is None:
            return _("No rule says anything: it needs a review")
        if self.own:
            return _("Its own rule, version %(version)d") % {"version": self.rule.version}
        return _("From the rule for %(destination)s") % {"destination": self.rule.destination}

    @property
    def notes(self) -> list[str]:
        """Return what else is to be known: rules for single endpoints, a version that waits for its day."""
        notes = []
        if self.endpoint_rules:
            count = self.endpoint_rules
            notes.append(ngettext("%(n)d rule for an endpoint", "%(n)d rules for endpoints", count) % {"n": count})
        if self.waiting is not None:
            names = {"outcome": self.waiting.get_outcome_display(), "day": date_format(self.waiting.starts_on)}
            notes.append(_("%(outcome)s from %(day)s") % names)
        return notes


@dataclass(frozen=True, slots=True)
class Row:
    """A category with its cells."""

    category: DataCategory
    cells: list[MatrixCell]


@dataclass(frozen=True, slots=True)
class Group:
    """The categories of one classification level."""

    level: ClassificationLevel
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole of it, for one choice of endpoint ("" is any) on one day."""

    day: date
    endpoint: str
    columns: list[Column]
    groups: list[Group]

    @property
    def rows(self) -> list[Row]:
        """Return the rows of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def counts(self) -> list[tuple[ShownOutcome, int]]:
        """Return how many cells have each outcome."""
        found = Counter(cell.outcome.value for row in self.rows for cell in row.cells)
        return [(outcome, found[value]) for value, outcome in OUTCOMES.items()]


class RulesOfDay:
    """The rules that hold on a day and those that wait for a later one, read once."""

    def __init__(self, day: date, categories: Sequence[DataCategory]) -> None:
        rules = BoundaryRule.objects.filter(category__in=categories).select_related("project", "category")
        self.rules = {rule.pk: rule for rule in rules.filter(pk__in=BoundaryRule.objects.in_force_on(day).values("pk"))}
        self.book = BoundaryBook.of(map(line_of, self.rules.values()))
        self.waiting: dict[tuple[UUID, UUID | None, str], BoundaryRule] = {}
        for rule in rules.standing().filter(starts_on__gt=day).order_by("-starts_on", "version"):
            self.waiting[rule.category_id, rule.project_id, rule.endpoint] = rule
        self.by_endpoint: dict[tuple[UUID, UUID | None], set[str]] = defaultdict(set)
        for rule in [*self.rules.values(), *self.waiting.values()]:
            if rule.endpoint:
                self.by_endpoint[rule.category_id, rule.project_id].add(rule.endpoint)

    def rule_of(self, verdict: Verdict) -> BoundaryRule | None:
        """Return the rule that decided."""
        return self.rules[verdict.rule_id] if isinstance(verdict.rule_id, UUID) else None

    def endpoints_of(self, category: DataCategory, project: Project | None) -> list[str]:
        """Return the endpoints that have rules of their own there."""
        return sorted(self.by_endpoint[category.pk, project.pk if project else None])

    def cell(self, category: DataCategory, project: Project | None, endpoint: str) -> MatrixCell:
        """Return one cell."""
        key = project.pk if project else None
        verdict = self.book.verdict(category.pk, key, endpoint)
        rule = self.rule_of(verdict)
        return MatrixCell(
            category=category,
            column=Column(project),
            endpoint=endpoint,
            outcome=OUTCOMES[verdict.outcome],
            rule=rule,
            own=rule is not None and (rule.project_id, rule.endpoint) == (key, endpoint),
            endpoint_rules=len(self.by_endpoint[category.pk, key]) if not endpoint else 0,
            waiting=self.waiting.get((category.pk, key, endpoint)),
        )


def line_of(rule: BoundaryRule) -> RuleLine:
    """Return a rule as the pure rules take it."""
    return RuleLine(rule.pk, rule.category_id, rule.project_id, rule.endpoint, rule.outcome, rule.version)


def matrix_on(day: date, reader: Person, *, endpoint: str = "", categories: Iterable[DataCategory] = ()) -> Matrix:
    """Return the matrix as a reader sees it, of all categories there were on the day or of these only."""
    projects = there_on(Project.objects.visible_to(reader), day).select_related("provider").order_by("name")
    columns = [Column(None), *map(Column, projects)]
    shown = list(categories) or list(
        there_on(DataCategory.objects.visible_to(reader), day)
        .select_related("level", "owner")
        .order_by("-level__rank", "name")
    )
    rules = RulesOfDay(day, shown)
    rows = [Row(each, [rules.cell(each, column.project, endpoint) for column in columns]) for each in shown]
    groups = [Group(level, list(those)) for level, those in groupby(rows, key=lambda row: row.category.level)]
    return Matrix(day, endpoint, columns, groups)


def there_on(rows: Any, day: date) -> Any:
    """Return what was entered by the end of a day, in the portal's own zone, and not retired by then."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min), timezone.get_default_timezone())
    return rows.filter(Q(retired_at=None) | Q(retired_at__gte=end), created_at__lt=end)
