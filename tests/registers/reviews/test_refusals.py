"""Who may not decide, and on what nobody does."""

import pytest
from django.db import IntegrityError, transaction

from access.actions.roles import withdraw_role
from access.models import Person, RoleAssignment
from access.permits import PermissionRefused
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.categories import edit_category
from registers.actions.reviews import approve_use_case, ask_for_changes, reject_use_case
from registers.actions.use_cases import begin_version, save_draft, share, submit_use_case
from registers.models import Decision, UseCase
from registers.reading.together import refusals_of
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import make_rule
from tests.factories.reviews import approve, board, hash_of, open_step
from tests.factories.use_cases import answered, make_draft, make_submitted, owner_of, proposed
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def refused(use_case: UseCase, by: Person, code: str) -> None:
    before = TrailEntry.objects.count()
    with pytest.raises(Refused) as error:
        approve(use_case, by)
    assert error.value.refusal.code == code
    assert TrailEntry.objects.count() == before


@pytest.mark.parametrize(
    "role", [RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER, RoleName.COMPLIANCE_OFFICER, "executive"]
)
def test_nobody_decides_on_their_own_request(role: str) -> None:
    make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    asker = make_person("Renate Requester", RoleName.ENGINEER, role)
    use_case = make_submitted(owner=asker)
    for decide in (
        lambda: approve(use_case, asker),
        lambda: reject_use_case(use_case.pk, by=fresh(asker), content_hash=hash_of(use_case), reason="Because I can"),
        lambda: ask_for_changes(use_case.pk, by=fresh(asker), content_hash=hash_of(use_case), changes={"": "More"}),
    ):
        with pytest.raises(PermissionRefused):
            decide()
    assert not Decision.objects.exists()


def test_nor_does_somebody_who_works_on_it() -> None:
    use_case = make_submitted()
    officer = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    share(use_case.pk, officer.pk, "contributor", by=owner_of(use_case))
    with pytest.raises(PermissionRefused):
        approve(use_case, officer)


def test_nor_past_the_actions() -> None:
    use_case = make_submitted()
    step = open_step(use_case)
    with pytest.raises(IntegrityError, match="their own request"), transaction.atomic():
        Decision.objects.create(
            review=step.review,
            step=step,
            person=owner_of(use_case),
            answer="approve",
            content_hash=hash_of(use_case),
            rules_hash="0" * 64,
        )


def test_a_decision_past_the_actions_is_on_what_is_in_review() -> None:
    use_case = make_submitted()
    step = open_step(use_case)
    with pytest.raises(IntegrityError, match="content hash"), transaction.atomic():
        Decision.objects.create(
            review=step.review,
            step=step,
            person=board()[RoleName.COMPLIANCE_OFFICER],
            answer="approve",
            content_hash="1" * 64,
            rules_hash="0" * 64,
        )


def test_a_decision_is_never_changed() -> None:
    use_case = make_submitted()
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER])
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Decision.objects.update(answer="reject")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Decision.objects.all().delete()


def test_without_the_permission() -> None:
    use_case = make_submitted()
    with pytest.raises(PermissionRefused):
        approve(use_case, make_person("Emma Engineer", RoleName.ENGINEER))


def test_at_a_step_of_others() -> None:
    use_case = make_submitted()
    refused(use_case, board()[RoleName.PRIVACY_REVIEWER], "not_your_step")


def test_after_the_role_was_taken_away() -> None:
    use_case = make_submitted()
    officer = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER)
    seen = hash_of(use_case)
    assignment = RoleAssignment.objects.get(person=officer, role__slug=RoleName.COMPLIANCE_OFFICER)
    withdraw_role(assignment.pk, by=operator(), reason="Moved on")
    with pytest.raises(Refused) as error:
        approve_use_case(use_case.pk, by=fresh(officer), content_hash=seen)
    assert error.value.refusal.code == "not_your_step"


def test_on_what_has_changed_since() -> None:
    use_case = make_submitted()
    seen, officer = hash_of(use_case), board()[RoleName.COMPLIANCE_OFFICER]
    begin_version(use_case.pk, by=owner_of(use_case))
    save_draft(use_case.pk, {"purpose": "Something else altogether"}, by=owner_of(use_case))
    submit_use_case(use_case.pk, by=owner_of(use_case))
    with pytest.raises(Refused) as error:
        approve_use_case(use_case.pk, by=officer, content_hash=seen)
    assert error.value.refusal.code == "content_changed"


def test_while_it_is_a_draft() -> None:
    use_case = make_draft(**answered())
    with pytest.raises(Refused) as error:
        approve_use_case(use_case.pk, by=board()[RoleName.COMPLIANCE_OFFICER], content_hash="")
    assert error.value.refusal.code == "review_closed"


def test_nobody_decides_twice() -> None:
    both = make_person("Berta Both", RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER)
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    approve(use_case, both)
    refused(use_case, both, "decided_already")


def test_without_anybody_to_decide() -> None:
    draft = make_draft(**answered(autonomy="acts-alone", ai_act_answers=["employment"]))
    with pytest.raises(Refused) as error:
        submit_use_case(draft.pk, by=owner_of(draft))
    assert error.value.refusal.code == "no_eligible_person"
    assert "Privacy and security" in str(error.value)


def test_a_rule_that_denies_meanwhile() -> None:
    use_case = make_submitted()
    people = board()
    category = proposed(use_case).version_categories.get().category
    make_rule(category, "deny")
    refused(use_case, people[RoleName.COMPLIANCE_OFFICER], "blocked_meanwhile")


@pytest.mark.parametrize("personal", [True, False])
def test_a_risk_that_is_higher_by_now(*, personal: bool) -> None:
    use_case, people = make_submitted(), board()
    category = proposed(use_case).version_categories.get().category
    officer = fresh(people[RoleName.COMPLIANCE_OFFICER])
    edit_category(category.pk, by=officer, reason="Names are in it", personal=personal)
    if not personal:
        approve(use_case, people[RoleName.COMPLIANCE_OFFICER])
        return
    review = open_step(use_case).review
    refused(use_case, people[RoleName.COMPLIANCE_OFFICER], "tier_raised")
    left_out = refusals_of([review.pk], fresh(people[RoleName.COMPLIANCE_OFFICER]))[review]
    assert left_out is not None
    assert left_out.code == "blocked_meanwhile"
    seen = hash_of(use_case)
    ask_for_changes(use_case.pk, by=officer, content_hash=seen, changes={"": "Again"})
    begin_version(use_case.pk, by=owner_of(use_case))
    submit_use_case(use_case.pk, by=owner_of(use_case))
    assert open_step(use_case).review.route.route_for == "medium"
