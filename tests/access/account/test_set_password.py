"""Choosing a password with a link."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from access.actions.people import deactivate_person, invite_person, sign_in_link
from access.actions.tokens import issue_token
from access.models import Person
from access.password_links import link_tokens
from common.clock import now
from tests.factories.clients import api_of, client_of
from trail.models import TrailEntry

NEW = "Eleven-Loud-Meadows"


def link_for(person: Person) -> str:
    key = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("access:set-password", args=[key, link_tokens.make_token(person)])


def test_it_works(client: Client, administrator: Person) -> None:
    person = invite_person(email="new@example.org", name="Nia New", department_id=None, by=administrator)
    link = link_for(person)
    page = client.get(link).content.decode()
    assert "Nia New" in page
    assert "12 characters" in page
    answer = client.post(link, {"password": NEW, "again": NEW}, follow=True)
    assert answer.redirect_chain == [("/access/sign-in/", 302)]
    assert "Your password is set" in answer.content.decode()
    assert client.post("/access/sign-in/", {"email": person.email, "password": NEW}).status_code == 302
    assert TrailEntry.objects.filter(verb="access.person.password_set", actor=person).count() == 1


def test_it_works_once(client: Client, engineer: Person) -> None:
    link = link_for(engineer)
    client.post(link, {"password": NEW, "again": NEW})
    assert client.get(link).status_code == 404
    again = client.post(link, {"password": "Another-Good-One-9", "again": "Another-Good-One-9"})
    assert again.status_code == 404
    assert "no longer works" in again.content.decode()


def test_it_ends_every_session(client: Client, engineer: Person) -> None:
    elsewhere = client_of(engineer)
    client.post(link_for(engineer), {"password": NEW, "again": NEW})
    assert elsewhere.get("/access/me/").status_code == 302


def test_it_expires(client: Client, engineer: Person) -> None:
    link = link_for(engineer)
    with time_machine.travel(now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1)):
        assert client.get(link).status_code == 404


def test_a_link_of_somebody_deactivated_opens_nothing(client: Client, engineer: Person, administrator: Person) -> None:
    link = link_for(engineer)
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("short", "short", "too short"),
        ("password123456", "password123456", "too common"),
        ("Emil-Engineer", "Emil-Engineer", "too similar"),
        (NEW, "Eleven-Loud-Meadowz", "differ"),
        ("x" * 201, "x" * 201, "at most 200"),
        (NEW + "\x00", NEW + "\x00", "Null"),
        ("", "", "required"),
    ],
)
def test_a_poor_password_is_told(client: Client, engineer: Person, password: str, again: str, why: str) -> None:
    link = link_for(engineer)
    answer = client.post(link, {"password": password, "again": again})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert client.get(link).status_code == 200, "the link is not spent"


@pytest.mark.parametrize("key", ["x", "MTIz", "____", "w6k", "OGQ3ZTFmOTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw"])
def test_a_broken_link_is_explained(client: Client, db: None, key: str) -> None:
    answer = client.get(reverse("access:set-password", args=[key, "abc-def"]))
    assert answer.status_code == 404
    assert "no longer works" in answer.content.decode()


def test_the_address_tells_no_other_site(client: Client, engineer: Person) -> None:
    answer = client.get(link_for(engineer))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_newer_link_ends_the_older_one(client: Client, administrator: Person, engineer: Person) -> None:
    older = sign_in_link(engineer.pk, by=administrator)
    newer = sign_in_link(engineer.pk, by=administrator)
    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


def test_tokens_that_go_on_working_are_told(client: Client, engineer: Person) -> None:
    program = api_of(engineer)
    issue_token(engineer, name="other", scopes=["read"], days=1, by=engineer)
    link = link_for(engineer)
    page = client.get(link).content.decode()
    assert "2 API tokens of yours go on working" in page
    assert reverse("access:tokens") in page
    client.post(link, {"password": NEW, "again": NEW})
    message = engineer.notifications.get(kind="account")
    assert "API tokens that still work: 2" in message.title
    assert message.link == reverse("access:tokens")
    assert program.get("/api/v1/people/me/").status_code == 200


def test_without_tokens_nothing_is_told(client: Client, engineer: Person) -> None:
    link = link_for(engineer)
    assert "API token" not in client.get(link).content.decode()
    client.post(link, {"password": NEW, "again": NEW})
    assert not engineer.notifications.filter(kind="account").exists()
