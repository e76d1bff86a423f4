"""How long decisions take, where requests wait and what becomes of them: counted by the database, in eight queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, DateField, Exists, F, Max, Min, OuterRef, Q, Value, When
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_default_timezone

from access.models import Role
from common.clock import now
from registers.choices import Agreement, Answer, ReviewState, RouteFor, StepOutcome
from registers.models import Condition, Decision, NamedReviewer, Review, ReviewStep
from registers.querysets.spans import Percentile, WorkingDays
from registers.reading.holidays import holidays_from

ANSWERED = (ReviewState.APPROVED, ReviewState.CHANGES_ASKED, ReviewState.REJECTED)
ANSWERED_STEP = (StepOutcome.AGREED, StepOutcome.CHANGES_ASKED, StepOutcome.REJECTED)
CONDITIONAL = "conditional"
# How a review may end, the good ends first.
OUTCOMES = (
    ReviewState.APPROVED, CONDITIONAL, ReviewState.CHANGES_ASKED, ReviewState.REJECTED, ReviewState.WITHDRAWN,
    ReviewState.SET_ASIDE,
)  # fmt: skip
TIERS = (RouteFor.LOW, RouteFor.MEDIUM, RouteFor.HIGH, RouteFor.POLICY)
# Working days that a request has been under way: up to and including each; more than the last is a bucket of its own.
AGES = (2, 5, 10, 20)
# What is counted of all tiers, and of all months, together.
EVERY, WHOLE = "", None


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, the first and the last included, as the organisation counts days."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        """Return the first day of each month that the period touches."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
        return found

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return the first moment of the period, and the first after it."""
        zone = get_default_timezone()
        start = datetime.combine(self.first, time(), zone)
        return start, datetime.combine(self.last + timedelta(days=1), time(), zone)


@dataclass(frozen=True, slots=True)
class Spread:
    """How many there were, and how many working days they took: half of them at most, nine in ten at most."""

    count: int
    median: float
    p90: float


Times = dict[date | None, Spread]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many requests wait at a step, or for somebody, how many of them too long, and the longest in working days."""

    name: str
    count: int
    late: int
    tier: str = ""
    longest: int = 0


@dataclass(slots=True)
class Report:
    """Everything that the report says."""

    period: Period
    # By tier, then by month; EVERY and WHOLE stand for all of them.
    tiers: dict[str, Times] = field(default_factory=dict)
    # By (tier, name of the step), in the order of the routes.
    steps: dict[tuple[str, str], Times] = field(default_factory=dict)
    waiting_at: list[Waiting] = field(default_factory=list)
    waiting_for: list[Waiting] = field(default_factory=list)
    # By the place of the bucket in AGES (after the last: older), then by tier.
    ages: dict[int, dict[str, int]] = field(default_factory=dict)
    outcomes: dict[date, dict[str, int]] = field(default_factory=dict)

    @property
    def under_way(self) -> int:
        """Return how many requests are under way."""
        return sum(each.count for each in self.waiting_at)

    @property
    def late(self) -> int:
        """Return how many of them wait for an answer that is late."""
        return sum(each.late for each in self.waiting_at)


def approval_report(period: Period) -> Report:
    """Read the report on a period; what waits and how long is as of now."""
    report = Report(period)
    free = _holidays(period)
    _read_tiers(report, free)
    _read_steps(report, free)
    _read_waiting(report, free)
    _read_ages(report, free)
    _read_outcomes(report)
    return report


def _holidays(period: Period) -> frozenset[date]:
    """Return the holidays from a year before the period, when what it closed may have begun, to this year."""
    years = range(period.first.year - 1, max(period.last.year, now().year) + 1)
    return frozenset().union(*(holidays_from(date(year, 1, 1)) for year in years))


def _read_tiers(report: Report, free: frozenset[date]) -> None:
    closed = _within(Review.objects.order_by().filter(state__in=ANSWERED), report.period).annotate(
        tier=F("route__route_for"), days=WorkingDays(F("started_at"), F("closed_at"), free=free)
    )
    every = closed.annotate(every=Value(EVERY, output_field=CharField()))
    rows = _spreads(closed, "tier", "month").union(
        _spreads(closed.annotate(month=_none()), "tier", "month"),
        _spreads(every, "every", "month"),
        _spreads(every.annotate(month=_none()), "every", "month"),
        all=True,
    )
    for tier, month, count, median, p90 in rows:
        # Of all of them together there is a row even where there are none.
        if count:
            report.tiers.setdefault(tier, {})[month] = Spread(count, median, p90)


def _read_steps(report: Report, free: frozenset[date]) -> None:
    closed = _within(ReviewStep.objects.order_by().filter(outcome__in=ANSWERED_STEP), report.period).annotate(
        tier=F("review__route__route_for"),
        name=F("step__name"),
        days=WorkingDays(F("opened_at"), F("closed_at"), free=free),
    )
    by_month, whole = (
        _spreads(each, "tier", "name", "month").annotate(place=Min("step__position"))
        for each in (closed, closed.annotate(month=_none()))
    )
    places: dict[tuple[str, str], int] = {}
    for tier, name, month, count, median, p90, place in by_month.union(whole, all=True):
        key = (tier, name)
        places[key] = min(place, places.get(key, place))
        report.steps.setdefault(key, {})[month] = Spread(count, median, p90)
    report.steps = dict(sorted(report.steps.items(), key=lambda each: (TIERS.index(each[0][0]), places[each[0]])))


def _read_waiting(report: Report, free: frozenset[date]) -> None:
    moment = now()
    late = Count("pk", filter=Q(due_at__lt=moment), distinct=True)
    waiting = ReviewStep.objects.order_by().waiting()
    at_step = (
        waiting.values_list("review__route__route_for", "step__name")
        .annotate(n=Count("pk"), late=late, longest=Max(WorkingDays(F("opened_at"), Value(moment), free=free)))
        .annotate(place=Min("step__position"))
    )
    ordered = sorted(at_step, key=lambda each: (TIERS.index(each[0]), each[-1]))
    report.waiting_at = [Waiting(name, n, lates, tier, longest) for tier, name, n, lates, longest, _place in ordered]
    parties = waiting.annotate(
        party=F("step__parties"),
        is_escalation=F("step__parties__escalation"),
        role=F("step__parties__role"),
        person=F("step__parties__person__name"),
    )
    answered = Decision.objects.order_by().filter(step=OuterRef("pk"), party=OuterRef("party"), answer=Answer.APPROVE)
    asked = parties.filter(
        Q(is_escalation=False) | Q(escalated_at__isnull=False),
        ~Q(step__agreement=Agreement.ALL) | ~Exists(answered),
    )
    found = asked.values_list("role", "person").annotate(n=Count("pk", distinct=True), late=late)
    named = NamedReviewer.objects.order_by().filter(step__closed_at=None).values_list("person__name")
    named_late = Count("step", filter=Q(step__due_at__lt=moment), distinct=True)
    report.waiting_for = _by_whom(found, named.annotate(n=Count("step", distinct=True), late=named_late))


def _by_whom(parties: Iterable[Any], named: Iterable[Any]) -> list[Waiting]:
    """Return for whom requests wait, those with the most first; roles in the reader's language."""
    rows = list(parties)
    labels = {each.pk: each.label for each in Role.objects.filter(pk__in=[row[0] for row in rows if row[0]])}
    counted: dict[str, tuple[int, int]] = {}
    for name, n, late in [
        *((labels[role] if role else person, n, late) for role, person, n, late in rows),
        *named,
    ]:
        before = counted.get(name, (0, 0))
        counted[name] = (before[0] + n, before[1] + late)
    found = [Waiting(name, n, late) for name, (n, late) in counted.items()]
    return sorted(found, key=lambda each: (-each.count, each.name.casefold()))


def _read_ages(report: Report, free: frozenset[date]) -> None:
    bucket = Case(
        *(When(days__lte=most, then=Value(place)) for place, most in enumerate(AGES)), default=Value(len(AGES))
    )
    waiting = Review.objects.order_by().under_way()
    aged = waiting.annotate(days=WorkingDays(F("started_at"), Value(now()), free=free)).annotate(bucket=bucket)
    for place, tier, n in aged.values_list("bucket", "route__route_for").annotate(n=Count("pk")):
        report.ages.setdefault(place, {})[tier] = n


def _read_outcomes(report: Report) -> None:
    conditions = Condition.objects.order_by().filter(decision__review=OuterRef("pk"))
    outcome = Case(When(Q(Exists(conditions), state=ReviewState.APPROVED), then=Value(CONDITIONAL)), default=F("state"))
    closed = _within(Review.objects.order_by(), report.period).annotate(outcome=outcome)
    for month, name, n in closed.values_list("month", "outcome").annotate(n=Count("pk")):
        report.outcomes.setdefault(month, {})[name] = n


def _within(rows: Any, period: Period) -> Any:
    """Keep what was closed in a period, with the month in which."""
    start, end = period.moments
    month = TruncMonth("closed_at", tzinfo=get_default_timezone(), output_field=DateField())
    return rows.filter(closed_at__gte=start, closed_at__lt=end).annotate(month=month)


def _spreads(rows: Any, *by: str) -> Any:
    """Return rows of what they are grouped by, their number, the median and the 90th percentile of their `days`."""
    return rows.values_list(*by).annotate(n=Count("pk"), median=Percentile("days", 0.5), p90=Percentile("days", 0.9))


def _none() -> Value:
    return Value(None, output_field=DateField())
