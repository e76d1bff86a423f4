"""Use cases over the API."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest

from access.models import Person
from common.clock import held_at, now
from registers.models import UseCase
from tests.factories.clients import api_of
from tests.factories.people import fresh
from tests.factories.use_cases import answered, make_approved, make_draft, make_submitted, proposed
from trail.models import TrailEntry

URL = "/api/v1/use-cases/"


def titles(person: Person, **query: str) -> list[str]:
    answer = api_of(person).get(URL, query)
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["results"]]


@pytest.fixture
def draft(engineer: Person, officer: Person) -> UseCase:
    return make_draft("Chat with visitors", owner=engineer, purpose="A chatbot")


def test_it_works(draft: UseCase, officer: Person) -> None:
    make_approved("Answer customer mail")
    row = api_of(officer).get(URL, {"q": "mail"}).json()["results"][0]
    assert (row["code"][:3], row["state"], row["owner"]["name"]) == ("UC-", "approved", "Rita Requester")
    assert (row["data_categories"], row["endpoints"], row["version"]) == (["Product texts"], ["responses"], 1)
    assert titles(officer) == ["Answer customer mail", "Chat with visitors"]
    assert titles(officer, sort="title", state="draft") == ["Chat with visitors"]


def test_it_shows_what_the_caller_may_see(draft: UseCase, data_owner: Person, nobody: Person, engineer: Person) -> None:
    assert titles(data_owner) == []
    assert titles(engineer, mine="owner") == ["Chat with visitors"]
    assert api_of(data_owner).get(f"{URL}{draft.pk}/").status_code == 404
    assert titles(nobody) == []


def test_from_a_draft_to_its_end(engineer: Person, officer: Person) -> None:
    api = api_of(engineer)
    made = api.post(URL, {"title": "Sort letters", "reference": "A-1"})
    assert made.status_code == 201
    assert made.json()["shown"]["content"]["title"] == "Sort letters"
    address = made.headers["Location"]
    refused = api.post(f"{address}submit/")
    assert (refused.status_code, refused.json()["status"]) == (409, 409)
    content = {name: value for name, value in answered().items() if name != "title"}
    saved = api.patch(address, {**content, "monthly_budget": "12.50"})
    assert saved.status_code == 200, saved.content
    assert saved.json()["endpoints"] == ["responses"]
    submitted = api.post(f"{address}submit/")
    assert (submitted.status_code, submitted.json()["state"]) == (200, "in-review")
    assert api.patch(address, {"purpose": "Other"}).status_code == 409
    assert api.post(f"{address}withdraw/", {"reason": "Not yet"}).json()["state"] == "withdrawn"
    assert api.post(f"{address}begin-version/", {"note": "Again"}).json()["proposed_version"] == 2
    assert api.post(f"{address}discard/", {"reason": "No"}).json()["proposed_version"] is None
    assert api.post(f"{address}retire/", {"reason": "Over"}).json()["state"] == "retired"
    verbs = [entry.verb.rsplit(".", 1)[1] for entry in TrailEntry.objects.about(UseCase.objects.get())]
    assert verbs == ["retired", "discarded", "revised", "withdrawn", "submitted", "edited", "drafted"]


def test_what_is_not_on_the_register_is_refused(draft: UseCase, engineer: Person) -> None:
    unknown = "0190f5a0-0000-7000-8000-000000000001"
    for content in ({"projects": [unknown]}, {"categories": {"nonsense": "some"}}, {"networks": ["home"]}):
        answer = api_of(engineer).patch(f"{URL}{draft.pk}/", content)
        assert (answer.status_code, "detail" in answer.json()) == (409, True), content
    assert api_of(engineer).patch(f"{URL}{draft.pk}/", {"endpoints": ["teleport"]}).status_code == 422


def test_only_those_who_work_on_it_change_it(draft: UseCase, engineer: Person, data_owner: Person) -> None:
    share = {"person": str(data_owner.pk), "membership": "watcher"}
    assert api_of(engineer).post(f"{URL}{draft.pk}/share/", share).json()["members"][0]["membership"] == "watcher"
    watcher = api_of(data_owner)
    assert watcher.get(f"{URL}{draft.pk}/").status_code == 200
    assert watcher.patch(f"{URL}{draft.pk}/", {"purpose": "Mine"}).status_code == 403
    assert api_of(engineer).post(f"{URL}{draft.pk}/unshare/", share).json()["members"] == []
    assert api_of(engineer).post(f"{URL}{draft.pk}/unshare/", share).status_code == 409


def test_handing_over_and_joining(draft: UseCase, engineer: Person, data_owner: Person, officer: Person) -> None:
    given = {"owner": str(data_owner.pk), "reason": "I move"}
    answer = api_of(engineer).post(f"{URL}{draft.pk}/hand-over/", given)
    assert (answer.status_code, answer.json()["owner"]["name"]) == (200, data_owner.name)
    assert api_of(engineer).get(f"{URL}{draft.pk}/").status_code == 404
    approved = make_approved("Answer customer mail")
    assert api_of(engineer).post(f"{URL}{approved.pk}/join/", {"message": "Us too"}).status_code == 200
    assert approved.join_requests.get().person == engineer


def test_versions_with_a_hash_that_anybody_computes(officer: Person) -> None:
    use_case = make_submitted()
    versions: Any = api_of(officer).get(f"{URL}{use_case.pk}/versions/").json()["results"]
    one = api_of(officer).get(f"{URL}{use_case.pk}/versions/1/").json()
    assert versions == [one]
    text = json.dumps(one["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == one["content_hash"] == proposed(use_case).content_hash
    assert api_of(officer).get(f"{URL}{use_case.pk}/versions/7/").status_code == 404


def test_as_of_another_day(officer: Person, engineer: Person) -> None:
    with held_at(now() - timedelta(days=9)):
        make_draft("Old plan", owner=engineer)
    make_draft("New plan", owner=fresh(engineer))
    day = (now() - timedelta(days=3)).date().isoformat()
    assert titles(officer, as_of=day) == ["Old plan"]
    assert titles(officer, as_of=now().date().isoformat(), sort="title") == ["New plan", "Old plan"]
    assert titles(officer, as_of=day, q="new") == []
    for wrong in ({"as_of": "2999-01-01"}, {"as_of": "soon"}, {"as_of": day, "endpoint": "responses"},
                  {"as_of": day, "sort": "changed_at"}, {"as_of": day, "state": "x"}):  # fmt: skip
        answer = api_of(officer).get(URL, wrong)
        assert answer.status_code == 400, wrong
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_alike(engineer: Person, officer: Person) -> None:
    make_approved("Answer customer mail")
    found = api_of(engineer).get(f"{URL}similar/", {"text": "Please answer letters of a customer"}).json()["results"]
    assert [row["title"] for row in found] == ["Answer customer mail"]
    assert api_of(engineer).get(f"{URL}similar/").json() == {"results": []}
