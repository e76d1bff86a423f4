"""Reviewers, and requests at some place of their route, made by the portal's own actions."""

from datetime import timedelta
from typing import Any

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.reviews import approve_use_case
from registers.actions.reviews.deciding import NewCondition
from registers.actions.routes import EXECUTIVE
from registers.models import Condition, Review, ReviewStep, UseCase
from tests.factories.people import fresh, make_person
from tests.factories.registers import steward

BOARD = {
    "Paula Privacy": RoleName.PRIVACY_REVIEWER,
    "Sven Security": RoleName.SECURITY_REVIEWER,
    "Edda Executive": EXECUTIVE,
}


def board() -> dict[str, Person]:
    """Return one free person for each part of the shipped routes, by the short name of the role."""
    people = {role: _one(name, role) for name, role in BOARD.items()}
    return {**people, RoleName.COMPLIANCE_OFFICER: fresh(steward())}


def review_of(use_case: UseCase) -> Review:
    """Return the latest review of a use case, as it stands in the database."""
    return Review.objects.filter(version__use_case=use_case).latest("started_at")


def open_step(use_case: UseCase) -> ReviewStep:
    """Return the step at which a request waits."""
    return ReviewStep.objects.waiting().get(review__version__use_case=use_case)


def hash_of(use_case: UseCase) -> str:
    """Return the content hash of what is in review."""
    version = UseCase.objects.get(pk=use_case.pk).proposed
    assert version is not None
    return version.content_hash


def approve(use_case: UseCase, by: Person, **more: Any) -> UseCase:
    """Have somebody agree to what is in review."""
    return approve_use_case(use_case.pk, by=fresh(by), content_hash=hash_of(use_case), **more)


def make_condition(
    use_case: UseCase, owner: Person | None = None, *, days: int = 10, blocking: bool = True
) -> Condition:
    """Approve what is in review on one condition, which its owner sees to unless somebody else is named."""
    wanted = NewCondition("Mask the names", owner or use_case.owner, today() + timedelta(days=days), blocking=blocking)
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=[wanted])
    return Condition.objects.filter(use_case=use_case).latest("id")


def _one(name: str, role: str) -> Person:
    known = Person.objects.filter(name=name).first()
    return known or make_person(name, role)
