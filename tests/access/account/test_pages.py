"""Every page of one's own account answers, in both languages, and asks for a sign-in."""

import pytest
from django.test import Client
from django.urls import reverse

from access.models import Person
from tests.factories.clients import client_of

PAGES = [
    "access:me",
    "access:appearance",
    "access:change-password",
    "access:sessions",
    "access:second-factor",
    "access:second-factor-enrol",
    "access:recovery-codes",
    "access:second-factor-remove",
    "access:tokens",
    "access:new-token",
    "inbox:list",
    "jobs:list",
]


@pytest.mark.parametrize("name", PAGES)
def test_it_works(name: str, engineer: Person) -> None:
    answer = client_of(engineer).get(reverse(name))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "{#" not in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_somebody_without_a_role_has_an_account_too(name: str, nobody: Person) -> None:
    assert client_of(nobody).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_asked_to_sign_in(name: str, client: Client, db: None) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('access:sign-in')}?next={reverse(name)}"


@pytest.mark.parametrize("name", PAGES)
def test_htmx_is_sent_to_the_sign_in_as_a_whole_page(name: str, client: Client, db: None) -> None:
    answer = client.get(reverse(name), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("access:sign-in"))
