"""Service identities over the API: the same actions, the same refusals."""

import pytest

from access.actions.tokens import issue_token
from access.models import ApiToken, Person
from tests.factories.clients import ApiClient, api_of
from tests.factories.people import fresh
from tests.factories.service_identities import answerer, make_service
from trail.models import TrailEntry

LIST = "/api/v1/services/"


@pytest.fixture
def api(administrator: Person) -> ApiClient:
    return api_of(administrator)


@pytest.fixture
def service(administrator: Person) -> Person:
    return make_service("Nightly export")


def test_it_works(api: ApiClient, administrator: Person) -> None:
    given = {"name": "Lake loader", "purpose": "Fills the lake", "answerable": str(answerer().pk)}
    answer = api.post(LIST, given)
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["name"], made["answerable"]["name"], made["live_tokens"]) == ("Lake loader", "Anna Answers", 0)
    url = answer.headers["Location"].removeprefix("http://testserver")
    issued = api.post(f"{url}tokens/", {"name": "CI", "scopes": ["read"], "days": 30})
    assert issued.status_code == 201, issued.json()
    own = ApiClient(headers={"Authorization": f"Bearer {issued.json()['token']}"})
    assert own.get("/api/v1/people/me/").json()["id"] == made["id"]
    shown = api.get(url).json()
    assert shown["live_tokens"] == 1
    assert shown["last_used_at"] is not None
    assert [each["name"] for each in api.get(f"{url}tokens/").json()["results"]] == ["CI"]
    assert api.get(LIST).json()["results"][0]["id"] == made["id"]
    service = Person.objects.get(pk=made["id"])
    assert [entry.channel for entry in TrailEntry.objects.about(service)] == ["api", "api"]


def test_it_is_changed_handed_over_retired_and_brought_back(api: ApiClient, service: Person, engineer: Person) -> None:
    url = f"{LIST}{service.pk}/"
    assert api.patch(url, {"purpose": "Reads less"}).json()["purpose"] == "Reads less"
    handed = api.post(f"{url}hand-over/", {"answerable": str(engineer.pk), "reason": "Moves on"})
    assert handed.json()["answerable"]["name"] == "Emil Engineer"
    assert api.post(f"{url}retire/", {"reason": "Replaced"}).json()["is_active"] is False
    assert api.patch(url, {"name": "Other"}).json()["code"] == "service_retired"
    assert api.post(f"{url}bring-back/", {"reason": "Needed"}).json()["is_active"] is True


def test_roles_that_decide_are_refused(api: ApiClient, service: Person) -> None:
    url = f"{LIST}{service.pk}/"
    answer = api.post(f"{url}assign-role/", {"role": "compliance-officer", "reason": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "service_decides_nothing")
    given = api.post(f"{url}assign-role/", {"role": "engineer", "reason": "Asks"}).json()
    assert [each["role"]["slug"] for each in given["assignments"]] == ["engineer"]
    taken = api.post(f"{url}withdraw-role/", {"role": "engineer", "reason": "Done"}).json()
    assert taken["assignments"] == []


def test_whoever_answers_for_it_renews_and_revokes(administrator: Person, service: Person) -> None:
    token, _secret = issue_token(service, name="CI", scopes=["read"], days=5, by=administrator)
    own, url = api_of(answerer()), f"{LIST}{service.pk}/tokens/"
    assert [each["name"] for each in own.get(LIST).json()["results"]] == ["Nightly export"]
    renewed = own.post(f"{url}{token.pk}/renew/", {"days": 60})
    assert renewed.status_code == 201, renewed.json()
    assert renewed.json()["issued"]["scopes"] == ["read"]
    assert own.post(f"{url}{token.pk}/revoke/", {"reason": "Replaced"}).status_code == 200
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    assert own.post(url, {"name": "x", "scopes": ["read"], "days": 1}).status_code == 403
    assert own.post(f"{LIST}{service.pk}/retire/", {"reason": "x"}).status_code == 403
    assert fresh(service).is_active


def test_without_a_confirmation_nothing_happens(administrator: Person, service: Person) -> None:
    api = api_of(administrator, step_up=False)
    answer = api.post(f"{LIST}{service.pk}/retire/", {"reason": "x"})
    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
    assert fresh(service).is_active


def test_others_find_nothing(administrator: Person, engineer: Person, service: Person) -> None:
    token, _secret = issue_token(service, name="CI", scopes=["read"], days=5, by=administrator)
    api, url = api_of(engineer), f"{LIST}{service.pk}/"
    assert api.get(LIST).json()["results"] == []
    for part in ("", "tokens/"):
        assert api.get(url + part).status_code == 404
    for part in ("retire/", f"tokens/{token.pk}/renew/", f"tokens/{token.pk}/revoke/"):
        assert api.post(url + part, {"reason": "x"}).status_code == 404


def test_tokens_of_another_program_are_not_there(api: ApiClient, administrator: Person, service: Person) -> None:
    token, _secret = issue_token(make_service("Other"), name="CI", scopes=["read"], days=5, by=administrator)
    assert api.post(f"{LIST}{service.pk}/tokens/{token.pk}/revoke/", {"reason": "x"}).status_code == 404
    assert ApiToken.objects.get(pk=token.pk).revoked_at is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "x", "scopes": [], "days": 1}, "scopes"),
        ({"name": "x", "scopes": ["all"], "days": 1}, "scopes"),
        ({"name": "x", "scopes": ["read"], "days": 0}, "days"),
        ({"name": "", "scopes": ["read"], "days": 1}, "name"),
    ],
)
def test_wrong_input_is_422(api: ApiClient, service: Person, body: dict[str, object], field: str) -> None:
    answer = api.post(f"{LIST}{service.pk}/tokens/", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith(field)


def test_a_program_reads_itself(administrator: Person, service: Person) -> None:
    _token, secret = issue_token(service, name="CI", scopes=["read"], days=5, by=administrator)
    own = ApiClient(headers={"Authorization": f"Bearer {secret}"})
    assert own.get("/api/v1/people/me/").json()["email"] == ""
    assert own.get(f"{LIST}{service.pk}/").status_code == 404
