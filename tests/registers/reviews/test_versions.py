"""What becomes of agreement when the request changes: nothing material carries it over, else it is void."""

from datetime import timedelta

import pytest

from common.clock import now, today
from common.permissions import RoleName
from registers.actions.reviews import ask_for_changes
from registers.actions.use_cases import begin_version, save_draft, submit_use_case, withdraw_use_case
from registers.choices import ReviewState, StepOutcome, UseCaseState, VersionState
from registers.models import ReviewStep, UseCase
from tests.factories.reviews import approve, board, hash_of, open_step, review_of
from tests.factories.use_cases import in_force, make_approved, make_submitted, owner_of, proposed
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def amended(use_case: UseCase, **content: object) -> UseCase:
    begin_version(use_case.pk, by=owner_of(use_case))
    save_draft(use_case.pk, content, by=owner_of(use_case))
    return submit_use_case(use_case.pk, by=owner_of(use_case))


def half_way() -> UseCase:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people = board()
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    approve(use_case, people[RoleName.SECURITY_REVIEWER])
    assert open_step(use_case).step.position == 2
    return use_case


def test_an_immaterial_edit_in_review_keeps_what_was_agreed() -> None:
    use_case = half_way()
    first = review_of(use_case)
    amended(use_case, title="Answer the mail of customers")
    assert "no longer counts" not in TrailEntry.objects.about(use_case)[0].sentence
    first.refresh_from_db()
    assert first.state == ReviewState.SET_ASIDE
    second = review_of(use_case)
    assert second.carried_from == first
    assert [each.outcome for each in second.steps.all()] == [StepOutcome.CARRIED, ""]
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER])
    approve(use_case, board()["executive"])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED


def test_a_material_edit_in_review_voids_it() -> None:
    use_case = half_way()
    amended(use_case, purpose="Write to customers without being asked")
    second = review_of(use_case)
    assert second.carried_from is None
    assert open_step(use_case).step.position == 1
    told = TrailEntry.objects.about(use_case)[0].sentence
    assert told.endswith("; what was agreed to on version 1 no longer counts"), told


def test_changes_asked_begin_at_the_step_that_asked() -> None:
    use_case = half_way()
    officer = board()[RoleName.COMPLIANCE_OFFICER]
    ask_for_changes(
        use_case.pk, by=officer, content_hash=hash_of(use_case), changes={"title": "Say whose mail"}, reason="Unclear"
    )
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.CHANGES_ASKED
    assert proposed(use_case).state == VersionState.CHANGES_ASKED
    amended(use_case, title="Answer the mail of customers")
    assert open_step(use_case).step.position == 2
    approve(use_case, officer)
    assert open_step(use_case).step.position == 3


def test_withdrawn_it_waits_for_nobody() -> None:
    use_case = half_way()
    withdraw_use_case(use_case.pk, by=owner_of(use_case), reason="Not needed")
    assert review_of(use_case).state == ReviewState.WITHDRAWN
    assert not ReviewStep.objects.waiting().exists()


def test_an_immaterial_edit_of_what_is_approved_takes_effect_at_once() -> None:
    use_case = make_submitted()
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER])
    decided, until = in_force(use_case), UseCase.objects.get().approved_until
    amended(use_case, title="Answer the mail of customers")
    use_case.refresh_from_db()
    assert (use_case.state, use_case.title) == (UseCaseState.APPROVED, "Answer the mail of customers")
    assert use_case.approved_until == until
    assert in_force(use_case).stands_on == decided
    assert in_force(use_case).number == 2


def test_a_material_edit_of_what_is_approved_leaves_it_in_force_meanwhile() -> None:
    use_case = make_submitted()
    officer = board()[RoleName.COMPLIANCE_OFFICER]
    approve(use_case, officer)
    amended(use_case, purpose="Write to customers without being asked")
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert in_force(use_case).number == 1
    approve(use_case, officer)
    assert in_force(use_case).number == 2
    assert use_case.versions.get(number=1).state == VersionState.REPLACED


def test_the_same_again_is_reviewed_to_prolong_it() -> None:
    use_case = make_approved()
    board()
    begin_version(use_case.pk, by=owner_of(use_case))
    submit_use_case(use_case.pk, by=owner_of(use_case))
    assert review_of(use_case).state == ReviewState.OPEN
    assert review_of(use_case).started_at <= now()
    assert today() + timedelta(days=90) == UseCase.objects.get().approved_until
