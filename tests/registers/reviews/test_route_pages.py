"""The pages that draw routes."""

import re

import pytest
from django.test import Client

from access.models import Person
from common.permissions import RoleName
from registers.actions.routes import enter_route
from registers.reading.reviewers import steps_of
from tests.factories.clients import client_of
from tests.factories.people import make_person, operator
from tests.factories.reviews import board
from tests.factories.routes import make_route, role_party, route_in_use, route_step
from tests.factories.use_cases import make_submitted

pytestmark = pytest.mark.django_db
OFFICER, PRIVACY = RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER


def text_of(client: Client, url: str) -> str:
    """Return what a page says, without its tags."""
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_it_works(engineer: Person) -> None:
    board()
    make_submitted()
    said = text_of(client_of(engineer), "/registers/routes/")
    for words in (
        "Requests of low risk",
        "Requests of medium risk",
        "Requests of high risk",
        "Policy documents",
        "One of each has to agree",
        "Due in 3 working days",
        "Without an answer 3 working days later, these may decide, too:",
        "Approved for 24 months",
        "1 request under way",
        "nobody decides twice on one request",
    ):
        assert words in said
    assert "Cannot be walked" not in said
    assert "nobody could decide now" not in said


def test_where_nobody_holds_a_role(officer: Person) -> None:
    said = text_of(client_of(officer), "/registers/routes/")
    assert "Cannot be walked to its end" in said
    assert "Nobody could decide at the step “Privacy”" in said
    assert "nobody could decide now" in said


def test_only_an_administrator_is_offered_to_edit(administrator: Person, officer: Person) -> None:
    assert b"/registers/routes/low/edit/" in client_of(administrator).get("/registers/routes/").content
    assert b"/registers/routes/low/edit/" not in client_of(officer).get("/registers/routes/").content
    assert b"/registers/routes/low/edit/" not in client_of(officer).get("/registers/routes/low/").content


def test_who_may_not_see_the_registers(nobody: Person) -> None:
    for url in ("/registers/routes/", "/registers/routes/low/"):
        assert client_of(nobody).get(url).status_code == 404


def test_one_route_with_its_versions(engineer: Person) -> None:
    board()
    make_submitted()
    by = make_person("Adam Administrator", RoleName.ADMINISTRATOR)
    steps = [*steps_of(route_in_use("low")), route_step("Privacy", role_party(PRIVACY))]
    enter_route("low", steps, months=6, by=by, reason="Privacy looks at all")
    client = client_of(engineer)
    said = text_of(client, "/registers/routes/low/")
    assert "What changed since version 1" in said
    assert "There is a new step “Privacy”: Privacy reviewer." in said
    assert "An approval holds for 6 months instead of 24." in said
    assert "0 requests under way on it" in said
    assert "Adam Administrator" in said
    assert "Privacy looks at all" in said
    before = text_of(client, "/registers/routes/low/?version=1")
    assert "This version was in use from" in before
    assert "1 request is still under way on it." in before
    assert "Approved for 24 months" in before
    assert "What changed since" not in before


def test_what_changed_in_words(officer: Person) -> None:
    board()
    compliance = route_step("Compliance", role_party(OFFICER))
    make_route("low", compliance, route_step("Privacy", role_party(PRIVACY)))
    make_route(
        "low",
        route_step("Privacy", role_party(PRIVACY), role_party(RoleName.SECURITY_REVIEWER), agreement="all", due_in=4),
        route_step("Compliance", role_party(OFFICER), escalates_after=2, escalation=(role_party("executive"),)),
    )
    said = text_of(client_of(officer), "/registers/routes/low/")
    for words in (
        "The order is now: Privacy, Compliance.",
        "“Privacy”: Security reviewer decides there now.",
        "“Privacy”: One of each has to agree (before: Any one of them has to agree).",
        "“Privacy”: Due in 4 working days (before: Due in 5 working days).",
        "“Compliance”: Without an answer 2 working days later, these may decide, too: Executive.",
    ):
        assert words in said
    make_route("low", compliance)
    said = text_of(client_of(officer), "/registers/routes/low/")
    assert "The step “Privacy” is gone." in said
    assert "It no longer goes to others when nobody answers." in said
    make_route("low", compliance)
    assert "Nothing: it was entered anew as it was." in text_of(client_of(officer), "/registers/routes/low/")


@pytest.mark.parametrize(
    "url", ["/registers/routes/none/", "/registers/routes/low/?version=9", "/registers/routes/low/?version=x"]
)
def test_what_there_is_not(administrator: Person, url: str) -> None:
    assert client_of(administrator).get(url).status_code == 404


def test_the_timeline_is_for_readers_of_the_trail(auditor: Person, engineer: Person) -> None:
    board()
    make_route("low", route_step("Compliance", role_party(OFFICER)), by=operator())
    assert "Timeline" in text_of(client_of(auditor), "/registers/routes/low/")
    assert "Timeline" not in text_of(client_of(engineer), "/registers/routes/low/")
