"""A decision and something else at once, each on a connection of its own: one order or the other, never both."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from access.actions.roles import withdraw_role
from access.models import RoleAssignment
from common.clock import held_at, now, today
from common.permissions import RoleName
from registers.actions.reviews import approve_use_case, find_condition_met, report_condition
from registers.actions.reviews.bulk import approve_together
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.reviews.deciding import NewCondition
from registers.actions.use_cases import (
    begin_version,
    retire_use_case,
    save_draft,
    submit_use_case,
    suspend_use_case,
    withdraw_use_case,
)
from registers.actions.use_cases.lapsing import lapse_use_cases
from registers.choices import ReviewState, StepOutcome, UseCaseState
from registers.models import Condition, Decision, Review, UseCase
from tests.factories.people import fresh, make_person, operator
from tests.factories.reviews import approve, board, hash_of, open_step, review_of
from tests.factories.use_cases import make_approved, make_submitted, owner_of, requester
from tests.registers.reviews.test_at_once import at_once
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)

OFFICER = RoleName.COMPLIANCE_OFFICER


def stands(use_case: UseCase) -> str:
    return UseCase.objects.get(pk=use_case.pk).state


def entries(use_case: UseCase, verb: str) -> int:
    return TrailEntry.objects.about(use_case).filter(verb=f"registers.use_case.{verb}").count()


def in_change() -> UseCase:
    """Return a use case in force of which a new version is in review."""
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"purpose": "Suggest answers to all mail"}, by=requester())
    return submit_use_case(use_case.pk, by=requester())


def test_two_parties_of_a_step_agree_at_once() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people, seen = board(), hash_of(use_case)
    both = [fresh(people[each]) for each in (RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER)]
    assert at_once(*[lambda by=each: approve_use_case(use_case.pk, by=by, content_hash=seen) for each in both]) == [
        "done",
        "done",
    ]
    assert open_step(use_case).step.position == 2
    assert [each.outcome for each in review_of(use_case).steps.all()] == [StepOutcome.AGREED, ""]
    assert Decision.objects.count() == 2


def test_it_is_withdrawn_while_somebody_decides() -> None:
    use_case, officer = make_submitted(), make_person("Otto One", OFFICER)
    seen, owner = hash_of(use_case), owner_of(use_case)
    outcomes = at_once(
        lambda: approve_use_case(use_case.pk, by=officer, content_hash=seen),
        lambda: withdraw_use_case(use_case.pk, by=owner, reason="Not needed"),
    )
    assert sorted(outcomes) in (["done", "review_closed"], ["done", "not_in_review"])
    assert stands(use_case) == (UseCaseState.APPROVED if outcomes[0] == "done" else UseCaseState.WITHDRAWN)
    assert entries(use_case, "approved") + entries(use_case, "withdrawn") == 1


@pytest.mark.parametrize("ending", ["suspend", "retire"])
def test_what_is_in_force_is_stopped_while_somebody_decides_on_its_change(ending: str) -> None:
    officers = [make_person(name, OFFICER) for name in ("Otto One", "Tessa Two")]
    use_case = in_change()
    seen = hash_of(use_case)
    end = {"suspend": suspend_use_case, "retire": retire_use_case}[ending]
    outcomes = at_once(
        lambda: approve_use_case(use_case.pk, by=officers[0], content_hash=seen),
        lambda: end(use_case.pk, by=officers[1], reason="A finding"),
    )
    assert outcomes[1] == "done"
    if ending == "suspend":
        assert outcomes[0] == "done"
        assert stands(use_case) == UseCaseState.SUSPENDED
    else:
        assert outcomes[0] in {"done", "review_closed"}
        assert stands(use_case) == UseCaseState.RETIRED
    assert not Review.objects.filter(state=ReviewState.OPEN).exists()


def test_it_lapses_while_somebody_decides_on_its_change() -> None:
    officer, use_case = make_person("Otto One", OFFICER), in_change()
    seen = hash_of(use_case)
    calls = (
        lambda: approve_use_case(use_case.pk, by=officer, content_hash=seen),
        lapse_use_cases,
        chase_reviewers,
    )

    def later(call: Callable[[], Any]) -> None:
        with held_at(now() + timedelta(days=91)):
            call()

    assert at_once(*[partial(later, call) for call in calls]) == ["done"] * 3
    assert stands(use_case) == UseCaseState.APPROVED


def test_one_and_many_at_once() -> None:
    officers = [make_person(name, OFFICER) for name in ("Otto One", "Tessa Two")]
    use_case = make_submitted()
    seen, review = hash_of(use_case), review_of(use_case)
    outcomes = at_once(
        lambda: approve_use_case(use_case.pk, by=officers[0], content_hash=seen),
        lambda: approve_together(review.pk, by=officers[1], reason="Public texts", content_hash=seen),
    )
    assert sorted(outcomes) in (["changed_meanwhile", "done"], ["done", "review_closed"])
    assert Decision.objects.count() == 1


def test_the_role_is_taken_away_while_its_holder_decides() -> None:
    use_case, officer = make_submitted(), make_person("Otto One", OFFICER, RoleName.LEGAL_REVIEWER)
    seen, admin = hash_of(use_case), operator()
    assignment = RoleAssignment.objects.get(person=officer, role__slug=OFFICER)
    outcomes = at_once(
        lambda: approve_use_case(use_case.pk, by=officer, content_hash=seen),
        lambda: withdraw_role(assignment.pk, by=admin, reason="Moved on"),
    )
    assert outcomes[1] == "done"
    assert outcomes[0] in {"done", "not_your_step"}
    assert (stands(use_case) == UseCaseState.APPROVED) is (outcomes[0] == "done")


def test_the_last_two_conditions_are_found_met_at_once() -> None:
    use_case, people = make_submitted(), board()
    due = today() + timedelta(days=9)
    wanted = [NewCondition(text, use_case.owner, due, blocking=True) for text in ("Mask the names", "Tell them")]
    approve(use_case, people[OFFICER], conditions=wanted)
    keys = list(Condition.objects.values_list("pk", flat=True))
    for key in keys:
        report_condition(key, by=fresh(requester()), report="It is done since Monday")
    judges = [fresh(people[each]) for each in (RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER)]
    outcomes = at_once(
        *[lambda key=key, by=by: find_condition_met(key, by=by) for key, by in zip(keys, judges, strict=True)]
    )
    assert outcomes == ["done", "done"]
    assert stands(use_case) == UseCaseState.APPROVED


def test_a_condition_is_found_met_while_the_version_is_taken_back() -> None:
    use_case, people = make_submitted(), board()
    wanted = NewCondition("Mask the names", use_case.owner, today() + timedelta(days=9), blocking=True)
    approve(use_case, people[OFFICER], conditions=[wanted])
    condition, owner, judge = Condition.objects.get(), owner_of(use_case), fresh(people[RoleName.PRIVACY_REVIEWER])
    report_condition(condition.pk, by=fresh(requester()), report="It is done since Monday")
    outcomes = at_once(
        lambda: find_condition_met(condition.pk, by=judge),
        lambda: withdraw_use_case(use_case.pk, by=owner, reason="Not needed"),
    )
    assert outcomes in (["done", "not_in_review"], ["approval_gone", "done"])
    assert stands(use_case) == (UseCaseState.APPROVED if outcomes[0] == "done" else UseCaseState.WITHDRAWN)
