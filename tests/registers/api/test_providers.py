"""The API of providers, projects, models and facts: the same actions as the pages."""

import pytest

from access.models import Person
from common.clock import today
from registers.models import EndpointFact, Project, Provider, ProviderModel, RegionFact
from tests.factories.clients import api_of
from tests.factories.registers import make_model, make_project
from trail.models import TrailEntry

API = "/api/v1"


def test_it_works(officer: Person) -> None:
    api = api_of(officer)
    provider = api.post(f"{API}/providers/", {"name": "OpenAI main", "retention": "mam"}).json()
    model = api.post(f"{API}/models/", {"provider": provider["id"], "name": "gpt-5.5", "state": "approved"}).json()
    assert (model["approved_on"], model["provider"]["name"]) == (today().isoformat(), "OpenAI main")
    answer = api.post(
        f"{API}/projects/",
        {
            "provider": provider["id"],
            "name": "Support",
            "region": "eu",
            "model_access": "listed",
            "permitted_models": [model["id"]],
            "owner": str(officer.pk),
        },
    )
    project = answer.json()
    assert (answer.status_code, answer.headers["Location"].endswith(f"/projects/{project['id']}/")) == (201, True)
    assert (project["effective_retention"], project["owner"]["name"]) == ("mam", "Oscar Officer")
    assert [each["name"] for each in project["permitted_models"]] == ["gpt-5.5"]
    changed = api.patch(f"{API}/projects/{project['id']}/", {"retention": "zdr"}).json()
    assert (changed["effective_retention"], changed["region"], len(changed["permitted_models"])) == ("zdr", "eu", 1)
    assert api.post(f"{API}/projects/{project['id']}/retire/", {"reason": "Moved"}).json()["retired_at"]
    api.patch(f"{API}/providers/{provider['id']}/", {"note": "Closed soon"})
    assert api.post(f"{API}/providers/{provider['id']}/retire/", {"reason": "Closed"}).json()["note"] == "Closed soon"
    told = list(TrailEntry.objects.by(officer.pk).order_by("id").values_list("verb", flat=True))[-7:]
    assert told == [
        "registers.provider.created",
        "registers.model.created",
        "registers.project.created",
        "registers.project.edited",
        "registers.project.retired",
        "registers.provider.edited",
        "registers.provider.retired",
    ]


def test_models_are_changed_and_deprecated(security_reviewer: Person) -> None:
    model, newer = make_model("gpt-5.5"), make_model("gpt-6")
    api = api_of(security_reviewer)
    address = f"{API}/models/{model.pk}/"
    answer = api.patch(address, {"state": "restricted", "restriction": "Drafts", "endpoints": ["responses"]}).json()
    assert (answer["state"], answer["endpoints"]) == ("restricted", ["responses"])
    day = {"shut_down_on": "2099-01-01", "replacement": str(newer.pk), "reason": "Announced"}
    assert api.post(f"{address}deprecate/", day).json()["replacement"]["name"] == "gpt-6"
    model.refresh_from_db()
    assert (model.state, model.deprecated_on) == ("deprecated", today())
    refused = api.patch(address, {"name": "gpt-6"})
    assert (refused.status_code, refused.json()["code"]) == (409, "name_taken")


def test_facts_are_listed_as_they_hold_and_entered(officer: Person) -> None:
    api = api_of(officer)
    day = today().isoformat()
    known = {"source": "Letter", "checked_on": day, "starts_on": day}
    files = {"endpoint": "files", "state_kept": "days", "state_days": 7, "zero_retention": "limited", **known}
    made = api.post(f"{API}/endpoint-facts/", files).json()
    assert (made["version"], made["entered_by"]["name"]) == (2, "Oscar Officer")
    held = api.get(f"{API}/endpoint-facts/", {"endpoint": "files"}).json()["results"]
    assert [(each["endpoint"], each["version"]) for each in held] == [("files", 2)]
    every = api.get(f"{API}/endpoint-facts/", {"endpoint": "files", "versions": "all"}).json()["results"]
    assert sorted(each["version"] for each in every) == [1, 2]
    first = EndpointFact.objects.get(endpoint="files", version=1)
    assert api.get(f"{API}/endpoint-facts/{first.pk}/").json()["state_kept"] == "until-deleted"
    canada = {"region": "ca", "stores": True, "processes": True, "needs_approval": False, **known}
    assert api.post(f"{API}/region-facts/", canada).status_code == 201
    assert RegionFact.objects.filter(region="ca").count() == 2
    refused = api.post(f"{API}/endpoint-facts/", {**files, "state_days": None})
    assert (refused.status_code, refused.json()["code"]) == (409, "days_missing")


def test_lists_filter_as_the_pages_do(engineer: Person) -> None:
    make_project("Support", region="eu")
    make_project("Letters", retention="zdr")
    make_model("gpt-5.5", state="refused")
    api = api_of(engineer)
    found = api.get(f"{API}/projects/", {"retention": "zdr"}).json()["results"]
    assert [each["name"] for each in found] == ["Letters"]
    assert api.get(f"{API}/models/", {"state": "approved"}).json()["results"] == []
    assert [each["projects"] for each in api.get(f"{API}/providers/").json()["results"]] == [2]


@pytest.mark.parametrize("resource", ["providers", "projects", "models", "endpoint-facts", "region-facts"])
def test_whoever_may_not_write_writes_nothing(engineer: Person, auditor: Person, resource: str) -> None:
    before = TrailEntry.objects.filter(verb__startswith="registers").count()
    for person in (engineer, auditor):
        assert api_of(person).get(f"{API}/{resource}/").status_code == 200
        assert api_of(person).post(f"{API}/{resource}/", {"name": "x"}).status_code == 403
    assert TrailEntry.objects.filter(verb__startswith="registers").count() == before
    assert [each.objects.count() for each in (Provider, Project, ProviderModel)] == [0, 0, 0]
