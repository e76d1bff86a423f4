"""By which rules a version is judged today: what a decision on it is bound to besides the content."""

from typing import Any
from uuid import UUID

from common.clock import today
from registers.models import ApprovalRoute, UseCaseVersion
from registers.reading.books import book_on
from registers.reading.contents import content_of
from registers.rules.differences import MATERIAL_VERSION


def rules_in_force(version: UseCaseVersion, route: ApprovalRoute) -> dict[str, Any]:
    """Return the rules that speak to a version, as plain values in a fixed order.

    `boundary_rules` has a line for each category, project and endpoint of the content: the outcome, and the rule that
    says so (null where none does).
    """
    content, book = content_of(version), book_on(today())
    lines = []
    for category in sorted(content["categories"]):
        for project in sorted(content["projects"]):
            for endpoint in sorted(content["endpoints"]):
                verdict = book.verdict(UUID(category), UUID(project), endpoint)
                lines.append(
                    {
                        "category": category,
                        "project": project,
                        "endpoint": endpoint,
                        "outcome": str(verdict.outcome),
                        "rule": None if verdict.rule_id is None else str(verdict.rule_id),
                        "version": verdict.version,
                    }
                )
    return {
        "boundary_rules": lines,
        "route": {"for": route.route_for, "version": route.number},
        "risk_tier": version.risk_tier,
        "ai_act_class": version.ai_act_class,
        "material_fields": MATERIAL_VERSION,
    }
