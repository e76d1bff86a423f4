"""Where agreement stops being carried on: from whoever owns it by now, and after so many versions."""

from datetime import timedelta

import pytest

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.reviews.deciding import NewCondition
from registers.actions.use_cases import begin_version, hand_over, save_draft, submit_use_case
from registers.choices import UseCaseState
from registers.models import Condition, UseCase
from registers.reading.together import refusals_of
from registers.rules.bulk_approval import CONDITIONAL
from registers.rules.decisions import MOST_CARRIED
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_category, make_rule
from tests.factories.reviews import approve, board, open_step, review_of
from tests.factories.routes import make_route, role_party, route_step
from tests.factories.use_cases import make_submitted, requester

pytestmark = pytest.mark.django_db

OFFICER, PRIVACY = RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER


def of_two_steps() -> UseCase:
    names = make_category("Names", personal=True)
    make_rule(names, "allow")
    return make_submitted(categories=(names,))


def renamed(use_case: UseCase, title: str, by: Person) -> None:
    begin_version(use_case.pk, by=fresh(by))
    save_draft(use_case.pk, {"title": title}, by=fresh(by))
    submit_use_case(use_case.pk, by=fresh(by))


def test_who_owns_it_by_now_has_not_agreed() -> None:
    use_case, people = of_two_steps(), board()
    both = make_person("Boris Both", OFFICER, RoleName.ENGINEER)
    approve(use_case, both)
    begin_version(use_case.pk, by=requester())
    hand_over(use_case.pk, both.pk, by=requester(), reason="He sees to it from now on")
    save_draft(use_case.pk, {"title": "Answer all mail"}, by=fresh(both))
    submit_use_case(use_case.pk, by=fresh(both))
    assert review_of(use_case).carried_from is None
    assert open_step(use_case).step.position == 1
    approve(use_case, people[OFFICER])
    assert open_step(use_case).step.position == 2


@pytest.mark.parametrize("times", [MOST_CARRIED, MOST_CARRIED + 1])
def test_a_condition_that_blocks_is_never_outrun(times: int) -> None:
    use_case, people = of_two_steps(), board()
    wanted = NewCondition("Mask the names", use_case.owner, today() + timedelta(days=9), blocking=True)
    approve(use_case, people[OFFICER], conditions=[wanted])
    for number in range(times):
        renamed(use_case, f"Answer mail {number}", requester())
    if times > MOST_CARRIED:
        # Everybody is asked anew, and so is the condition.
        assert open_step(use_case).step.position == 1
        approve(use_case, people[OFFICER], conditions=[wanted])
    approve(use_case, people[PRIVACY])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.CONDITIONAL


def test_what_was_carried_twice_with_conditions_is_not_approved_with_others() -> None:
    people = board()
    make_route(
        "low", route_step("First", role_party(OFFICER)), route_step("Then", role_party(PRIVACY)), reason="For a test"
    )
    use_case = make_submitted()
    approve(use_case, people[OFFICER], conditions=[NewCondition("Tell them", use_case.owner, today())])
    for title in ("Answer mail", "Answer all mail"):
        renamed(use_case, title, requester())
    review = review_of(use_case)
    assert refusals_of([review.pk], fresh(people[PRIVACY])) == {review: CONDITIONAL}
    assert Condition.objects.of_version(review.version_id).exists()
