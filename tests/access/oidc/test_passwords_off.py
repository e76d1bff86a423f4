"""With a provider, local passwords open nothing."""

import pytest
from django.test import Client

from access.models import Person
from tests.access.oidc.provider import Provider
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def test_a_right_password_opens_nothing(provider: Provider) -> None:
    person = make_person("Lena Local")
    browser = Client()

    answer = browser.post("/access/sign-in/", {"email": person.email, "password": PASSWORD})

    assert answer.status_code == 200
    assert 'type="password"' not in answer.content.decode()
    assert browser.get("/access/me/").status_code == 302


def test_a_local_session_ends_when_the_provider_is_named(provider: Provider, engineer: Person) -> None:
    assert client_of(engineer).get("/access/me/").status_code == 302


def test_a_session_of_the_provider_ends_when_it_is_no_longer_named(provider: Provider, settings: object) -> None:
    browser = Client()
    browser.get(provider.approve(browser.get("/access/oidc/sign-in/")["Location"]))
    assert browser.get("/access/me/").status_code == 200

    settings.OIDC_ISSUER = ""  # type: ignore[attr-defined]

    assert browser.get("/access/me/").status_code == 302


def test_nobody_changes_a_password(provider: Provider) -> None:
    browser = Client()
    browser.get(provider.approve(browser.get("/access/oidc/sign-in/")["Location"]))

    assert browser.get("/access/me/password/").status_code == 404
    page = browser.get("/access/me/").content.decode()
    assert "/access/me/password/" not in page
    assert "Example Corp." in page
