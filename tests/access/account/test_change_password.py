"""Changing one's own password."""

import pytest
from django.test import Client

from access.models import Person, PortalSession
from access.rules.people import FAILURES_FOR_TARGET
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD, fresh
from trail.models import TrailEntry

URL = "/access/me/password/"
NEW = "Eleven-Loud-Meadows"


def change(client: Client, current: str = PASSWORD, password: str = NEW, again: str | None = None):
    return client.post(URL, {"current": current, "password": password, "again": password if again is None else again})


def test_it_works(engineer: Person) -> None:
    here, elsewhere = client_of(engineer), client_of(engineer)
    key = here.session.session_key
    before = TrailEntry.objects.filter(verb="access.person.password_set").count()
    answer = change(here)
    assert answer.headers["Location"] == URL
    assert here.session.session_key != key
    page = here.get(URL)
    assert page.status_code == 200, "this session continues"
    assert "this one continues" in page.content.decode()
    assert elsewhere.get(URL).status_code == 302
    assert PortalSession.objects.filter(person=engineer).count() == 1
    assert fresh(engineer).check_password(NEW)
    assert TrailEntry.objects.filter(verb="access.person.password_set").count() == before + 1


@pytest.mark.parametrize(
    ("current", "password", "again", "why"),
    [
        ("wrong", NEW, NEW, "not your present password"),
        (PASSWORD, "short", "short", "too short"),
        (PASSWORD, NEW, "Eleven-Loud-Meadowz", "differ"),
        (PASSWORD, PASSWORD, PASSWORD, "Choose another one"),
        ("", "", "", "required"),
    ],
)
def test_what_is_wrong_is_told(engineer: Person, current: str, password: str, again: str, why: str) -> None:
    answer = change(client_of(engineer), current, password, again)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert fresh(engineer).check_password(PASSWORD)


def test_guessing_the_present_password_is_throttled(engineer: Person) -> None:
    client = client_of(engineer)
    for _try in range(FAILURES_FOR_TARGET):
        change(client, current="wrong")
    answer = change(client)
    assert answer.status_code == 422
    assert "Too many failed attempts" in answer.content.decode()


def test_looking_changes_nothing(engineer: Person) -> None:
    client_of(engineer).get(f"{URL}?current={PASSWORD}&password={NEW}&again={NEW}")
    assert fresh(engineer).check_password(PASSWORD)
