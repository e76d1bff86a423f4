"""Categories, levels and rules by the API, and “may this go there?” asked by programs."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from access.actions.tokens import issue_token
from access.models import Person
from common.clock import today
from registers.models import BoundaryRule, DataCategory
from tests.factories.registers import make_category, make_project, make_rule
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
URL = "/api/v1/"


def api(person: Person) -> Client:
    _token, secret = issue_token(person, name="t", scopes=["write"], days=1, by=person)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def send(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return client.generic(method, f"{URL}{path}", json.dumps(body), "application/json")


def test_categories(officer: Person, engineer: Person) -> None:
    client = api(officer)
    body = {"name": "Diagnosis", "level": "restricted", "personal": True, "special": True, "detectors": ["email"]}
    made = send(client, "POST", "data-categories/", body)
    assert made.status_code == 201
    key = made.json()["id"]
    assert made.json()["level"]["rank"] == 40
    changed = send(client, "PATCH", f"data-categories/{key}/", {"retention_days": 30, "reason": "Policy"})
    assert (changed.json()["retention_days"], changed.json()["name"]) == (30, "Diagnosis")
    found = client.get(f"{URL}data-categories/", {"level": "restricted"}).json()["results"]
    assert [each["slug"] for each in found] == ["diagnosis"]
    assert send(api(engineer), "PATCH", f"data-categories/{key}/", {"name": "Mine"}).status_code == 403
    refused = send(client, "PATCH", f"data-categories/{key}/", {"personal": False})
    assert (refused.status_code, refused.json()["code"]) == (409, "special_is_personal")
    assert send(client, "POST", f"data-categories/{key}/retire/", {"reason": "Merged"}).json()["retired_at"]
    told = TrailEntry.objects.about(DataCategory.objects.get()).values_list("verb", "reason")
    assert [(verb.rsplit(".", 1)[1], reason) for verb, reason in told] == [
        ("retired", "Merged"),
        ("edited", "Policy"),
        ("created", ""),
    ]


def test_an_owner_changes_their_category(data_owner: Person) -> None:
    mine = make_category("Diagnosis", owner_id=data_owner.pk)
    other = make_category("Contracts")
    client = api(data_owner)
    assert send(client, "PATCH", f"data-categories/{mine.pk}/", {"description": "x"}).status_code == 200
    assert send(client, "PATCH", f"data-categories/{other.pk}/", {"description": "x"}).status_code == 403


def test_levels(officer: Person) -> None:
    client = api(officer)
    names = [each["slug"] for each in client.get(f"{URL}classification-levels/").json()["results"]]
    assert names == ["public", "internal", "confidential", "restricted"]
    made = send(client, "POST", "classification-levels/", {"name": "Need to know", "rank": 35})
    assert (made.status_code, made.json()["shipped"]) == (201, False)
    changed = send(client, "PATCH", f"classification-levels/{made.json()['id']}/", {"rank": 36})
    assert (changed.json()["rank"], changed.json()["name"]) == (36, "Need to know")


def test_rules(officer: Person, engineer: Person) -> None:
    make_category("Diagnosis")
    support = make_project("Support")
    client = api(officer)
    later = (today() + timedelta(days=3)).isoformat()
    body = {"category": "diagnosis", "outcome": "mask", "reason": "DPIA", "project": str(support.pk)}
    made = send(client, "POST", "boundary-rules/", body)
    assert (made.status_code, made.json()["version"], made.json()["standing"]) == (201, 1, "in-force")
    waits = send(client, "POST", "boundary-rules/", {**body, "outcome": "deny", "starts_on": later}).json()
    assert (waits["version"], waits["standing"]) == (2, "future")
    listed = client.get(f"{URL}boundary-rules/", {"standing": "in-force"}).json()["results"]
    assert [each["id"] for each in listed] == [made.json()["id"]]
    taken = send(client, "POST", f"boundary-rules/{waits['id']}/withdraw/", {"reason": "Too soon"})
    assert taken.json()["standing"] == "withdrawn"
    refused = send(client, "POST", f"boundary-rules/{made.json()['id']}/withdraw/", {"reason": "Too late"})
    assert (refused.status_code, refused.json()["code"]) == (409, "rule_has_begun")
    past = send(client, "POST", "boundary-rules/", {**body, "starts_on": "2020-01-01"})
    assert (past.status_code, past.json()["code"]) == (409, "starts_in_the_past")
    assert send(api(engineer), "POST", "boundary-rules/", body).status_code == 403
    assert BoundaryRule.objects.count() == 2


def test_may_this_go_there(officer: Person, engineer: Person, nobody: Person) -> None:
    email, code, support = make_category("E-mail"), make_category("Source code"), make_project("Support")
    rule = make_rule(email, "mask", support, reason="Customers agreed")
    make_rule(code, "deny", endpoint="files")
    asked = {"category": ["e-mail", str(code.pk)], "project": [str(support.pk)], "endpoint": ["responses", "files"]}
    answer = api(engineer).get(f"{URL}boundary-rules/answer/", asked)
    assert answer.status_code == 200
    assert answer.json()["on"] == today().isoformat()
    responses, files = answer.json()["answers"]
    assert (responses["project"]["name"], responses["endpoint"], responses["outcome"]) == (
        "Support",
        "responses",
        "review",
    )
    assert [each["outcome"] for each in files["categories"]] == ["mask", "deny"]
    first = responses["categories"][0]
    assert (first["category"]["slug"], first["own"], first["rule"]["id"]) == ("e-mail", False, str(rule.pk))
    assert (first["rule"]["reason"], first["rule"]["version"]) == ("Customers agreed", 1)
    assert responses["categories"][1]["rule"] is None
    by_name = api(engineer).get(f"{URL}boundary-rules/answer/", {"category": "e-mail", "project": "Support"}).json()
    assert by_name["answers"][0]["outcome"] == "mask"
    assert api(nobody).get(f"{URL}boundary-rules/answer/", asked).status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "category"),
        ({"category": "nothing"}, "category"),
        ({"category": "e-mail", "project": "nowhere"}, "project"),
        ({"category": "e-mail", "endpoint": "fax"}, "endpoint"),
        ({"category": "e-mail", "on": "2026-02-30"}, "on"),
        ({"category": "e\x00mail"}, "category"),
    ],
)
def test_what_cannot_be_understood_is_named(engineer: Person, query: dict[str, str], field: str) -> None:
    make_category("E-mail")
    answer = api(engineer).get(f"{URL}boundary-rules/answer/", query)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
