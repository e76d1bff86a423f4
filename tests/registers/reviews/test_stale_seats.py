"""Seats that are none any more: of whoever was named and lost the role, and of the absent who have decided."""

import pytest

from access.actions.people import deactivate_person
from access.actions.roles import assign_role, create_role, withdraw_role
from access.models import Person, RoleAssignment
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews import name_reviewer
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.reviews.telling import deciders_of
from registers.choices import UseCaseState
from registers.models import Decision, ReviewStep
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import steward
from tests.factories.reviews import approve, board, open_step
from tests.factories.routes import make_delegation, make_route, role_party, route_step
from tests.factories.use_cases import make_submitted

pytestmark = pytest.mark.django_db

OFFICER, LEGAL = RoleName.COMPLIANCE_OFFICER, RoleName.LEGAL_REVIEWER


def take_role(person: Person, role: str) -> None:
    assignment = RoleAssignment.objects.get(person=person, role__slug=role)
    withdraw_role(assignment.pk, by=operator(), reason="Moved on")


def test_nobody_decides_for_who_was_named_and_may_not_any_more() -> None:
    use_case = make_submitted()
    named, meanwhile = make_person("Nina Named", LEGAL), make_person("Mia Meanwhile", LEGAL)
    name_reviewer(use_case.pk, named.pk, by=fresh(steward()), reason="The officers are away")
    make_delegation(named, meanwhile)
    assert {str(named.pk), str(meanwhile.pk)} <= deciders_of(open_step(use_case))
    take_role(named, LEGAL)
    assert not {str(named.pk), str(meanwhile.pk)} & deciders_of(open_step(use_case))
    with pytest.raises(Refused) as error:
        approve(use_case, meanwhile)
    assert error.value.refusal.code == "not_your_step"
    assert not Decision.objects.exists()


def test_nor_does_who_stands_in_without_seeing_what_is_asked() -> None:
    use_case, meanwhile = make_submitted(), make_person("Mia Meanwhile", LEGAL)
    make_delegation(fresh(steward()), meanwhile)
    half = create_role(name="Half", description="", permissions=["registers.decide_use_case"], by=operator())
    assign_role(meanwhile.pk, half.pk, by=operator(), reason="For a test")
    take_role(meanwhile, LEGAL)
    with pytest.raises(Refused) as error:
        approve(use_case, meanwhile)
    assert error.value.refusal.code == "not_your_step"
    assert not Decision.objects.exists()


def test_a_step_whose_named_reviewer_has_left_too_goes_on() -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    people, named = board(), make_person("Nina Named", LEGAL)
    name_reviewer(use_case.pk, named.pk, by=fresh(steward()), reason="Most are away")
    for person in (people[RoleName.PRIVACY_REVIEWER], people[RoleName.SECURITY_REVIEWER], named):
        deactivate_person(person.pk, by=operator(), reason="Left")
    assert chase_reviewers() == 1
    assert open_step(use_case).escalated_at is not None


def test_of_two_who_are_away_one_has_decided() -> None:
    make_route("low", route_step("Compliance", role_party(OFFICER), agreement="quorum", quorum=2), by=_two_officers())
    first, second = sorted((make_person(name, OFFICER) for name in ("Ada One", "Bea Two")), key=lambda it: str(it.pk))
    meanwhile, use_case = make_person("Mia Meanwhile", LEGAL), make_submitted()
    approve(use_case, first)
    for absent in (first, second):
        make_delegation(absent, meanwhile)
    assert ReviewStep.objects.to_decide_by(fresh(meanwhile), today()).exists()
    approve(use_case, meanwhile)
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    assert Decision.objects.get(person=meanwhile).on_behalf_of == second


def _two_officers() -> Person:
    """Have enough people for the route, and return who enters it."""
    make_person("Otto Officer", OFFICER)
    make_person("Olga Officer", OFFICER)
    return operator()
