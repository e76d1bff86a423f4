"""What happens by the clock: approvals end, owners are reminded, late answers go on to others."""

from datetime import datetime, timedelta

import pytest

from access.actions.people import deactivate_person
from access.models import Notification
from common.clock import held_at, now, today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.reviews.telling import deciders_of
from registers.actions.use_cases import (
    begin_version,
    resume_use_case,
    save_draft,
    submit_use_case,
    suspend_use_case,
)
from registers.actions.use_cases.lapsing import lapse_use_cases, remind_of_ends
from registers.choices import UseCaseState
from registers.models import UseCase
from registers.presenting.use_case_standing import banner_of
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import steward
from tests.factories.reviews import approve, board, open_step
from tests.factories.use_cases import make_approved, make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def days_on(days: int) -> datetime:
    return now() + timedelta(days=days)


def told(use_case: UseCase) -> list[str]:
    return list(Notification.objects.filter(person=use_case.owner).order_by("id").values_list("title", flat=True))


def test_an_approval_lapses_the_day_after_its_last() -> None:
    use_case = make_approved()
    with held_at(days_on(90)):
        assert UseCase.objects.in_force_on(today()).exists()
        assert lapse_use_cases() == 0
    with held_at(days_on(91)):
        # The rules know before anything has run.
        assert not UseCase.objects.in_force_on(today()).exists()
        assert lapse_use_cases() == 1
        assert lapse_use_cases() == 0
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.LAPSED
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert (entry.verb, entry.actor_id) == ("registers.use_case.lapsed", None)
    assert any("is over" in each for each in told(use_case))


def test_a_suspended_one_lapses_too_and_is_not_resumed() -> None:
    use_case = make_approved()
    officer = fresh(steward())
    suspend_use_case(use_case.pk, by=officer, reason="A finding")
    with held_at(days_on(91)):
        with pytest.raises(Refused) as error:
            resume_use_case(use_case.pk, by=officer, reason="All is well")
        assert error.value.refusal.code == "approval_over"
        assert lapse_use_cases() == 1


def test_what_was_suspended_as_it_lapsed_is_so_still_once_approved_anew() -> None:
    use_case, officer = make_approved(), fresh(steward())
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"purpose": "Suggest answers to all mail"}, by=requester())
    submit_use_case(use_case.pk, by=requester())
    suspend_use_case(use_case.pk, by=officer, reason="A finding")
    with held_at(days_on(91)):
        assert lapse_use_cases() == 1
        banner = banner_of(UseCase.objects.get())
        assert banner is not None
        assert (banner.why, "resumed" in str(banner)) == ("A finding", True)
        approve(use_case, officer)
        use_case.refresh_from_db()
        assert (use_case.state, use_case.suspension_reason) == (UseCaseState.SUSPENDED, "A finding")
        assert not UseCase.objects.in_force_on(today()).exists()
        resume_use_case(use_case.pk, by=officer, reason="All is well")
        assert UseCase.objects.in_force_on(today()).exists()


def test_owners_are_reminded_at_30_7_and_1_days_once_each() -> None:
    use_case = make_approved()
    for days, expected in ((59, 0), (60, 1), (61, 0), (83, 1), (84, 0), (89, 1), (90, 0)):
        with held_at(days_on(days)):
            assert remind_of_ends() == expected, days
            assert remind_of_ends() == 0, days
    assert len([each for each in told(use_case) if "ends on" in each]) == 3


def test_a_late_answer_is_reminded_of_once() -> None:
    use_case = make_submitted()
    step = open_step(use_case)
    with held_at(step.due_at + timedelta(minutes=1)):
        assert chase_reviewers() == 1
        assert chase_reviewers() == 0
    waiting = Notification.objects.filter(kind="to-decide", person=steward())
    assert waiting.count() == 2


def test_a_late_answer_goes_on_to_others() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people = board()
    step = open_step(use_case)
    officer = people[RoleName.COMPLIANCE_OFFICER]
    assert str(officer.pk) not in deciders_of(step)
    assert step.escalates_at is not None
    with held_at(step.escalates_at + timedelta(minutes=1)):
        assert chase_reviewers() == 1
        step.refresh_from_db()
        assert step.escalated_at is not None
        assert str(officer.pk) in deciders_of(step)
        approve(use_case, officer)
        approve(use_case, people[RoleName.SECURITY_REVIEWER])
    assert open_step(use_case).step.position == 2
    assert TrailEntry.objects.about(use_case).filter(verb="registers.use_case.escalated").exists()


def test_a_step_whose_people_have_all_left_goes_on_at_once() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people = board()
    for role in (RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER):
        deactivate_person(people[role].pk, by=operator(), reason="Left")
    assert deciders_of(open_step(use_case)) == frozenset()
    assert chase_reviewers() == 1
    assert str(people[RoleName.COMPLIANCE_OFFICER].pk) in deciders_of(open_step(use_case))
    # Two places are to be filled, and nobody decides twice.
    approve(use_case, people[RoleName.COMPLIANCE_OFFICER])
    assert open_step(use_case).step.position == 1
    approve(use_case, make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER))
    assert open_step(use_case).step.position == 2
