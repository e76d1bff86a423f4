"""What Entra and Okta send otherwise than the RFCs say is taken as they mean it."""

from typing import Any

import pytest

from tests.factories.scim import Directory, person, row_of

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


@pytest.mark.parametrize(
    ("operation", "path", "value"),
    [
        ({"op": "Replace", "path": "displayName", "value": "New"}, ("displayName",), "New"),
        ({"op": "Add", "path": "title", "value": "Boss"}, ("title",), "Boss"),
        (
            {"op": "Add", "path": 'emails[type eq "work"].value', "value": "a@example.org"},
            ("emails", 0),
            "a@example.org",
        ),
        ({"op": "Replace", "path": "name.familyName", "value": "King"}, ("name", "familyName"), "King"),
        ({"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Engines"}, (ENTERPRISE, "department"), "Engines"),
        ({"op": "Add", "path": f"{ENTERPRISE}:manager", "value": "m-1"}, (ENTERPRISE, "manager"), {"value": "m-1"}),
        ({"op": "Replace", "value": {"displayName": "New", "name.givenName": "Ada"}}, ("name", "givenName"), "Ada"),
        ({"op": "Replace", "value": {f"{ENTERPRISE}:department": "X"}}, (ENTERPRISE, "department"), "X"),
        ({"op": "replace", "value": {"shoeSize": 38, "title": "Boss"}}, ("title",), "Boss"),
    ],
)
def test_patches_of_entra(
    directory: Directory, operation: dict[str, Any], path: tuple[str | int, ...], value: Any
) -> None:
    said = directory.enter("ada", displayName="Old")
    answer = directory.patch(f"/Users/{said['id']}", operation)
    assert answer.status_code == 204, answer.content
    found: Any = directory.get(f"/Users/{said['id']}")
    for step in path:
        found = found[step]
    assert (found["value"] if path == ("emails", 0) else found) == value


@pytest.mark.parametrize("text", ["False", "false", "FALSE"])
def test_truths_as_texts(directory: Directory, text: str) -> None:
    said = directory.enter("ada", active="True")
    assert said["active"] is True
    for back, operation in (
        (False, {"op": "Replace", "path": "active", "value": text}),
        (True, {"op": "Replace", "value": {"active": "True"}}),
    ):
        assert directory.patch(f"/Users/{said['id']}", operation).status_code == 204
        assert row_of(said).is_active is back
    replaced = directory.ask("PUT", f"/Users/{said['id']}", person("ada", active=text))
    assert replaced.json()["active"] is False


def test_what_is_no_truth_is_refused(directory: Directory) -> None:
    said = directory.enter("ada")
    answer = directory.patch(f"/Users/{said['id']}", {"op": "replace", "path": "active", "value": "perhaps"})
    assert answer.status_code == 400
    assert row_of(said).is_active


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "remove"}, "noTarget"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "replace", "path": "groups", "value": []}, "mutability"),
        ({"op": "replace", "path": "emails[", "value": "x"}, "invalidPath"),
        ({"op": "flip", "path": "title", "value": "x"}, "invalidSyntax"),
    ],
)
def test_other_patches_are_refused(directory: Directory, operation: dict[str, Any], kind: str) -> None:
    said = directory.enter("ada", title="Boss")
    answer = directory.patch(f"/Users/{said['id']}", operation)
    assert answer.status_code == 400
    assert answer.json()["scimType"] in {kind, "invalidValue"}, answer.json()
    assert directory.get(f"/Users/{said['id']}") == said | {"meta": directory.get(f"/Users/{said['id']}")["meta"]}


def test_several_operations_are_one_change(directory: Directory) -> None:
    said = directory.enter("ada", title="Boss")
    answer = directory.patch(
        f"/Users/{said['id']}",
        {"op": "replace", "path": "title", "value": "Chief"},
        {"op": "replace", "path": "id", "value": "x"},
    )
    assert answer.status_code == 400
    assert directory.get(f"/Users/{said['id']}")["title"] == "Boss"
