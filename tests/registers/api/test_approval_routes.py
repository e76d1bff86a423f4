"""Approval routes over the API."""

from typing import Any

import pytest

from access.models import Person
from common.permissions import RoleName
from tests.factories.clients import ApiClient, api_of
from tests.factories.people import make_person
from tests.factories.reviews import board
from tests.factories.routes import make_route, role_party, route_in_use, route_step
from tests.factories.use_cases import make_submitted
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
LIST = "/api/v1/approval-routes/"
COMPLIANCE = {"name": "Compliance", "parties": {"roles": ["compliance-officer"]}}


def said(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"route_for": "low", "months": 12, "steps": list(steps), "reason": "For a test", **more}


@pytest.fixture
def api(administrator: Person) -> ApiClient:
    board()
    return api_of(administrator)


def test_it_works(api: ApiClient, administrator: Person) -> None:
    make_submitted()
    lena = make_person("Lena Legal", RoleName.LEGAL_REVIEWER)
    privacy = {
        "name": "Privacy",
        "parties": {"roles": ["privacy-reviewer"], "people": [str(lena.pk)]},
        "agreement": "quorum",
        "quorum": 2,
        "due_in": 3,
        "escalates_after": 2,
        "escalation": {"roles": ["executive"]},
    }
    answer = api.post(LIST, said(COMPLIANCE, privacy, replaces=1))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["route_for"], told["number"], told["until"], told["under_way"]) == ("low", 2, None, 0)
    assert told["entered_by"]["name"] == administrator.name
    first, second = told["steps"]
    assert (first["position"], first["name"], first["agreement"], first["due_in"]) == (1, "Compliance", "any", 5)
    assert [each["slug"] for each in first["parties"]["roles"]] == ["compliance-officer"]
    assert [each["name"] for each in second["parties"]["people"]] == ["Lena Legal"]
    assert (second["agreement"], second["quorum"], second["escalates_after"]) == ("quorum", 2, 2)
    assert [each["slug"] for each in second["escalation"]["roles"]] == ["executive"]
    assert answer.headers["Location"].endswith(f"{LIST}{told['id']}/")
    assert api.get(f"{LIST}{told['id']}/").json() == told
    entry = TrailEntry.objects.about(route_in_use("low")).first()
    assert entry is not None
    assert (entry.verb, entry.reason) == ("registers.route.entered", "For a test")
    # What was under way stays on the version before.
    found = api.get(f"{LIST}?route_for=low&in_use=false").json()["results"]
    assert [(each["number"], each["under_way"]) for each in found] == [(1, 1)]


def test_the_list(engineer: Person) -> None:
    found = api_of(engineer).get(f"{LIST}?in_use=true").json()["results"]
    assert sorted(each["route_for"] for each in found) == ["high", "low", "medium", "policy"]
    assert api_of(engineer).get(f"{LIST}?route_for=none").status_code == 400


@pytest.mark.parametrize(
    ("role", "status"), [(RoleName.ENGINEER, 403), (RoleName.COMPLIANCE_OFFICER, 403), (None, 404)]
)
def test_who_may_not(role: RoleName | None, status: int) -> None:
    board()
    api = api_of(make_person("Emma Else", *([role] if role else [])))
    assert api.post(LIST, said(COMPLIANCE)).status_code == status
    assert route_in_use("low").number == 1


def test_it_asks_for_a_confirmation(administrator: Person) -> None:
    board()
    answer = api_of(administrator, step_up=False).post(LIST, said(COMPLIANCE))
    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
    assert route_in_use("low").number == 1


@pytest.mark.parametrize(
    ("steps", "code", "field"),
    [
        ([COMPLIANCE, {"name": "Law", "parties": {"roles": ["legal-reviewer"]}}], "no_eligible_person", "steps.1"),
        ([{**COMPLIANCE, "agreement": "quorum", "quorum": 2}], "no_eligible_person", "steps.0"),
        ([COMPLIANCE, COMPLIANCE], "no_eligible_person", "steps.1"),
        ([{"name": "Nobody", "parties": {}}], "step_without_parties", "steps.0.parties"),
        ([{**COMPLIANCE, "escalates_after": 2}], "escalation_to_nobody", "steps.0.escalation"),
        (
            [{**COMPLIANCE, "escalation": {"roles": ["executive"]}}],
            "escalation_without_days",
            "steps.0.escalates_after",
        ),
    ],
)
def test_what_the_rules_refuse(api: ApiClient, steps: list[dict[str, Any]], code: str, field: str) -> None:
    answer = api.post(LIST, said(*steps))
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert answer.json()["errors"][0]["field"] == field
    assert route_in_use("low").number == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"steps": []}, "steps"),
        ({"steps": [COMPLIANCE] * 11}, "steps"),
        ({"steps": [{**COMPLIANCE, "due_in": 0}]}, "steps.0.due_in"),
        ({"steps": [{"name": "X", "parties": {"roles": ["nobody"]}}]}, "steps.0.parties.roles"),
        ({"months": 37}, "months"),
        ({"route_for": "none"}, "route_for"),
        ({"reason": ""}, "reason"),
    ],
)
def test_bad_input(api: ApiClient, more: dict[str, Any], field: str) -> None:
    answer = api.post(LIST, {**said(COMPLIANCE), **more})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_somebody_was_faster(api: ApiClient) -> None:
    make_route("low", route_step("Compliance", role_party(RoleName.COMPLIANCE_OFFICER)))
    answer = api.post(LIST, said(COMPLIANCE, replaces=1))
    assert (answer.status_code, answer.json()["code"]) == (409, "route_changed_meanwhile")
    assert route_in_use("low").number == 2
