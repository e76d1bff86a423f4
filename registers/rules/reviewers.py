"""Which reviewers a request will need: the routes the portal ships, by risk tier."""

from dataclasses import dataclass

from common.permissions import RoleName


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route: roles of which every one has to agree."""

    roles: tuple[str, ...]


# An executive is somebody of the organisation's own naming; no built-in role stands for them.
EXECUTIVE = "executive"
SHIPPED_ROUTES: dict[str, tuple[Step, ...]] = {
    "low": (Step((RoleName.COMPLIANCE_OFFICER,)),),
    "medium": (Step((RoleName.COMPLIANCE_OFFICER,)), Step((RoleName.PRIVACY_REVIEWER,))),
    "high": (
        Step((RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER)),
        Step((RoleName.COMPLIANCE_OFFICER,)),
        Step((EXECUTIVE,)),
    ),
}


def reviewers_for(tier: str) -> tuple[Step, ...]:
    """Return the steps of a tier in their order; none while no tier is known."""
    return SHIPPED_ROUTES.get(tier, ())
