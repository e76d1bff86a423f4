"""Signing out."""

from django.test import Client

from access.models import Person, PortalSession
from tests.factories.clients import client_of
from trail.models import TrailEntry

URL = "/access/sign-out/"


def test_it_works(engineer: Person) -> None:
    client = client_of(engineer)
    answer = client.post(URL, follow=True)
    assert answer.redirect_chain == [("/access/sign-in/", 302)]
    assert "You are signed out." in answer.content.decode()
    assert not PortalSession.objects.filter(person=engineer).exists()
    assert TrailEntry.objects.filter(verb="access.session.ended", actor=engineer).count() == 1
    assert client.get("/access/me/").status_code == 302


def test_a_link_signs_nobody_out(engineer: Person) -> None:
    client = client_of(engineer)
    assert client.get(URL).status_code == 405
    assert client.get("/access/me/").status_code == 200


def test_a_form_from_elsewhere_signs_nobody_out(engineer: Person) -> None:
    client = client_of(engineer, enforce_csrf_checks=True)
    assert client.post(URL).status_code == 403
    assert client.get("/access/me/").status_code == 200


def test_a_stranger_lands_on_the_sign_in(client: Client, db: None) -> None:
    assert client.post(URL).headers["Location"] == "/access/sign-in/"
