"""The register at a glance, for the start page: how many use cases stand where, by risk."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Value, When
from django.utils.translation import gettext as _

from access.models import Person
from access.permits import may
from registers.choices import RiskTier, UseCaseState
from registers.models import UseCase

OVER = "over"
# From the first draft to the end; what is over and done with is left to the list.
SHOWN = (
    UseCaseState.DRAFT,
    UseCaseState.IN_REVIEW,
    UseCaseState.CHANGES_ASKED,
    UseCaseState.APPROVED,
    OVER,
    UseCaseState.SUSPENDED,
)
TIERS = (RiskTier.HIGH, RiskTier.MEDIUM, RiskTier.LOW, "")


def register_chart(reader: Person, day: date) -> dict[str, Any]:
    """Return headings and rows [state, number of each tier] of what a reader sees of the register, in one query.

    Nothing for whoever may not see it, or sees nothing that stands.
    """
    if not may(reader, "registers.view_register"):
        return {}
    lapsed = When(state=UseCaseState.APPROVED, approved_until__lt=day, then=Value(OVER))
    counted = (
        UseCase.objects.visible_to(reader)
        .order_by()
        .annotate(standing=Case(lapsed, default=F("state"), output_field=CharField()))
        .values_list("standing", "risk_tier")
        .annotate(n=Count("pk"))
    )
    numbers = {(standing, tier): n for standing, tier, n in counted}
    tiers = [tier for tier in TIERS if any((state, tier) in numbers for state in SHOWN)]
    states = [state for state in SHOWN if any((state, tier) in numbers for tier in tiers)]
    return {
        "register_headers": [_("State"), *(_tier_word(tier) for tier in tiers)],
        "register_rows": [[_state_word(state), *(numbers.get((state, tier), 0) for tier in tiers)] for state in states],
    }


def _state_word(state: str) -> str:
    return _("Approval over") if state == OVER else str(UseCaseState(state).label)


def _tier_word(tier: str) -> str:
    return _("%(tier)s risk") % {"tier": RiskTier(tier).label} if tier else _("Not assessed yet")
