"""The page on which a route is changed."""

from typing import Any

import pytest
from django.test import Client

from access.models import Person, Role
from common.permissions import RoleName
from registers.models import ApprovalRoute
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD, make_person
from tests.factories.reviews import board
from tests.factories.routes import make_route, role_party, route_in_use, route_step
from tests.factories.use_cases import make_submitted
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
URL = "/registers/routes/low/edit/"
OFFICER, PRIVACY = RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER


def key(slug: str) -> str:
    return str(Role.objects.get(slug=slug).pk)


def said(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return what the form sends."""
    data: dict[str, Any] = {"steps": str(len(steps)), "months": "12", "reason": "For a test", "replaces": "1"}
    for number, step in enumerate(steps, 1):
        whole = {"name": f"Step {number}", "agreement": "any", "due_in": "5", **step}
        data |= {f"step{number}_{name}": value for name, value in whole.items()}
    return {**data, **more}


@pytest.fixture
def client(administrator: Person) -> Client:
    board()
    return client_of(administrator, confirmed=True)


def test_it_works(client: Client, administrator: Person) -> None:
    make_submitted()
    shown = client.get(URL)
    assert shown.status_code == 200
    assert b"Requests under way stay on the version they began on (1 of them)." in shown.content
    named = make_person("Lena Legal", RoleName.LEGAL_REVIEWER)
    answer = client.post(
        URL,
        said(
            {"name": "Compliance", "roles": [key(OFFICER)]},
            {"name": "Law", "people": [str(named.pk)], "roles": [key(PRIVACY)], "agreement": "quorum", "quorum": "2",
             "due_in": "3", "escalates_after": "2", "escalation_roles": [key("executive")]},
            months="9",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer["Location"] == "/registers/routes/low/"
    route = route_in_use("low")
    assert (route.number, route.months, route.note, route.entered_by) == (2, 9, "For a test", administrator)
    step = route.steps.get(position=2)
    assert (step.name, step.agreement, step.quorum, step.due_in, step.escalates_after) == ("Law", "quorum", 2, 3, 2)
    assert step.parties.filter(person=named, escalation=False).exists()
    assert step.parties.filter(role__slug="executive", escalation=True).exists()
    assert TrailEntry.objects.filter(verb="registers.route.entered").count() == 1


def test_it_begins_with_the_version_in_use(client: Client) -> None:
    make_route("low", route_step("Both", role_party(OFFICER), role_party(PRIVACY), agreement="all", due_in=7), months=5)
    shown = client.get(URL).content.decode()
    assert 'value="Both"' in shown
    assert 'name="step1_due_in" value="7"' in shown
    assert 'name="replaces" value="2"' in shown
    assert 'name="months" value="5"' in shown


@pytest.mark.parametrize(
    ("role", "status"), [(RoleName.ENGINEER, 403), (OFFICER, 403), (RoleName.AUDITOR, 403), (None, 404)]
)
def test_who_may_not(db: None, role: RoleName | None, status: int) -> None:
    board()
    client = client_of(make_person("Emma Else", *([role] if role else [])), confirmed=True)
    assert client.get(URL).status_code == status
    assert client.post(URL, said({"roles": [key(OFFICER)]})).status_code == status
    assert route_in_use("low").number == 1


def test_it_asks_for_a_confirmation(administrator: Person) -> None:
    board()
    client = client_of(administrator)
    assert b'name="confirmation"' in client.get(URL).content
    step = {"roles": [key(OFFICER)]}
    assert client.post(URL, said(step)).status_code == 422
    assert client.post(URL, said(step, confirmation="Wrong")).status_code == 422
    assert route_in_use("low").number == 1
    assert client.post(URL, said(step, confirmation=PASSWORD)).status_code == 302
    assert route_in_use("low").number == 2


def refused(client: Client, data: dict[str, Any], *words: str) -> str:
    answer = client.post(URL, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    for each in words:
        assert each in page
    assert not ApprovalRoute.objects.filter(route_for="low", number=2).exists()
    return page


def test_nobody_eligible_is_said_at_the_step(client: Client) -> None:
    page = refused(
        client,
        said({"name": "Compliance", "roles": [key(OFFICER)]}, {"name": "Law", "roles": [key(RoleName.LEGAL_REVIEWER)]}),
        "Nobody could decide at the step “Law”",
        "Step 2, Roles",
    )
    assert 'id="id_step2_roles_error"' in page
    assert 'id="id_step1_roles_error"' not in page
    # What was entered is still there, and drawn.
    assert 'value="Law"' in page
    assert "Legal reviewer" in page


@pytest.mark.parametrize(
    ("step", "words", "field"),
    [
        ({"name": ""}, "This field is required.", "name"),
        ({"roles": []}, "Say who decides at the step “Step 1”.", "roles"),
        ({"roles": ["garbage"]}, "Select a valid choice.", "roles"),
        ({"agreement": "quorum", "quorum": ""}, "Say how many have to agree at the step “Step 1”", "quorum"),
        ({"agreement": "quorum", "quorum": "3"}, "There are too few people for the step “Step 1”", "roles"),
        ({"agreement": "all of you"}, "Select a valid choice.", "agreement"),
        ({"due_in": "0"}, "Ensure this value is greater than or equal to 1.", "due_in"),
        ({"due_in": "61"}, "Ensure this value is less than or equal to 60.", "due_in"),
        ({"escalates_after": "2"}, "Say to whom the step “Step 1” goes", "escalation_roles"),
        ({"escalation_roles": "officer"}, "Say after how many working days", "escalates_after"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client: Client, step: dict[str, Any], words: str, field: str) -> None:
    if step.get("escalation_roles"):
        step = {"escalation_roles": [key(OFFICER)]}
    page = refused(client, said({"roles": [key(OFFICER)], **step}), words)
    assert f'id="id_step1_{field}_error"' in page


@pytest.mark.parametrize("months", ["0", "37", "soon", ""])
def test_months_out_of_range(client: Client, months: str) -> None:
    page = refused(client, said({"roles": [key(OFFICER)]}, months=months))
    assert 'id="id_months_error"' in page


def test_without_steps_and_with_too_many(client: Client) -> None:
    refused(client, said(), "A route needs one step at least.")
    refused(client, said(steps="many"), "A route needs one step at least.")
    refused(client, said(*[{"roles": [key(OFFICER)]}] * 11), "A route has 10 steps at most.")


def test_somebody_was_faster(client: Client) -> None:
    make_route(
        "low", route_step("Compliance", role_party(OFFICER), due_in=9), route_step("Privacy", role_party(PRIVACY))
    )
    mine = said({"name": "Compliance", "roles": [key(OFFICER)], "due_in": "3"})
    answer = client.post(URL, mine)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Version 2 is in use since you opened version 1" in page
    assert "There is a new step “Privacy”: Privacy reviewer." in page
    assert "“Compliance”: Due in 9 working days (before: Due in 3 working days)." in page
    assert 'name="replaces" value="2"' in page
    assert route_in_use("low").number == 2
    assert client.post(URL, {**mine, "replaces": "2"}).status_code == 302
    assert route_in_use("low").number == 3
    make_route("low", route_step("Compliance", role_party(OFFICER), due_in=3))
    assert "It was entered anew as it was." in client.post(URL, {**mine, "replaces": "3"}).content.decode()


def test_requests_on_versions_before_are_counted_too(client: Client) -> None:
    make_submitted()
    make_route("low", route_step("Compliance", role_party(OFFICER)))
    assert b"stay on the version they began on (1 of them)." in client.get(URL).content


@pytest.mark.parametrize("url", ["/registers/routes/none/edit/"])
def test_what_there_is_not(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404
