"""What approval asks of people, on "my work" and the start page: no more and no less than is theirs."""

from datetime import timedelta
from typing import Any

import pytest

from access.actions.people import deactivate_person
from access.actions.roles import assign_role, withdraw_role
from access.models import Person
from access.work import counts_for, groups_for
from common.clock import held_at, now, today
from common.permissions import RoleName
from registers.actions.comments import resolve_comment, write_comment
from registers.actions.reviews import find_condition_met, report_condition, send_condition_back
from registers.actions.reviews.deciding import NewCondition
from registers.actions.use_cases import place_use_case, retire_use_case
from registers.models import Condition, UseCase
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.registers import steward
from tests.factories.reviews import approve, board, open_step
from tests.factories.use_cases import make_approved, make_submitted, requester

pytestmark = pytest.mark.django_db

HIGH: dict[str, Any] = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}


def work_of(person: Person, kind: str) -> list[str]:
    """Return what waits for somebody of one kind; its count says the same."""
    groups = {group.kind.name: group for group in groups_for(fresh(person))}
    found = [str(item.title) for item in groups[kind].items] if kind in groups else []
    assert counts_for(fresh(person)).get(kind, 0) == len(found)
    return found


def with_condition(owner: Person, days: int = 10, *, blocking: bool = False) -> tuple[UseCase, Condition, Person]:
    officer = fresh(steward())
    use_case = make_submitted("Answer mail")
    wanted = NewCondition("Train the agents first", owner, today() + timedelta(days=days), blocking=blocking)
    approve(use_case, officer, conditions=[wanted])
    return use_case, Condition.objects.get(), officer


def test_it_works() -> None:
    officer = fresh(steward())
    use_case = make_submitted("Answer mail")
    assert work_of(officer, "reviews-to-decide") == [str(use_case)]
    (group,) = [each for each in groups_for(officer) if each.kind.name == "reviews-to-decide"]
    (item,) = group.items
    assert item.url == f"/registers/use-cases/{use_case.pk}/review/"
    assert item.hint == "Step “Compliance”, risk: Low"
    assert item.due == open_step(use_case).due_at.date()
    assert not item.is_late
    client = client_of(officer)
    for address in ("/", "/my-work/"):
        assert str(use_case) in client.get(address).content.decode()
    approve(use_case, officer)
    assert work_of(officer, "reviews-to-decide") == []


def test_only_who_has_a_seat_is_asked(auditor: Person, administrator: Person) -> None:
    people = board()
    use_case = make_submitted("Rank applicants", **HIGH)
    privacy, security = people[RoleName.PRIVACY_REVIEWER], people[RoleName.SECURITY_REVIEWER]
    assert work_of(privacy, "reviews-to-decide") == [str(use_case)]
    for person in (people[RoleName.COMPLIANCE_OFFICER], people["executive"], requester(), auditor, administrator):
        assert work_of(person, "reviews-to-decide") == []
    approve(use_case, privacy)
    assert work_of(privacy, "reviews-to-decide") == []
    assert work_of(security, "reviews-to-decide") == [str(use_case)]


def test_what_is_late_says_so() -> None:
    officer = fresh(steward())
    step = open_step(make_submitted("Answer mail"))
    with held_at(step.due_at + timedelta(minutes=1)):
        (group,) = [each for each in groups_for(fresh(officer)) if each.kind.name == "reviews-to-decide"]
        assert group.items[0].is_late


def test_who_decides_for_one_department_by_now_checks_none_of_the_others(engineer: Person) -> None:
    use_case, condition, officer = with_condition(engineer)
    report_condition(condition.pk, by=fresh(engineer), report="All were there")
    (held,) = officer.assignments.standing()
    keeper = make_person("Olga Officer", RoleName.COMPLIANCE_OFFICER)
    withdraw_role(held.pk, by=operator(), reason="Moved to sales")
    sales = make_department("Sales")
    assign_role(officer.pk, held.role_id, by=operator(), reason="Moved to sales", department_id=sales.pk)
    assert work_of(officer, "conditions-to-check") == []
    place_use_case(use_case.pk, sales.pk, by=fresh(keeper))
    assert work_of(officer, "conditions-to-check") == ["Train the agents first"]


def test_a_condition_is_work_of_its_owner_until_it_is_reported_then_of_who_set_it(engineer: Person) -> None:
    use_case, condition, officer = with_condition(engineer)
    other = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    assert work_of(engineer, "own-conditions") == ["Train the agents first"]
    assert work_of(officer, "conditions-to-check") == []
    report_condition(condition.pk, by=fresh(engineer), report="All of them were trained")
    assert work_of(engineer, "own-conditions") == []
    assert work_of(officer, "conditions-to-check") == ["Train the agents first"]
    assert work_of(other, "conditions-to-check") == []
    send_condition_back(condition.pk, by=fresh(officer), reason="Two are missing")
    assert work_of(engineer, "own-conditions") == ["Train the agents first"]
    report_condition(condition.pk, by=fresh(engineer), report="The two as well")
    find_condition_met(condition.pk, by=fresh(officer))
    assert work_of(officer, "conditions-to-check") == []
    assert use_case.pk == condition.use_case_id


def test_who_left_is_stood_in_for_when_conditions_are_checked(engineer: Person) -> None:
    _use_case, condition, officer = with_condition(engineer)
    other = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER)
    report_condition(condition.pk, by=fresh(engineer), report="All of them were trained")
    deactivate_person(officer.pk, by=operator(), reason="Left")
    assert work_of(other, "conditions-to-check") == ["Train the agents first"]
    assert work_of(requester(), "conditions-to-check") == []


@pytest.mark.parametrize(("days", "blocking", "is_work"), [(30, False, True), (31, False, False), (60, True, True)])
def test_conditions_that_are_far_off_wait(engineer: Person, *, days: int, blocking: bool, is_work: bool) -> None:
    with_condition(engineer, days, blocking=blocking)
    assert bool(work_of(engineer, "own-conditions")) is is_work


def test_conditions_of_what_is_retired_are_nobodys(engineer: Person) -> None:
    use_case, _condition, officer = with_condition(engineer)
    retire_use_case(use_case.pk, by=officer, reason="The project ended")
    assert work_of(engineer, "own-conditions") == []


def test_approvals_that_end_are_work_of_their_owner() -> None:
    use_case = make_approved("Answer mail")
    assert work_of(requester(), "own-approvals-ending") == []
    with held_at(now() + timedelta(days=60)):
        assert work_of(requester(), "own-approvals-ending") == [str(use_case)]
        assert work_of(steward(), "own-approvals-ending") == []
    with held_at(now() + timedelta(days=91)):
        (group,) = [each for each in groups_for(fresh(requester())) if each.kind.name == "own-approvals-ending"]
        assert group.items[0].is_late
        assert "is over" in str(group.items[0].hint)


def test_comments_that_call_somebody_wait_until_they_are_resolved() -> None:
    officer = fresh(steward())
    use_case = make_submitted("Answer mail")
    asker = fresh(requester())
    comment = write_comment(use_case.pk, by=asker, text=f"@{officer.email} is this enough?")
    title = f"{asker} on {use_case}"
    assert work_of(officer, "comments-to-answer") == [title]
    assert work_of(asker, "comments-to-answer") == []
    write_comment(use_case.pk, by=officer, text=f"@{asker.email} it is", answers_id=comment.pk)
    assert work_of(asker, "comments-to-answer") == [f"{officer} on {use_case}"]
    resolve_comment(comment.pk, by=fresh(asker))
    assert work_of(officer, "comments-to-answer") == []
    assert work_of(asker, "comments-to-answer") == []


def test_what_waits_in_ones_department_is_for_those_who_follow_it() -> None:
    owner = make_person("Rudi Research", RoleName.ENGINEER, department="Research")
    colleague = make_person("Cara Colleague", RoleName.ENGINEER, department="Research")
    lead = make_person("Olga Officer", RoleName.COMPLIANCE_OFFICER, department="Research")
    data_owner = make_person("Dora Data", RoleName.DATA_OWNER, department="Research")
    elsewhere = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER, department="Sales")
    use_case = make_submitted("Rank applicants", fresh(owner), **HIGH)
    kind = "requests-of-department"
    assert work_of(lead, kind) == [str(use_case)]
    # A first request is not theirs to see, so it is not theirs to follow.
    for person in (owner, colleague, data_owner, elsewhere):
        assert work_of(person, kind) == []
    low = make_submitted("Answer mail", fresh(owner))
    assert work_of(lead, kind) == [str(use_case)]
    assert work_of(lead, "reviews-to-decide") == [str(low)]
