"""Conditions of an approval, from being set to being met."""

from datetime import timedelta

import pytest

from access.permits import PermissionRefused
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews import find_condition_met, report_condition, send_condition_back
from registers.actions.reviews.deciding import NewCondition
from registers.choices import UseCaseState, VersionState
from registers.models import Condition, UseCase
from tests.factories.people import make_person
from tests.factories.reviews import approve, board
from tests.factories.use_cases import make_submitted, owner_of, proposed

pytestmark = pytest.mark.django_db


def conditional(*, blocking: bool = True) -> UseCase:
    use_case = make_submitted()
    condition = NewCondition("Mask the names", use_case.owner, today() + timedelta(days=10), blocking)
    return approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=[condition])


def test_it_works() -> None:
    use_case = conditional()
    use_case.refresh_from_db()
    assert (use_case.state, use_case.in_force) == (UseCaseState.CONDITIONAL, None)
    assert proposed(use_case).state == VersionState.CONDITIONAL
    condition = Condition.objects.get()
    report_condition(condition.pk, by=owner_of(use_case), report="Names are masked by the importer now")
    find_condition_met(condition.pk, by=board()[RoleName.PRIVACY_REVIEWER])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert use_case.approved_until == use_case.versions.get().review.approved_until


def test_one_that_does_not_block_leaves_it_in_force() -> None:
    use_case = conditional(blocking=False)
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert Condition.objects.unmet().count() == 1


def test_whoever_sees_to_one_is_told_with_the_approval() -> None:
    use_case, mehmet = make_submitted(), make_person("Mehmet Minder")
    condition = NewCondition("Mask the names", mehmet, today() + timedelta(days=10))
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=[condition])
    message = mehmet.notifications.get()
    assert message.kind == "condition"
    assert str(UseCase.objects.get()) in message.title
    assert message.text == "Mask the names"


def test_sent_back_it_is_open_again() -> None:
    use_case = conditional()
    condition = Condition.objects.get()
    report_condition(condition.pk, by=owner_of(use_case), report="Names are masked by the importer now")
    send_condition_back(condition.pk, by=board()[RoleName.COMPLIANCE_OFFICER], reason="Only first names are")
    condition.refresh_from_db()
    assert (condition.reported_at, condition.met_at) == (None, None)
    with pytest.raises(Refused) as error:
        find_condition_met(condition.pk, by=board()[RoleName.COMPLIANCE_OFFICER])
    assert error.value.refusal.code == "not_reported"


def test_whoever_did_it_does_not_find_it_met() -> None:
    use_case = conditional()
    condition = Condition.objects.get()
    officer = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    report_condition(condition.pk, by=officer, report="Names are masked by the importer now")
    with pytest.raises(Refused) as error:
        find_condition_met(condition.pk, by=officer)
    assert error.value.refusal.code == "own_report"
    with pytest.raises(PermissionRefused):
        find_condition_met(condition.pk, by=owner_of(use_case))


@pytest.mark.parametrize(
    ("text", "days", "code"),
    [("", 5, "condition_empty"), ("Mask", -1, "condition_due_in_past"), ("Mask", 9999, "condition_due_too_late")],
)
def test_what_no_condition_can_be(text: str, days: int, code: str) -> None:
    use_case = make_submitted()
    condition = NewCondition(text, use_case.owner, today() + timedelta(days=days), blocking=True)
    with pytest.raises(Refused) as error:
        approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=[condition])
    assert error.value.refusal.code == code
