"""Signing in by password."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from access.actions.people import deactivate_person
from access.models import Notification, Person, PortalSession
from access.rules.people import FAILURES_FOR_TARGET
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from trail.models import TrailEntry

URL = "/access/sign-in/"


def sign_in(client: Client, email: str, password: str = PASSWORD, query: str = ""):
    return client.post(f"{URL}{query}", {"email": email, "password": password})


def test_it_works(client: Client, engineer: Person) -> None:
    answer = client.post(
        URL,
        {"email": engineer.email.upper(), "password": PASSWORD},
        REMOTE_ADDR="192.0.2.7",
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    session = PortalSession.objects.get(person=engineer)
    assert session.address == "192.0.2.7"
    assert "Firefox" in session.device
    entry = TrailEntry.objects.get(verb="access.session.started")
    assert (entry.actor_id, entry.address, entry.subject_id) == (engineer.pk, "192.0.2.7", str(engineer.pk))
    assert client.get("/access/me/").status_code == 200


def test_the_answer_is_the_same_for_unknown_addresses_and_wrong_passwords(client: Client, engineer: Person) -> None:
    unknown = sign_in(client, "who@example.org", "wrong")
    wrong = sign_in(client, engineer.email, "wrong")
    assert unknown.status_code == wrong.status_code == 422
    same = unknown.content.decode().replace("who@example.org", engineer.email)
    assert _without_token(same) == _without_token(wrong.content.decode())
    refused = TrailEntry.objects.get(verb="access.session.refused")
    assert (refused.subject_id, refused.actor_id) == (str(engineer.pk), None)


def test_unknown_addresses_cost_a_password_hash_too(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr("access.authentication.make_password", hashed.append)
    sign_in(client, "who@example.org", "guess")
    assert hashed == ["guess"]


@pytest.mark.parametrize("known", [True, False])
def test_too_many_failures_make_everybody_wait_the_same(client: Client, engineer: Person, known: bool) -> None:
    email = engineer.email if known else "who@example.org"
    for _try in range(FAILURES_FOR_TARGET):
        assert sign_in(client, email, "wrong").status_code == 422
    answer = sign_in(client, email, PASSWORD)
    assert answer.status_code == 422
    assert "Too many failed attempts" in answer.content.decode()
    assert not PortalSession.objects.exists()


def test_a_deactivated_person_is_unknown(client: Client, engineer: Person, administrator: Person) -> None:
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    assert sign_in(client, engineer.email).status_code == 422


def test_the_session_gets_a_new_key(client: Client, engineer: Person) -> None:
    """No fixation: a key that was planted before the sign-in opens nothing after it."""
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = str(session.session_key)
    sign_in(client, engineer.email)
    assert client.session.session_key != planted
    assert not PortalSession.objects.filter(session_key=planted).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/access/me/").status_code == 302


def test_it_goes_on_to_the_page_that_was_asked_for(client: Client, engineer: Person) -> None:
    answer = sign_in(client, engineer.email, query="?next=/access/me/sessions/%3Fa%3D1")
    assert answer.headers["Location"] == "/access/me/sessions/?a=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        " https://evil.example",
        "/" + "x" * 3000,
    ],
)
def test_it_goes_nowhere_else(client: Client, engineer: Person, elsewhere: str) -> None:
    answer = client.post(f"{URL}?next=", {"email": engineer.email, "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_whoever_is_signed_in_goes_on_at_once(engineer: Person) -> None:
    assert client_of(engineer).get(f"{URL}?next=/jobs/").headers["Location"] == "/jobs/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("", ""), ("x" * 255, "p"), ("a\x00b@example.org", "p"), ("a@example.org", "p\x00"), ("a@b.c", "p" * 201)],
)
def test_bad_input_is_told(client: Client, db: None, email: str, password: str) -> None:
    assert sign_in(client, email, password).status_code == 422


@pytest.mark.parametrize("email", ["\x1b[31m@example.org", "\u202e@example.org", "ingrid.sørensen@example.org", "%s%n"])
def test_odd_addresses_are_merely_unknown(client: Client, db: None, email: str) -> None:
    assert sign_in(client, email, "wrong").status_code == 422


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml"])
def test_another_content_type_is_told(client: Client, db: None, content_type: str) -> None:
    assert client.post(URL, "{}", content_type=content_type).status_code == 422


def test_a_broken_form_is_told(client: Client, db: None) -> None:
    assert client.post(URL, "x", content_type="multipart/form-data").status_code == 400


def test_looking_changes_nothing(client: Client, engineer: Person) -> None:
    before = TrailEntry.objects.count()
    client.get(f"{URL}?email={engineer.email}&password={PASSWORD}")
    assert not PortalSession.objects.exists()
    assert TrailEntry.objects.count() == before


def test_a_new_address_is_told_in_the_inbox(engineer: Person) -> None:
    for address in ("192.0.2.1", "192.0.2.1", "198.51.100.9"):
        Client(REMOTE_ADDR=address).post(URL, {"email": engineer.email, "password": PASSWORD})
    told = Notification.objects.filter(person=engineer, kind="sign-in")
    assert [message.title for message in told] == ["Signed in from 198.51.100.9"]


def test_the_sample_says_where_its_people_are_listed(client: Client, db: None, settings: Any) -> None:
    settings.SAMPLE_IDENTITY = True
    settings.OIDC_ISSUER = "http://localhost:8002"
    page = client.get(URL).content.decode()
    assert "The page of its identity provider lists the people you can be" in page


def test_nobody_is_named_before_they_sign_in(client: Client, engineer: Person, settings: Any) -> None:
    page = client.get(f"{URL}?as={engineer.email}").content.decode()
    assert "Emil Engineer" not in page
    assert settings.SAMPLE_PASSWORD not in page
    assert "sample organisation" not in page


def test_its_address_is_named() -> None:
    assert reverse("access:sign-in") == URL


def _without_token(page: str) -> str:
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower())
