"""The report on approvals, out of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from registers.choices import RouteFor
from registers.reading.approval_report import AGES, OUTCOMES, TIERS, WHOLE, Report, Times


class SpreadOutput(serializers.Serializer[Any]):
    """How many answers there were, and how many working days they took."""

    month = serializers.CharField(allow_null=True, help_text=_("Such as 2026-01; null for the whole period."))
    count = serializers.IntegerField()
    median = serializers.FloatField()
    p90 = serializers.FloatField()


class TierTimesOutput(serializers.Serializer[Any]):
    """Time to decision of requests of one risk; null for all of them together."""

    route_for = serializers.ChoiceField(choices=RouteFor.choices, allow_null=True)
    times = SpreadOutput(many=True)


class StepTimesOutput(TierTimesOutput):
    """Time at one step of a route."""

    step = serializers.CharField()


class WaitingAtOutput(serializers.Serializer[Any]):
    """How many requests wait at a step now, how many of them late, and the longest of them in working days."""

    route_for = serializers.ChoiceField(source="tier", choices=RouteFor.choices)
    step = serializers.CharField(source="name")
    count = serializers.IntegerField()
    late = serializers.IntegerField()
    longest = serializers.IntegerField()


class WaitingForOutput(serializers.Serializer[Any]):
    """How many requests wait for a role or a person now, and how many of them late."""

    name = serializers.CharField()
    count = serializers.IntegerField()
    late = serializers.IntegerField()


class AgeOutput(serializers.Serializer[Any]):
    """How many requests of one risk have been under way for so many working days; `until` null: and more."""

    route_for = serializers.ChoiceField(choices=RouteFor.choices)
    since = serializers.IntegerField()
    until = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField()


class OutcomeOutput(serializers.Serializer[Any]):
    """How many reviews ended in one way in one month; `conditional` is approved with conditions."""

    month = serializers.CharField()
    ended_as = serializers.ChoiceField(choices=[(str(each), str(each)) for each in OUTCOMES])
    count = serializers.IntegerField()


@extend_schema_serializer(many=False)
class ApprovalReportOutput(serializers.Serializer[Any]):
    """How long decisions take, where requests wait, and what becomes of them."""

    first = serializers.DateField()
    last = serializers.DateField()
    under_way = serializers.IntegerField()
    late = serializers.IntegerField()
    time_by_risk = TierTimesOutput(many=True)
    time_by_step = StepTimesOutput(many=True)
    waiting_at = WaitingAtOutput(many=True)
    waiting_for = WaitingForOutput(many=True)
    ages = AgeOutput(many=True)
    outcomes = OutcomeOutput(many=True)


def written(report: Report) -> dict[str, Any]:
    """Return the report as ApprovalReportOutput takes it."""
    return {
        "first": report.period.first,
        "last": report.period.last,
        "under_way": report.under_way,
        "late": report.late,
        "time_by_risk": [{"route_for": tier or None, "times": _times(times)} for tier, times in report.tiers.items()],
        "time_by_step": [
            {"route_for": tier, "step": step, "times": _times(times)} for (tier, step), times in report.steps.items()
        ],
        "waiting_at": report.waiting_at,
        "waiting_for": report.waiting_for,
        "ages": [
            {
                "route_for": tier,
                "since": AGES[place - 1] + 1 if place else 0,
                "until": AGES[place] if place < len(AGES) else None,
                "count": report.ages[place][tier],
            }
            for place in sorted(report.ages)
            for tier in TIERS
            if tier in report.ages[place]
        ],
        "outcomes": [
            {"month": f"{month:%Y-%m}", "ended_as": str(outcome), "count": report.outcomes[month][outcome]}
            for month in sorted(report.outcomes)
            for outcome in OUTCOMES
            if outcome in report.outcomes[month]
        ],
    }


def _times(times: Times) -> list[dict[str, Any]]:
    months = sorted(month for month in times if month is not None)
    return [
        {
            "month": f"{month:%Y-%m}" if month else None,
            "count": times[month].count,
            "median": times[month].median,
            "p90": times[month].p90,
        }
        for month in [*months, WHOLE]
        if month in times
    ]
