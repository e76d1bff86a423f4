"""Whoever decided on what is in review comes to no part in it; an approval that ended comes into force no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from access.actions.roles import assign_role
from access.models import Person, Role
from common.clock import held_at, now, today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews import find_condition_met, report_condition
from registers.actions.reviews.deciding import NewCondition
from registers.actions.use_cases import answer_join, ask_to_join, hand_over, share
from registers.choices import UseCaseState
from registers.models import Condition, UseCase
from tests.factories.people import fresh, operator
from tests.factories.reviews import approve, board
from tests.factories.use_cases import make_submitted, owner_of, requester

pytestmark = pytest.mark.django_db


def agreed_to() -> tuple[UseCase, Person]:
    """Return a request half way, and the officer who agreed, who may ask for use cases too."""
    use_case = make_submitted(autonomy="acts-with-veto")
    officer = board()[RoleName.COMPLIANCE_OFFICER]
    assign_role(officer.pk, Role.objects.get(slug="engineer").pk, by=operator(), reason="Builds, too")
    return approve(use_case, officer), fresh(officer)


def handed_over(use_case: UseCase, person: Person) -> Any:
    return hand_over(use_case.pk, person.pk, by=requester(), reason="Theirs now")


def shared(use_case: UseCase, person: Person) -> Any:
    return share(use_case.pk, person.pk, "contributor", by=requester())


def joined(use_case: UseCase, person: Person) -> Any:
    asked = ask_to_join(use_case.pk, message="Let me help", by=person)
    return answer_join(asked.pk, accepted=True, by=requester())


@pytest.mark.parametrize("comes_to_it", [handed_over, shared, joined])
def test_who_decided_comes_to_no_part_in_it(comes_to_it: Callable[[UseCase, Person], Any]) -> None:
    use_case, officer = agreed_to()
    with pytest.raises(Refused) as refused:
        comes_to_it(use_case, officer)
    assert refused.value.refusal.code == "has_decided"
    found = UseCase.objects.get(pk=use_case.pk)
    assert found.relations_of(officer) & {"owner", "contributor"} == set()
    share(use_case.pk, officer.pk, "watcher", by=requester())


def test_once_it_is_decided_they_may() -> None:
    use_case, officer = agreed_to()
    approve(use_case, board()[RoleName.PRIVACY_REVIEWER])
    assert handed_over(use_case, officer).owner == officer


def test_what_waited_past_its_last_day_comes_into_force_no_more() -> None:
    use_case = make_submitted()
    wanted = [NewCondition("Mask names", owner_of(use_case), today() + timedelta(days=5), blocking=True)]
    until = today() + timedelta(days=20)
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=wanted, until=until)
    condition = Condition.objects.get()
    report_condition(condition.pk, by=owner_of(use_case), report="Names are masked by the importer now")
    with held_at(now() + timedelta(days=21)), pytest.raises(Refused) as refused:
        find_condition_met(condition.pk, by=board()[RoleName.PRIVACY_REVIEWER])
    assert refused.value.refusal.code == "approval_over"
    assert UseCase.objects.get().state == UseCaseState.CONDITIONAL
