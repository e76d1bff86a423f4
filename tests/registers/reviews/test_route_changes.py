"""Changing a route: who may, what is refused, and what becomes of requests under way."""

import pytest

from access.actions.roles import create_role, retire_role
from access.permits import PermissionRefused
from common.permissions import RoleName
from common.refusals import Refused
from registers.choices import Agreement, UseCaseState
from registers.models import ApprovalRoute, RouteStep
from registers.rules.routes import Step
from tests.factories.people import make_person, operator
from tests.factories.reviews import approve, board, open_step, review_of
from tests.factories.routes import make_route, person_party, role_party, route_in_use, route_step
from tests.factories.use_cases import make_submitted
from tests.registers.reviews.test_at_once import at_once
from trail.models import TrailEntry

OFFICER, PRIVACY, SECURITY = RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER


@pytest.mark.django_db
def test_it_works() -> None:
    people, before = board(), route_in_use("low")
    named = people[PRIVACY]
    steps = (
        route_step("Compliance", role_party(OFFICER), due_in=2),
        route_step("Privacy", role_party(PRIVACY), person_party(named), escalates_after=3,
                   escalation=(role_party(SECURITY),)),
    )  # fmt: skip
    route = make_route("low", *steps, months=6, reason="Privacy looks at everything")
    before.refresh_from_db()
    assert before.until is not None
    assert (route.number, route.months, route.note, route.until) == (
        before.number + 1, 6, "Privacy looks at everything", None,
    )  # fmt: skip
    assert [each.name for each in route.steps.all()] == ["Compliance", "Privacy"]
    assert sorted(str(each) for each in route.steps.get(position=2).parties.filter(escalation=False)) == [
        "Paula Privacy",
        "Privacy reviewer",
    ]
    assert route.steps.get(position=2).parties.filter(escalation=True, role__slug=SECURITY).count() == 1
    for row in (route, before):
        entry = TrailEntry.objects.about(row).first()
        assert entry is not None
        assert (entry.verb, entry.reason) == ("registers.route.entered", "Privacy looks at everything")


@pytest.mark.django_db
def test_requests_under_way_stay_on_theirs() -> None:
    people = board()
    under_way = make_submitted("Under way")
    make_route("low", route_step("Privacy", role_party(PRIVACY)))
    assert review_of(under_way).route.number == 1
    approve(under_way, people[OFFICER])
    under_way.refresh_from_db()
    assert under_way.state == UseCaseState.APPROVED
    new = make_submitted("New")
    assert review_of(new).route == route_in_use("low")
    assert open_step(new).step.name == "Privacy"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [RoleName.ENGINEER, OFFICER, RoleName.AUDITOR, PRIVACY])
def test_only_an_administrator(role: RoleName) -> None:
    board()
    with pytest.raises(PermissionRefused):
        make_route("low", route_step("Compliance", role_party(OFFICER)), by=make_person("Emma Else", role))
    assert route_in_use("low").number == 1


def refused(code: str, *steps: Step, position: int | None = None, text: str = "") -> None:
    before, told = route_in_use("low"), TrailEntry.objects.count()
    with pytest.raises(Refused) as error:
        make_route("low", *steps)
    assert error.value.refusal.code == code
    assert error.value.refusal.details.get("position") == position
    assert text in error.value.refusal.text
    assert route_in_use("low") == before
    assert TrailEntry.objects.count() == told


@pytest.mark.django_db
def test_nobody_is_there_to_decide() -> None:
    board()
    operator()
    legal = role_party(RoleName.LEGAL_REVIEWER)
    steps = route_step("Compliance", role_party(OFFICER)), route_step("Law", legal)
    refused("no_eligible_person", *steps, position=2, text="“Law”")


@pytest.mark.django_db
def test_too_few_people_because_nobody_decides_twice() -> None:
    people = board()
    operator()
    alone = person_party(people[PRIVACY])
    steps = route_step("First", alone), route_step("Second", role_party(PRIVACY), alone)
    refused("no_eligible_person", *steps, position=2, text="nobody decides twice")


@pytest.mark.django_db
def test_a_quorum_of_more_than_there_are() -> None:
    board()
    operator()
    step = route_step("Both", role_party(PRIVACY), role_party(SECURITY), agreement=Agreement.QUORUM, quorum=3)
    refused("no_eligible_person", step, position=1)
    assert make_route("low", Step(step.name, step.parties, Agreement.QUORUM, 2)).number == 2


@pytest.mark.django_db
def test_somebody_who_may_not_decide_is_nobody() -> None:
    engineer = make_person("Emma Engineer", RoleName.ENGINEER)
    operator()
    refused("no_eligible_person", route_step("Emma", person_party(engineer)), position=1)


@pytest.mark.django_db
def test_a_retired_role_is_nobody() -> None:
    may = ["registers.decide_use_case", "registers.view_all_use_cases"]
    role = create_role(name="Works council", description="", permissions=may, by=operator())
    make_person("Willa Works-Council", role.slug)
    step = route_step("Works council", role_party(role.slug))
    assert make_route("low", step).number == 2
    retire_role(role.pk, by=operator(), reason="Dissolved")
    refused("no_eligible_person", step, position=1)


@pytest.mark.django_db
def test_another_version_is_in_use_meanwhile() -> None:
    board()
    step = route_step("Compliance", role_party(OFFICER))
    make_route("low", step, replaces=1)
    with pytest.raises(Refused) as error:
        make_route("low", step, replaces=1)
    assert error.value.refusal.code == "route_changed_meanwhile"
    assert "Version 2" in error.value.refusal.text
    assert make_route("low", step, replaces=2).number == 3


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once() -> None:
    board()
    by, step = operator(), route_step("Compliance", role_party(OFFICER))
    outcomes = at_once(*[lambda: make_route("low", step, by=by, replaces=1)] * 2)
    assert sorted(outcomes) == ["done", "route_changed_meanwhile"]
    # Without saying what one has read, the later one stands.
    assert at_once(*[lambda: make_route("low", step, by=by)] * 2) == ["done", "done"]
    assert ApprovalRoute.objects.in_use().get(route_for="low").number == 4
    assert RouteStep.objects.filter(route__route_for="low").count() == 4
