"""Adding, removing and moving steps of a route, and what is drawn meanwhile."""

import re
from typing import Any

import pytest
from django.test import Client

from access.models import Person
from common.permissions import RoleName
from registers.forms.routes import changed
from tests.factories.clients import client_of
from tests.factories.reviews import board
from tests.factories.routes import route_in_use
from tests.registers.reviews.test_route_editing import URL, key, said

OFFICER, PRIVACY = RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER
STEPS = [{"name": name} for name in "ABC"]


@pytest.mark.parametrize(
    ("change", "names", "about"),
    [
        ("add", ["A", "B", "C", None], 4),
        ("remove-2", ["A", "C"], 2),
        ("remove-3", ["A", "B"], 2),
        ("up-3", ["A", "C", "B"], 2),
        ("up-1", ["A", "B", "C"], 1),
        ("down-1", ["B", "A", "C"], 2),
        ("down-3", ["A", "B", "C"], 3),
        ("sideways-2", ["A", "B", "C"], 2),
        ("up-9", ["A", "B", "C"], 0),
        ("up-", ["A", "B", "C"], 0),
        ("up-²", ["A", "B", "C"], 0),
        ("", ["A", "B", "C"], 0),
    ],
)
def test_what_a_button_does(change: str, names: list[str | None], about: int) -> None:
    steps, moved = changed(STEPS, change)
    assert [each.get("name") for each in steps] == names
    assert moved == about


def test_no_more_steps_than_a_route_has() -> None:
    assert len(changed([{"name": "A"}] * 10, "add")[0]) == 10


@pytest.fixture
def client(administrator: Person) -> Client:
    board()
    return client_of(administrator, confirmed=True)


def names_in(page: str) -> list[str]:
    found = dict(re.findall(r'name="step(\d+)_name"(?: value="([^"]*)")?', page))
    return [found[number] for number in sorted(found, key=int)]


def two_steps(**more: Any) -> dict[str, Any]:
    return said(
        {"name": "First", "roles": [key(OFFICER)], "due_in": "a week"},
        {"name": "Second", "roles": [key(PRIVACY)]},
        **more,
    )


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "route-editor"}])
def test_with_a_script_and_without(client: Client, headers: dict[str, str]) -> None:
    answer = client.post(URL, two_steps(change="down-1", months="5", reason="Because"), headers=headers)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert names_in(page) == ["Second", "First"]
    # What was entered goes along, in order or not, and nothing is complained about yet.
    assert 'name="step2_due_in" value="a week"' in page
    assert 'name="months" value="5"' in page
    assert "Because</textarea>" in page
    assert "error-summary" not in page
    assert re.search(r'name="step2_name"[^>]*autofocus', page)
    assert ("<html" in page) is not bool(headers)
    assert route_in_use("low").number == 1


def test_a_step_is_added_and_removed(client: Client) -> None:
    page = client.post(URL, two_steps(change="add")).content.decode()
    assert names_in(page) == ["First", "Second", ""]
    assert 'name="step3_due_in" value="5"' in page
    page = client.post(URL, two_steps(change="remove-1")).content.decode()
    assert names_in(page) == ["Second"]
    assert 'value="remove-1"' not in page


def test_the_drawing_says_what_is_wrong_at_its_step(client: Client) -> None:
    law = {"name": "Law", "roles": [key(RoleName.LEGAL_REVIEWER)]}
    data = said({"name": "Compliance", "roles": [key(OFFICER)]}, law, live="1", months="7")
    answer = client.post(URL, data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    drawn = answer.content.decode()
    assert "<form" not in drawn
    assert "Approved for 7 months" in drawn
    first, second = drawn.split("route-box-head")[1:]
    assert "Nobody could decide" not in first
    assert "Nobody could decide at the step “Law”" in second
    assert "nobody could decide now" in second
    # And at the step of the form, where the drawing stands below it.
    assert 'id="step-1-said" hx-swap-oob="true"></div>' in drawn
    assert 'id="step-2-said" hx-swap-oob="true"><p class="route-warning">' in drawn
    assert route_in_use("low").number == 1


def test_the_drawing_of_what_is_not_in_order(client: Client) -> None:
    data = said({"name": "", "due_in": "x", "agreement": "?"}, live="1", months="many")
    drawn = client.post(URL, data, headers={"HX-Request": "true"}).content.decode()
    assert "Give every step a name." in drawn
    data = said({"name": "A", "roles": [key(OFFICER)]}, live="1", months="12")
    assert "Can be walked" in client.post(URL, data, headers={"HX-Request": "true"}).content.decode()
