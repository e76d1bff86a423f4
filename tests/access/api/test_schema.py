"""The description of the API."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories.clients import ApiClient

# For whoever found a token; nobody has to sign in.
PUBLIC = {"POST /api/v1/tokens/leaked/"}
SCHEMA = "/api/v1/schema/"


@pytest.fixture
def described(db: None) -> dict[str, Any]:
    schema: dict[str, Any] = ApiClient().get(SCHEMA).json()
    return schema


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", each)
        for path, methods in described["paths"].items()
        for method, each in methods.items()
    ]


def test_it_is_openapi_3_1_for_everybody_without_a_warning(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    answer = ApiClient().get(SCHEMA)
    assert answer.headers["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert answer.json()["openapi"].startswith("3.1")
    assert capsys.readouterr().err == ""
    assert b"openapi: 3.1" in ApiClient().get(SCHEMA, headers={"Accept": "application/vnd.oai.openapi"}).content


def test_every_operation_is_summarized_tagged_and_names_its_errors(described: dict[str, Any]) -> None:
    tags = {each["name"]: each["description"] for each in described["tags"]}
    assert len(tags) == len(described["tags"])
    assert {"boundary-rules", "departments", "people", "roles", "trail-entries"} <= set(tags)
    for name, operation in operations(described):
        assert operation["summary"], name
        assert set(operation["tags"]) <= set(tags), name
        assert all(response["description"] for response in operation["responses"].values()), name
        if name in PUBLIC:
            assert operation["security"] == [{}], name
            continue
        assert {"400", "401", "403", "404"} <= set(operation["responses"]), name
        if not name.startswith("GET"):
            assert {"409", "415", "422"} <= set(operation["responses"]), name
        assert operation["security"] == [{"bearer": []}, {"cookieAuth": []}], name
        assert operation["responses"]["404"]["content"].keys() == {"application/problem+json"}, name


def test_operations_are_named_after_resource_and_action(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _name, operation in operations(described)]
    assert len(names) == len(set(names))
    assert {"people_list", "people_update", "people_assign_role", "roles_retire", "trail_entries_retrieve"} <= set(
        names
    )


def test_headers_are_told_where_they_count(described: dict[str, Any]) -> None:
    def headers(path: str, method: str) -> set[str]:
        parameters = described["paths"][path][method].get("parameters", [])
        return {each["name"] for each in parameters if each["in"] == "header"}

    assert headers("/api/v1/roles/", "post") == {"Idempotency-Key", "Portal-Step-Up"}
    assert headers("/api/v1/people/{id}/end-sessions/", "post") == {"Idempotency-Key"}
    assert headers("/api/v1/roles/", "get") == set()


def test_every_input_has_an_example(described: dict[str, Any]) -> None:
    posts = [operation for name, operation in operations(described) if name.startswith("POST")]
    bodies = [each["requestBody"]["content"] for each in posts if "requestBody" in each]
    # A form with a file has none: it cannot be shown.
    assert all("examples" in each["application/json"] for each in bodies if "multipart/form-data" not in each)


def test_it_tells_nobody_which_custom_roles_there_are(described: dict[str, Any]) -> None:
    parameters = described["paths"]["/api/v1/people/"]["get"]["parameters"]
    role = next(each for each in parameters if each["name"] == "role")
    assert role["schema"] == {"type": "string"}


def test_the_page_needs_no_inline_script_or_style(db: None) -> None:
    page = Client().get("/api/v1/docs/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") == 2
    assert json.dumps(SCHEMA).strip('"') in page
