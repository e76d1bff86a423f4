"""Every error under /api/ is a problem (RFC 9457)."""

from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from access.models import Person
from tests.factories.clients import ApiClient, api_of, client_of

PEOPLE = "/api/v1/people/"
PROBLEM = "application/problem+json"


def shape(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == PROBLEM
    told = answer.json()
    assert {"type", "title", "status", "detail", "code", "request_id"} <= set(told)
    assert told["status"] == answer.status_code
    assert told["request_id"] == answer.headers["X-Request-Id"]
    return answer.status_code, told["code"]


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing/", "/api/v2/people/", "/api/v1/people"])
def test_an_unknown_address(path: str, db: None) -> None:
    for method in ("get", "post", "options"):
        assert shape(getattr(Client(enforce_csrf_checks=True), method)(path)) == (404, "not_found")


def test_a_missing_slash_is_told(db: None) -> None:
    assert "“/”" in ApiClient().get("/api/v1/people").json()["detail"]


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("{", "application/json", (400, "parse_error")),
        ("[" * 100_000, "application/json", (400, "parse_error")),
        ('{"name": NaN}', "application/json", (400, "parse_error")),
        ("[]", "application/json", (422, "invalid")),
        ("null", "application/json", (422, "invalid")),
        ("", "application/json", (422, "invalid")),
        ('{"name": "\\ud800", "email": "a@b.example"}', "application/json", (422, "invalid")),
        ("name=x", "application/x-www-form-urlencoded", (415, "unsupported_media_type")),
        (b"\xff\xfe", "application/json", (400, "parse_error")),
        ("x" * 3_000_000, "application/json", (413, "too_large")),
    ],
)
def test_a_body_that_is_none(
    administrator: Person, body: str | bytes, content_type: str, expected: tuple[int, str]
) -> None:
    assert shape(api_of(administrator).post(PEOPLE, body, content_type=content_type)) == expected


def test_a_method_and_a_form_that_are_not_spoken(administrator: Person) -> None:
    api = api_of(administrator)
    assert shape(api.put(PEOPLE)) == (405, "method_not_allowed")
    assert shape(api.options(PEOPLE)) == (405, "method_not_allowed")
    assert shape(api.get(PEOPLE, headers={"Accept": "text/csv"})) == (406, "not_acceptable")


def test_a_fault_of_ours_names_the_request(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("access.api.viewsets.people.PeopleViewSet.get_queryset", fail)
    client = client_of(administrator)
    client.raise_request_exception = False
    answer = client.get(PEOPLE)
    assert shape(answer) == (500, "server_error")
    assert "secret" not in answer.content.decode()


def test_a_suspicious_request(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise SuspiciousOperation

    monkeypatch.setattr("access.api.viewsets.people.PeopleViewSet.get_queryset", fail)
    assert shape(client_of(administrator).get(PEOPLE)) == (400, "bad_request")


def test_problems_speak_the_readers_language(db: None) -> None:
    answer = ApiClient().get(PEOPLE, headers={"Accept-Language": "de"})
    assert answer.headers["Content-Language"] == "de"
    assert shape(answer) == (401, "not_authenticated")
