"""Approval routes: those that come with the portal, and the organisation's own versions of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from access.models import Person, Role
from access.permits import permit
from common.clock import now, today
from common.names import clean_name
from common.permissions import COMPLIANCE_OFFICER, PRIVACY_REVIEWER, SECURITY_REVIEWER
from common.refusals import refuse_if
from registers.choices import Agreement, RouteFor
from registers.models import ApprovalRoute, RouteParty, RouteStep
from registers.reading.reviewers import ROLE, people_of_route
from registers.rules.routes import Party, Step, refuse_replacement, refuse_route
from trail.recording import record


@dataclass(frozen=True, slots=True)
class ShippedStep:
    """A step as it ships, by the short names of roles; `escalation` are roles, too."""

    name: str
    roles: tuple[str, ...]
    agreement: str = Agreement.ANY
    due_in: int = 5
    escalation: tuple[str, ...] = ()


EXECUTIVE = "executive"
# For each kind of request how long an approval holds in months, and its steps.
SHIPPED: dict[RouteFor, tuple[int, tuple[ShippedStep, ...]]] = {
    RouteFor.LOW: (24, (ShippedStep("Compliance", (COMPLIANCE_OFFICER,), due_in=3),)),
    RouteFor.MEDIUM: (
        12,
        (
            ShippedStep("Compliance", (COMPLIANCE_OFFICER,)),
            ShippedStep("Privacy", (PRIVACY_REVIEWER,), escalation=(COMPLIANCE_OFFICER,)),
        ),
    ),
    RouteFor.HIGH: (
        12,
        (
            ShippedStep(
                "Privacy and security",
                (PRIVACY_REVIEWER, SECURITY_REVIEWER),
                Agreement.ALL,
                escalation=(COMPLIANCE_OFFICER,),
            ),
            ShippedStep("Compliance", (COMPLIANCE_OFFICER,), escalation=(EXECUTIVE,)),
            ShippedStep("Executive", (EXECUTIVE,)),
        ),
    ),
    RouteFor.POLICY: (12, (ShippedStep("Compliance", (COMPLIANCE_OFFICER,), due_in=10),)),
}
ESCALATES_AFTER = 3


@transaction.atomic
def install_routes() -> None:
    """Enter the shipped routes for the kinds of request that have none."""
    there = set(ApprovalRoute.objects.values_list("route_for", flat=True))
    roles = {each.slug: each for each in Role.objects.in_use()}
    for route_for, (months, steps) in SHIPPED.items():
        if route_for in there:
            continue
        rules = [
            Step(
                name=step.name,
                parties=_roles(roles, step.roles),
                agreement=step.agreement,
                due_in=step.due_in,
                escalates_after=ESCALATES_AFTER if step.escalation else None,
                escalation=_roles(roles, step.escalation),
            )
            for step in steps
        ]
        route = _enter(route_for, rules, months=months, note="", by=None)
        record("registers.route.shipped", subject=route, by=None)


@transaction.atomic
def enter_route(
    route_for: str, steps: Sequence[Step], *, months: int, by: Person, reason: str, replaces: int | None = None
) -> ApprovalRoute:
    """Have new requests go another way; those under way stay on theirs.

    With `replaces`, only where the version of this number is still the one in use.

    Raises:
        PermissionRefused, Refused: not allowed; the route is not whole, or nobody is there to walk it to its end; it is
            replaced meanwhile.
    """
    permit(by, "registers.edit_routes")
    standing = _hold(route_for)
    refuse_if(refuse_replacement(replaces, standing.number if standing else 0))
    wanted = [_cleaned(step) for step in steps]
    refuse_if(refuse_route(wanted, months, people_of_route(wanted, today())))
    if standing is not None:
        standing.until = now()
        standing.save(update_fields=["until"])
    route = _enter(route_for, wanted, months=months, note=reason, by=by)
    before = [standing] if standing else []
    record("registers.route.entered", subject=route, also=before, by=by, reason=reason, version=route.number)
    return route


def _hold(route_for: str) -> ApprovalRoute | None:
    """Return the version in use, once nobody else is replacing it: the first version, never changed, stands for all."""
    routes = ApprovalRoute.objects.filter(route_for=route_for)
    list(routes.select_for_update(no_key=True).filter(number=1))
    return routes.in_use().first()


def _enter(route_for: str, steps: Sequence[Step], *, months: int, note: str, by: Person | None) -> ApprovalRoute:
    latest = ApprovalRoute.objects.filter(route_for=route_for).aggregate(latest=Max("number"))["latest"] or 0
    route = ApprovalRoute.objects.create(
        route_for=route_for, number=latest + 1, months=months, note=note, entered_by=by
    )
    for position, step in enumerate(steps, 1):
        row = RouteStep.objects.create(
            route=route,
            position=position,
            name=step.name,
            agreement=step.agreement,
            quorum=step.quorum,
            due_in=step.due_in,
            escalates_after=step.escalates_after,
        )
        for party in step.parties:
            _add_party(row, party, escalation=False)
        for party in step.escalation:
            _add_party(row, party, escalation=True)
    return route


def _add_party(step: RouteStep, party: Party, *, escalation: bool) -> None:
    key = {"role_id": UUID(party.key)} if party.kind == ROLE else {"person_id": UUID(party.key)}
    RouteParty.objects.create(step=step, escalation=escalation, **key)


def _roles(roles: dict[str, Role], slugs: tuple[str, ...]) -> tuple[Party, ...]:
    return tuple(Party(ROLE, str(roles[each].pk)) for each in slugs)


def _cleaned(step: Step) -> Step:
    name = clean_name(step.name, "name")
    known = tuple(dict.fromkeys(step.parties)), tuple(dict.fromkeys(step.escalation))
    return Step(name, known[0], step.agreement, step.quorum, step.due_in, step.escalates_after, known[1])
