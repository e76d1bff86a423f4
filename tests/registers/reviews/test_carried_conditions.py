"""Conditions of agreement that is carried over to the next version: they go with it."""

from datetime import timedelta
from typing import Any

import pytest

from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews import find_condition_met, report_condition
from registers.actions.reviews.deciding import NewCondition
from registers.actions.use_cases import begin_version, save_draft, submit_use_case, withdraw_use_case
from registers.choices import UseCaseState
from registers.models import Condition
from tests.factories.people import fresh
from tests.factories.registers import make_category, make_rule
from tests.factories.reviews import approve, board, make_condition
from tests.factories.use_cases import make_submitted, requester

pytestmark = pytest.mark.django_db


def standing_of(condition: Condition) -> str:
    found: Any = Condition.objects.with_standing().get(pk=condition.pk)
    return str(found.standing)


@pytest.mark.parametrize("times", [1, 2])
def test_what_blocks_still_blocks_after_a_change_that_is_not_material(times: int) -> None:
    names = make_category("Names", personal=True)
    make_rule(names, "allow")
    use_case, people = make_submitted(categories=(names,)), board()
    wanted = NewCondition("Mask the names", use_case.owner, today() + timedelta(days=9), blocking=True)
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER], conditions=[wanted])
    for number in range(times):
        begin_version(use_case.pk, by=requester())
        save_draft(use_case.pk, {"title": f"Answer mail {number}"}, by=requester())
        submit_use_case(use_case.pk, by=requester())
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.CONDITIONAL
    condition = Condition.objects.get()
    assert standing_of(condition) == "open"
    report_condition(condition.pk, by=fresh(requester()), report="Names are masked by the importer now")
    find_condition_met(condition.pk, by=fresh(people[RoleName.SECURITY_REVIEWER]))
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert use_case.in_force is not None
    assert use_case.in_force.number == times + 1


def test_a_material_change_leaves_it_behind() -> None:
    names = make_category("Names", personal=True)
    make_rule(names, "allow")
    use_case, people = make_submitted(categories=(names,)), board()
    wanted = NewCondition("Mask the names", use_case.owner, today() + timedelta(days=9), blocking=True)
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER], conditions=[wanted])
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"purpose": "Something else altogether"}, by=requester())
    submit_use_case(use_case.pk, by=requester())
    assert standing_of(Condition.objects.get()) == "dropped"
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER])
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED


def test_given_up_before_it_was_met() -> None:
    condition = make_condition(make_submitted())
    assert standing_of(condition) == "open"
    begin_version(condition.use_case_id, by=requester())
    assert standing_of(condition) == "dropped"
    with pytest.raises(Refused) as error:
        report_condition(condition.pk, by=fresh(requester()), report="Names are masked by the importer now")
    assert error.value.refusal.code == "approval_gone"


@pytest.mark.parametrize("blocking", [True, False])
def test_carried_over_and_then_taken_back(*, blocking: bool) -> None:
    names = make_category("Names", personal=True)
    make_rule(names, "allow")
    use_case, people = make_submitted(categories=(names,)), board()
    due = today() + timedelta(days=9)
    kinds = [True, blocking]
    wanted = [NewCondition("Mask the names", use_case.owner, due, blocking=each) for each in kinds]
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER], conditions=wanted)
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"title": "Answer all mail"}, by=requester())
    submit_use_case(use_case.pk, by=requester())
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    assert {standing_of(each) for each in Condition.objects.all()} == {"open"}
    withdraw_use_case(use_case.pk, by=requester(), reason="Not needed any more")
    assert {standing_of(each) for each in Condition.objects.all()} == {"dropped"}
