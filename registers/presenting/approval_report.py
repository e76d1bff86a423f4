"""The report on approvals as tables, each with the chart that is drawn of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext, pgettext

from common.templatetags.kit import number
from registers.choices import ReviewState, RouteFor
from registers.reading.approval_report import AGES, CONDITIONAL, EVERY, OUTCOMES, TIERS, WHOLE, Report, Spread, Times

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart draws: a row for each label, a column for each series."""

    key: str
    title: Any
    kind: str
    headers: Sequence[Any]
    rows: Sequence[Row]
    unit: Any = ""
    help: Any = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table of the report: its columns by their lasting names and as the reader knows them, and its rows.

    `shown` tells that it stands on the page by itself; otherwise it is the one behind its chart.
    """

    name: str
    title: Any
    columns: Sequence[tuple[str, Any]]
    rows: Sequence[Row]
    text: Any = ""
    charts: Sequence[Chart] = field(default_factory=tuple)
    shown: bool = False
    # How many of its columns are texts; numbers follow.
    texts: int = 1
    # How many of its first columns say the same in several rows, and are told once.
    spanned: int = 0
    empty: Any = ""

    @property
    def groups(self) -> list[list[Row]]:
        """Return the rows that are told of one thing, by the texts in front of the last text."""
        found: list[list[Row]] = []
        for row in self.rows:
            if not (found and self.spanned and found[-1][0][: self.spanned] == row[: self.spanned]):
                found.append([])
            found[-1].append(row)
        return found

    @property
    def headers(self) -> list[Any]:
        """Return the columns as the reader knows them."""
        return [label for _name, label in self.columns]

    @property
    def names(self) -> list[str]:
        """Return the columns by their lasting names."""
        return [name for name, _label in self.columns]


def tables_of(report: Report) -> list[ReportTable]:
    """Return the tables of the report in their order on the page."""
    return [_by_tier(report), _by_step(report), _waiting_at(report), _waiting_for(report), _ages(report), _ends(report)]


def tier_word(tier: str) -> str:
    """Return a tier as the report names it."""
    words = {
        RouteFor.LOW: pgettext("risk", "Low"),
        RouteFor.MEDIUM: pgettext("risk", "Medium"),
        RouteFor.HIGH: pgettext("risk", "High"),
        RouteFor.POLICY: _t("Policy documents"),
    }
    return words[RouteFor(tier)] if tier else _t("All together")


def month_word(month: date) -> str:
    """Return a month in few letters."""
    return date_format(month, "M Y")


def age_word(place: int) -> str:
    """Return a bucket of working days in words."""
    if place == len(AGES):
        return _t("More than %(days)d days") % {"days": AGES[-1]}
    first = AGES[place - 1] + 1 if place else 0
    return _t("%(first)d to %(last)d days") % {"first": first, "last": AGES[place]}


def outcome_word(outcome: str) -> str:
    """Return how a review ended."""
    return _t("Approved with conditions") if outcome == CONDITIONAL else str(ReviewState(outcome).label)


def _by_tier(report: Report) -> ReportTable:
    tiers = [tier for tier in TIERS if tier in report.tiers]
    rows = [
        [tier_word(tier), *row]
        for tier in [*tiers, *([EVERY] if len(tiers) > 1 else [])]
        for row in _three(report.tiers[tier], report.period.months)
    ]
    charts = [
        Chart(
            f"time-by-tier-{name}",
            title,
            "bar",
            [_t("Month"), *(tier_word(tier) for tier in tiers)],
            [
                [month_word(month), *(_value(report.tiers[tier], month, name) for tier in tiers)]
                for month in report.period.months
            ],
            unit=_t("working days"),
            help=help_text,
        )
        for name, title, help_text in (
            ("median", _t("Median"), _t("Half of the answers came within so many working days.")),
            ("p90", _t("90th percentile"), _t("Nine in ten answers came within so many working days.")),
        )
    ]
    return ReportTable(
        "time-by-tier",
        _t("Time to decision"),
        [("risk", _t("Risk")), *_month_columns(report)],
        rows,
        _t("Working days from the submission to the answer, by the month of the answer."),
        charts if tiers else (),
        shown=True,
        texts=2,
        spanned=1,
        empty=_t("Nothing was answered in this period."),
    )


def _by_step(report: Report) -> ReportTable:
    rows = [
        [tier_word(tier), name, *row]
        for (tier, name), times in report.steps.items()
        for row in _three(times, report.period.months)
    ]
    return ReportTable(
        "time-by-step",
        _t("Time at each step"),
        [("risk", _t("Risk")), ("step", _t("Step")), *_month_columns(report)],
        rows,
        _t("Working days from the opening of the step to its end, by the month in which it ended."),
        shown=True,
        texts=3,
        spanned=2,
        empty=_t("No step ended in this period."),
    )


def _waiting_at(report: Report) -> ReportTable:
    columns = [("risk", _t("Risk")), ("step", _t("Step")), *_waiting_columns(), ("longest", _t("Longest wait"))]
    rows: list[Row] = [
        [tier_word(each.tier), each.name, each.count - each.late, each.late, each.longest] for each in report.waiting_at
    ]
    drawn = [[f"{tier_word(each.tier)}: {each.name}", each.count - each.late, each.late] for each in report.waiting_at]
    title = _t("Where requests wait now")
    headers = [_t("Step"), *(label for _name, label in _waiting_columns())]
    return ReportTable(
        "waiting-at",
        title,
        columns,
        rows,
        _t("Longest wait: working days since the step was opened."),
        [Chart("waiting-at", _t("By step"), "rows", headers, drawn)] if rows else (),
        shown=True,
        texts=2,
        empty=_t("Nothing waits for a decision."),
    )


def _waiting_for(report: Report) -> ReportTable:
    columns = [("whom", _t("Role or person")), *_waiting_columns()]
    rows: list[Row] = [[each.name, each.count - each.late, each.late] for each in report.waiting_for]
    return ReportTable(
        "waiting-for",
        _t("For whom they wait"),
        columns,
        rows,
        _t("A request counts for each role and person that its open step still asks."),
        [Chart("waiting-for", _t("By role and person"), "rows", [label for _name, label in columns], rows)]
        if rows
        else (),
        empty=_t("Nothing waits for a decision."),
    )


def _ages(report: Report) -> ReportTable:
    tiers = [tier for tier in TIERS if any(tier in each for each in report.ages.values())]
    columns: list[tuple[str, Any]] = [("age", _t("Working days"))]
    columns += [(str(tier), tier_word(tier)) for tier in tiers]
    rows = [
        [age_word(place), *(report.ages.get(place, {}).get(tier, 0) for tier in tiers)]
        for place in range(len(AGES) + 1)
        if tiers
    ]
    title = _t("How long open requests have been under way")
    return ReportTable(
        "ages",
        title,
        columns,
        rows,
        _t("Working days since they were submitted, as of now."),
        [Chart("ages", _t("By risk"), "stacked", [label for _name, label in columns], rows)] if rows else (),
        empty=_t("No request is under way."),
    )


def _ends(report: Report) -> ReportTable:
    ends = [each for each in OUTCOMES if any(each in month for month in report.outcomes.values())]
    columns: list[tuple[str, Any]] = [("month", _t("Month"))]
    columns += [(str(each), outcome_word(each)) for each in ends]
    rows = [
        [month_word(month), *(report.outcomes.get(month, {}).get(each, 0) for each in ends)]
        for month in report.period.months
        if ends
    ]
    return ReportTable(
        "outcomes",
        _t("What became of requests"),
        columns,
        rows,
        _t("By the month in which the review ended."),
        [Chart("outcomes", _t("By month"), "stacked", [label for _name, label in columns], rows)] if rows else (),
        empty=_t("No review ended in this period."),
    )


def _month_columns(report: Report) -> list[tuple[str, Any]]:
    months = [(f"{month:%Y-%m}", month_word(month)) for month in report.period.months]
    return [("measure", _t("Measure")), ("period", _t("Whole period")), *months]


def _waiting_columns() -> list[tuple[str, Any]]:
    return [("in_time", _t("In time")), ("late", pgettext("requests", "Late"))]


def _three(times: Times, months: Sequence[date]) -> list[Row]:
    """Return median, percentile and number as three rows, a cell for all months together and one for each."""
    every: list[date | None] = [WHOLE, *months]
    return [
        [_t("Median"), *(_value(times, month, "median") for month in every)],
        [_t("90th percentile"), *(_value(times, month, "p90") for month in every)],
        [_t("Answers"), *(_value(times, month, "count") or 0 for month in every)],
    ]


def _value(times: Mapping[date | None, Spread], month: date | None, name: str) -> Any:
    spread = times.get(month)
    if spread is None:
        return None
    value = getattr(spread, name)
    return value if name == "count" else round(value, 1)


def days_in_words(days: float | None) -> str:
    """Return a number of working days as a figure with its unit."""
    if days is None:
        return "\N{EN DASH}"
    shown = int(days) if float(days).is_integer() else round(days, 1)
    return ngettext("%(n)s day", "%(n)s days", int(days) if days == 1 else 2) % {"n": number(shown)}
