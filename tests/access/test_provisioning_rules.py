"""What the directory says, and what of it cannot be kept."""

from typing import Any

import pytest

from access.rules.provisioning import (
    ENTERPRISE,
    GroupEntry,
    PersonEntry,
    changed_attributes,
    department_of,
    refuse_group_entry,
    refuse_letting_in,
    refuse_members,
    refuse_other_than_directory,
    refuse_person_entry,
)
from common.refusals import Refusal


def code_of(refusal: Refusal | None) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({}, "ada"),
        ({"displayName": " Ada "}, "Ada"),
        ({"displayName": "Ada", "name": {"formatted": "Other"}}, "Ada"),
        ({"name": {"formatted": "Countess Ada"}}, "Countess Ada"),
        ({"name": {"familyName": "King"}}, "King"),
        ({"displayName": "   "}, "ada"),
        ({"name": None}, "ada"),
        ({"displayName": "x" * 201}, "x" * 200),
    ],
)
def test_name(attributes: dict[str, Any], name: str) -> None:
    assert PersonEntry("ada", attributes=attributes).name == name


@pytest.mark.parametrize(
    ("emails", "address"),
    [
        (None, ""),
        ([], ""),
        ([{"type": "work"}], ""),
        ([{"value": "a@example.org"}], "a@example.org"),
        ([{"value": "a@example.org"}, {"value": "w@example.org", "type": "Work"}], "w@example.org"),
        (
            [{"value": "w@example.org", "type": "work"}, {"value": "p@example.org", "primary": True}],
            "p@example.org",
        ),
    ],
)
def test_address(emails: Any, address: str) -> None:
    assert PersonEntry("ada", attributes={"emails": emails}).email == address


@pytest.mark.parametrize(
    ("attributes", "department"),
    [({}, ""), ({ENTERPRISE: None}, ""), ({ENTERPRISE: {"department": " Engines "}}, "Engines")],
)
def test_department(attributes: dict[str, Any], department: str) -> None:
    assert department_of(attributes) == department


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (PersonEntry("ada"), ""),
        (PersonEntry(""), "user_name_missing"),
        (PersonEntry("x" * 255, "y" * 255), ""),
        (PersonEntry("x" * 256), "too_long"),
        (PersonEntry("ada", "y" * 256), "too_long"),
        (PersonEntry("ada", attributes={ENTERPRISE: {"department": "x" * 101}}), "too_long"),
        (PersonEntry("ada", attributes={"title": "x" * 100_000}), "too_many_attributes"),
        (PersonEntry("ada", attributes={"title": "a\x00"}), "null_character"),
    ],
)
def test_person_entry(entry: PersonEntry, code: str) -> None:
    assert code_of(refuse_person_entry(entry)) == code


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (GroupEntry("Engineers"), ""),
        (GroupEntry(""), "display_name_missing"),
        (GroupEntry("x" * 256), "too_long"),
        (GroupEntry("Engineers", "y" * 256), "too_long"),
    ],
)
def test_group_entry(entry: GroupEntry, code: str) -> None:
    assert code_of(refuse_group_entry(entry)) == code


def test_members() -> None:
    assert refuse_members([]) is None
    refusal = refuse_members(["x" * 200])
    assert refusal is not None
    assert refusal.details == {"id": "x" * 100}


@pytest.mark.parametrize(("by_hand", "code"), [(False, None), (True, "deactivated_by_hand")])
def test_whom_the_directory_lets_in(by_hand: bool, code: str | None) -> None:
    refusal = refuse_letting_in(name="Lea", ended_by_hand=by_hand)
    assert (refusal.code if refusal else None) == code
    assert refusal is None or "Lea was deactivated in the portal" in refusal.text


def test_nobody_else_is_the_directory() -> None:
    assert refuse_other_than_directory(is_directory=True) is None
    assert code_of(refuse_other_than_directory(is_directory=False)) == "not_the_directory"


def test_changed_attributes_are_named_in_short() -> None:
    before = {"title": "Boss", "displayName": "Ada", ENTERPRISE: {"department": "A"}}
    after = {"title": "Boss", "nickName": "Addy", ENTERPRISE: {"department": "B"}}
    assert changed_attributes(before, after) == ["User", "displayName", "nickName"]
