"""Agreement that is carried over more than once still counts as that of who gave it."""

import pytest

from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.use_cases import begin_version, save_draft, submit_use_case
from registers.choices import StepOutcome
from registers.reading.decisions import counting
from tests.factories.people import make_person
from tests.factories.reviews import approve, board, open_step, review_of
from tests.factories.use_cases import make_submitted, requester


@pytest.mark.django_db
def test_nobody_decides_twice_on_what_was_carried_twice() -> None:
    both = make_person("Berta Both", RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER)
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    approve(use_case, both)
    approve(use_case, board()[RoleName.SECURITY_REVIEWER])
    for title in ("Answer the mail of customers", "Answer all mail of customers"):
        begin_version(use_case.pk, by=requester())
        save_draft(use_case.pk, {"title": title}, by=requester())
        submit_use_case(use_case.pk, by=requester())
    review = review_of(use_case)
    assert [each.outcome for each in review.steps.all()] == [StepOutcome.CARRIED, ""]
    assert open_step(use_case).step.position == 2
    assert {each.person.name for each in counting(review)} == {"Berta Both", "Sven Security"}
    with pytest.raises(Refused) as error:
        approve(use_case, both)
    assert error.value.refusal.code == "decided_already"
