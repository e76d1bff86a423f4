"""Who gets in, what is refused before it is read, and what every error looks like."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token, revoke_token
from access.models import ApiToken, Person
from access.scim.description import LONGEST_BODY
from common.clock import held_at, now
from tests.factories.clients import api_of, client_of
from tests.factories.scim import ADDRESS, Directory, directory_token, person

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
KIND = "application/scim+json"


def assert_error(answer: Any, status: int) -> dict[str, Any]:
    """Assert that an answer is an error as the protocol says it."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == KIND
    said = answer.json()
    assert (said["schemas"], said["status"]) == ([ERROR], str(status))
    assert said["detail"]
    return said  # type: ignore[no-any-return]


def test_no_token_is_asked_for_one(db: None) -> None:
    answer = Client().get(f"{ADDRESS}/Users")
    assert_error(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("sent", ["Bearer", "Bearer cpt_unknown", "Bearer a b", "Basic YTpi", "bearer \u00e9"])
def test_what_is_no_token_opens_nothing(db: None, sent: str) -> None:
    answer = Client().get(f"{ADDRESS}/Users", headers={"Authorization": sent})
    assert_error(answer, 401)
    assert "WWW-Authenticate" in answer.headers


def test_a_revoked_or_expired_token_opens_nothing(directory: Directory, administrator: Person) -> None:
    row = ApiToken.objects.get()
    with held_at(row.expires_at + timedelta(seconds=1)):
        assert "expired" in assert_error(directory.ask("GET", "/Users"), 401)["detail"]
    revoke_token(row.pk, by=administrator)
    assert "revoked" in assert_error(directory.ask("GET", "/Users"), 401)["detail"]


def test_several_tokens_live_at_once_and_each_tells_its_last_use(directory: Directory) -> None:
    second = Directory(directory_token())
    second.get("/Users")
    used = {row.last_used_at is not None for row in ApiToken.objects.all()}
    assert used == {True, False}
    directory.get("/Users")
    assert not ApiToken.objects.filter(last_used_at=None).exists()


def test_tokens_for_something_else_are_refused(administrator: Person) -> None:
    for scopes in (["read"], ["read", "write"]):
        assert_error(api_of(administrator, scopes).get(f"{ADDRESS}/Users"), 403)


def test_the_scope_alone_is_not_enough(administrator: Person) -> None:
    """A row that no action writes: whose token it is counts, too."""
    api = api_of(administrator, ["read"])
    ApiToken._base_manager.update(scopes=["scim"])
    assert_error(api.get(f"{ADDRESS}/Users"), 403)


def test_a_token_of_the_directory_opens_nothing_else(directory: Directory) -> None:
    for path in ("/api/v1/people/", "/api/v1/roles/", "/api/v1/trail-entries/"):
        answer = Client().get(path, headers={"Authorization": f"Bearer {directory.token}"})
        assert answer.status_code in {403, 404}, path


def test_a_session_counts_for_nothing(administrator: Person) -> None:
    browser = client_of(administrator, confirmed=True)
    assert_error(browser.get(f"{ADDRESS}/Users"), 401)
    assert_error(browser.post(f"{ADDRESS}/Users", person("ada"), content_type=KIND), 401)


def test_no_session_is_begun(directory: Directory) -> None:
    answer = directory.ask("GET", "/Users")
    assert not answer.cookies
    assert answer.headers["X-Request-ID"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/Nothing", 404),
        ("GET", "/Users/no-id", 404),
        ("GET", "/Users/%00", 404),
        ("GET", "/Groups/0198a0a0-0000-7000-8000-000000000000", 404),
        ("POST", "/Schemas", 405),
        ("DELETE", "/Users", 405),
        ("TRACE", "/Users", 405),
        ("GET", "/Me", 501),
        ("PATCH", "/Me", 501),
        ("POST", "/Bulk", 501),
        ("GET", "/Schemas?filter=id%20pr", 403),
    ],
)
def test_errors_are_said_as_the_protocol_does(directory: Directory, method: str, path: str, status: int) -> None:
    assert_error(directory.ask(method, path), status)


def test_bulk_is_refused_and_said_to_be(directory: Directory) -> None:
    said = directory.get("/ServiceProviderConfig")
    assert said["bulk"] == {"supported": False, "maxOperations": 0, "maxPayloadSize": 0}
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": []}
    assert "Bulk" in assert_error(directory.ask("POST", "/Bulk", body), 501)["detail"]


def test_what_can_be_done_is_no_secret(db: None) -> None:
    said = Client().get(f"{ADDRESS}/ServiceProviderConfig").json()
    supported = {name: said[name]["supported"] for name in ("patch", "filter", "sort", "etag", "changePassword")}
    assert supported == {"patch": True, "filter": True, "sort": True, "etag": True, "changePassword": False}
    assert_error(Client().post(f"{ADDRESS}/ServiceProviderConfig"), 401)


def test_the_resources_are_described(directory: Directory) -> None:
    types = {each["id"]: each for each in directory.get("/ResourceTypes")["Resources"]}
    assert {name: each["endpoint"] for name, each in types.items()} == {"User": "/Users", "Group": "/Groups"}
    schemas = {each["id"] for each in directory.get("/Schemas")["Resources"]}
    assert {
        types["User"]["schema"],
        types["User"]["schemaExtensions"][0]["schema"],
        types["Group"]["schema"],
    } == schemas


def test_a_body_that_is_too_long_is_not_read(directory: Directory) -> None:
    answer = directory.client.generic(
        "POST",
        f"{ADDRESS}/Users",
        b"{}",
        KIND,
        headers={"Authorization": f"Bearer {directory.token}"},
        CONTENT_LENGTH=str(LONGEST_BODY + 1),
    )
    assert str(LONGEST_BODY) in assert_error(answer, 413)["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"userName=ada", "application/x-www-form-urlencoded", 415),
        (b"<user/>", "application/xml", 415),
        (b"{", KIND, 400),
        (b"", KIND, 400),
        (b"[]", KIND, 400),
        (b"\xff\xfe", KIND, 400),
        (b"[" * 100_000, KIND, 400),
        (b'{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}', KIND, 400),
        (b'{"userName": "\\ud800"}', KIND, 400),
    ],
)
def test_what_is_no_user_is_refused(directory: Directory, body: bytes, kind: str, status: int) -> None:
    assert_error(directory.ask("POST", "/Users", body, Content_Type=kind), status)
    assert directory.get("/Users")["totalResults"] == 0


def test_plain_json_will_do(directory: Directory) -> None:
    answer = directory.ask("POST", "/Users", person("ada"), Content_Type="application/json; charset=utf-8")
    assert answer.status_code == 201


def test_a_chunked_body_is_refused_in_the_same_words(directory: Directory) -> None:
    assert_error(directory.ask("POST", "/Users", b"0\r\n\r\n", Transfer_Encoding="chunked"), 411)


def test_a_fault_of_ours_is_an_error_of_the_protocol(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("access.scim.people.provision_person", broken)
    said = assert_error(directory.ask("POST", "/Users", person("ada")), 500)
    assert "secret" not in str(said)


def test_the_directorys_identity_when_retired_opens_nothing(directory: Directory, administrator: Person) -> None:
    from access.actions.service_identities.retiring import retire_service

    retire_service(ensure_scim_service().pk, by=administrator, reason="For a test")
    assert_error(directory.ask("GET", "/Users"), 401)


def test_a_token_lives_as_long_as_it_was_said(directory: Directory) -> None:
    token, _secret = issue_token(ensure_scim_service(), name="long", scopes=["scim"], days=365, by=None)
    assert (token.expires_at - now()).days in {364, 365}
