"""Conditions on their pages, on the page of the use case, and over the API."""

from datetime import timedelta
from typing import Any

import pytest

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.reviews import report_condition
from registers.actions.reviews.deciding import NewCondition
from registers.choices import UseCaseState
from registers.models import Condition, UseCase
from tests.factories.clients import api_of, client_of
from tests.factories.people import fresh, make_person
from tests.factories.registers import steward
from tests.factories.reviews import approve, board, make_condition
from tests.factories.use_cases import make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
DONE = "Names are masked by the importer since Monday"


def shown(person: Person, address: str) -> str:
    answer = client_of(person).get(address)
    assert answer.status_code == 200, answer.content.decode()[:1500]
    return " ".join(answer.content.decode().split())


def do(person: Person, condition: Condition, name: str, **said: str) -> Any:
    return client_of(person).post(f"{condition.get_absolute_url()}{name}/", said)


def late(condition: Condition) -> None:
    """Let the day pass on which a condition was due."""
    Condition._base_manager.filter(pk=condition.pk).update(due_on=today() - timedelta(days=2))


def reviewer() -> Person:
    return make_person("Petra Privacy", RoleName.PRIVACY_REVIEWER)


def test_it_works_and_only_the_last_that_blocks_brings_it_into_force() -> None:
    use_case = make_submitted()
    wanted = [
        NewCondition(text, use_case.owner, today() + timedelta(days=days), blocking)
        for text, days, blocking in (("Mask names", 5, True), ("Train the team", 6, True), ("Look again", 7, False))
    ]
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=wanted)
    page = shown(requester(), use_case.get_absolute_url())
    for words in ("Approved, but not in force yet", "once 2 conditions are found met", "Report as met", "blocks"):
        assert words in page
    judge = reviewer()
    blocking = Condition.objects.filter(blocking=True).order_by("due_on")
    for number, condition in enumerate(blocking, 1):
        assert do(requester(), condition, "report", report=DONE).status_code == 302
        assert "Find met" in shown(judge, use_case.get_absolute_url())
        last = "It is the last" in shown(judge, f"{condition.get_absolute_url()}find-met/")
        assert last is (number == 2)
        assert do(judge, condition, "find-met", reason="Seen").status_code == 302
        use_case.refresh_from_db()
        assert use_case.state == (UseCaseState.APPROVED if number == 2 else UseCaseState.CONDITIONAL)
    assert TrailEntry.objects.filter(verb="registers.condition.met").count() == 1
    assert (
        "met; with it version 1 is in force, until"
        in TrailEntry.objects.get(verb="registers.condition.last_met").sentence
    )
    page = shown(requester(), use_case.get_absolute_url())
    assert "Holds until" in page
    assert "Look again" in page


def test_its_page_tells_from_the_start_who_set_it() -> None:
    condition = make_condition(make_submitted())
    page = shown(requester(), condition.get_absolute_url())
    assert "Nothing has happened yet" not in page
    assert TrailEntry.objects.about(condition).get().actor == condition.decision.person


def test_whoever_did_it_or_owns_it_does_not_find_it_met() -> None:
    officer, other = (make_person(f"{name} Officer", RoleName.COMPLIANCE_OFFICER) for name in ("Otto", "Olga"))
    condition = make_condition(make_submitted(), owner=officer)
    assert do(officer, condition, "report", report=DONE).status_code == 302
    refused = do(officer, condition, "find-met")
    assert (refused.status_code, "somebody else checks it" in refused.content.decode()) == (422, True)
    assert do(requester(), condition, "find-met").status_code == 403
    assert "Find met" not in shown(officer, condition.get_absolute_url())
    own = make_submitted("Of an officer", owner=officer)
    wanted = NewCondition("Mask names", requester(), today() + timedelta(days=5), blocking=True)
    approve(own, other, conditions=[wanted])
    condition = Condition.objects.get(use_case=own)
    report_condition(condition.pk, by=requester(), report=DONE)
    assert client_of(officer).get(f"{condition.get_absolute_url()}find-met/").status_code == 403
    assert do(officer, condition, "find-met").status_code == 403


def test_sent_back_it_is_open_again() -> None:
    condition = make_condition(make_submitted())
    assert do(requester(), condition, "report", report="Done").status_code == 422
    secret = do(requester(), condition, "report", report="Use sk-proj-abcdefghijklmnopqrstuvwxyz0123")
    assert (secret.status_code, "looks like a key" in secret.content.decode()) == (422, True)
    assert do(requester(), condition, "report", report=DONE).status_code == 302
    judge = reviewer()
    assert DONE in shown(judge, f"{condition.get_absolute_url()}send-back/")
    assert do(judge, condition, "send-back", reason="").status_code == 422
    assert do(judge, condition, "send-back", reason="Only first names are").status_code == 302
    page = shown(requester(), condition.get_absolute_url())
    assert "What was reported, and found not enough" in page
    assert "Only first names are" in page
    assert do(judge, condition, "find-met").status_code == 422


def test_whoever_sees_to_it_needs_no_part_in_the_use_case(nobody: Person, engineer: Person) -> None:
    condition = make_condition(make_submitted(), owner=nobody)
    page = shown(nobody, condition.get_absolute_url())
    assert "Report as met" in page
    assert f'href="{condition.use_case.get_absolute_url()}"' not in page
    assert client_of(nobody).get(condition.use_case.get_absolute_url()).status_code == 404
    assert do(nobody, condition, "report", report=DONE).status_code == 302
    # What keeps a version from coming into force is not decided to the end: strangers see nothing of it.
    assert client_of(engineer).get(condition.get_absolute_url()).status_code == 404
    assert do(engineer, condition, "report", report=DONE).status_code == 404


def test_what_was_done_is_for_those_whom_the_use_case_concerns() -> None:
    use_case = make_submitted()
    wanted = [NewCondition("Mask names", use_case.owner, today() + timedelta(days=5))]
    approve(use_case, board()[RoleName.COMPLIANCE_OFFICER], conditions=wanted)
    condition = Condition.objects.get()
    report_condition(condition.pk, by=requester(), report=DONE)
    other = make_person("Otto Other", RoleName.ENGINEER)
    places = (use_case.get_absolute_url(), condition.get_absolute_url(), "/registers/conditions/?column=report")
    for place in places:
        assert "Mask names" in shown(other, place)
        assert DONE not in shown(other, place)
    assert DONE in shown(requester(), condition.get_absolute_url())
    address = f"/api/v1/conditions/{condition.pk}/"
    assert [api_of(each).get(address).json()["report"] for each in (other, requester())] == ["", DONE]


def test_the_list_and_its_filters() -> None:
    one = make_condition(make_submitted("Mail"), blocking=False)
    two = make_condition(make_submitted("Letters"), owner=fresh(steward()))
    late(one)
    officer = fresh(steward())

    def found(query: str = "") -> list[str]:
        page = shown(officer, f"/registers/conditions/{query}")
        return [each.use_case.code for each in (one, two) if each.use_case.code in page]

    assert found() == [one.use_case.code, two.use_case.code]
    assert found("?late=yes") == found("?blocking=no") == found("?q=mail") == [one.use_case.code]
    assert found("?mine=yes") == found("?blocking=yes") == [two.use_case.code]
    assert found("?standing=met") == []
    assert "late since" in shown(officer, "/registers/conditions/?late=yes")
    assert "late" in shown(requester(), one.use_case.get_absolute_url())
    exported = client_of(officer).get("/registers/conditions/?export=csv").content.decode()
    assert "Mask the names" in exported
    assert "Mail" not in shown(make_person("Egon", RoleName.ENGINEER), "/registers/conditions/?blocking=yes")


def test_the_same_over_the_api(auditor: Person) -> None:
    condition = make_condition(make_submitted())
    address, judge = f"/api/v1/conditions/{condition.pk}/", reviewer()
    assert api_of(auditor).get(address).json()["standing"] == "open"
    assert api_of(auditor).post(f"{address}report/", {"report": DONE}).status_code == 403
    assert api_of(requester()).post(f"{address}report/", {"report": DONE}).json()["standing"] == "reported"
    assert api_of(judge).post(f"{address}send-back/", {"reason": "Not all"}).json()["standing"] == "open"
    refused = api_of(judge).post(f"{address}find-met/", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_reported")
    api_of(requester()).post(f"{address}report/", {"report": DONE})
    assert api_of(requester()).post(f"{address}find-met/", {}).status_code == 403
    met = api_of(judge).post(f"{address}find-met/", {"reason": "Seen"}).json()
    assert (met["standing"], met["met_by"]["name"], met["set_by"]["name"]) == ("met", "Petra Privacy", str(steward()))
    assert UseCase.objects.get(pk=condition.use_case_id).state == UseCaseState.APPROVED
    listed = api_of(auditor).get("/api/v1/conditions/?standing=met").json()["results"]
    assert [each["id"] for each in listed] == [str(condition.pk)]
