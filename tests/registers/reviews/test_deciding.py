"""Deciding on a request: who may, on what, and what follows."""

from datetime import timedelta

import pytest

from common.clock import today
from common.permissions import RoleName
from registers.choices import ReviewState, StepOutcome, UseCaseState
from registers.models import Decision
from tests.factories.reviews import approve, board, open_step, review_of
from tests.factories.use_cases import make_submitted, proposed
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    use_case = make_submitted()
    officer = board()[RoleName.COMPLIANCE_OFFICER]
    assert proposed(use_case).risk_tier == "low"
    approve(use_case, officer, reason="All as it should be")
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert use_case.proposed is None
    assert use_case.in_force is not None
    assert use_case.approved_until is not None
    assert use_case.approved_until > today() + timedelta(days=700)
    decision = Decision.objects.get()
    assert decision.content_hash == use_case.in_force.content_hash
    assert decision.rules["route"] == {"for": "low", "version": 1}
    assert decision.rules["boundary_rules"][0]["outcome"] == "allow"
    assert review_of(use_case).state == ReviewState.APPROVED
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert (entry.verb, entry.actor_id) == ("registers.use_case.approved", officer.pk)


def test_a_high_request_goes_through_every_step() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people = board()
    assert proposed(use_case).risk_tier == "high"
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    assert open_step(use_case).step.position == 1
    approve(use_case, people[RoleName.SECURITY_REVIEWER])
    assert open_step(use_case).step.position == 2
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER])
    approve(use_case, people["executive"])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert [each.outcome for each in review_of(use_case).steps.all()] == [StepOutcome.AGREED] * 3
