"""Approval routes and delegations for tests, made by the portal's own actions."""

from datetime import timedelta
from typing import Any

from access.models import Person, Role
from common.clock import today
from registers.actions.delegations import delegate_decisions
from registers.actions.routes import enter_route
from registers.models import ApprovalRoute, Delegation
from registers.reading.reviewers import PERSON, ROLE
from registers.rules.routes import Party, Step
from tests.factories.people import fresh, operator


def role_party(slug: str) -> Party:
    """Return a role as a party of a step."""
    return Party(ROLE, str(Role.objects.get(slug=slug).pk))


def person_party(person: Person) -> Party:
    """Return a person as a party of a step."""
    return Party(PERSON, str(person.pk))


def route_step(name: str, *parties: Party, **more: Any) -> Step:
    """Return a step of a route."""
    return Step(name=name, parties=parties, **more)


def make_route(route_for: str, *steps: Step, months: int = 12, **more: Any) -> ApprovalRoute:
    """Put a route into use."""
    said = {"by": operator(), "reason": "For a test", **more}
    return enter_route(route_for, steps, months=months, **said)


def route_in_use(route_for: str) -> ApprovalRoute:
    """Return the version in use."""
    return ApprovalRoute.objects.in_use().get(route_for=route_for)


def make_delegation(person: Person, delegate: Person, *, days: int = 7, ahead: int = 0, **more: Any) -> Delegation:
    """Leave somebody's decisions to somebody else, from today on unless it begins some days ahead."""
    starts_on = today() + timedelta(days=ahead)
    said = {"by": fresh(person), **more}
    return delegate_decisions(person.pk, delegate.pk, starts_on=starts_on, ends_on=starts_on + timedelta(days), **said)
