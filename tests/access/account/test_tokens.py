"""One's own API tokens."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from access.actions.tokens import digest_of, issue_token
from access.models import ApiToken, Person
from common.clock import now
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from trail.models import TrailEntry

URL = "/access/me/tokens/"
NEW = f"{URL}new/"
ENTERED = {"name": "Nightly report", "scope": "write", "days": "30"}


def test_it_works(engineer: Person) -> None:
    client = client_of(engineer)
    answer = client.post(NEW, {**ENTERED, "confirmation": PASSWORD})
    page = answer.content.decode()
    secret = re.search(r"cpt_[\w-]{43}", page)
    assert secret
    assert f"Authorization: Bearer {secret[0]}" in page.replace("&quot;", '"')
    token = ApiToken.objects.get(person=engineer)
    assert token.digest == digest_of(secret[0])
    assert token.scopes == ["read", "write"]
    assert timedelta(days=29) < token.expires_at - now() <= timedelta(days=30)
    entry = TrailEntry.objects.get(verb="access.token.issued")
    assert entry.actor_id == engineer.pk
    assert secret[0] not in str(entry.changes) + str(entry.details)
    listed = client.get(URL).content.decode()
    assert token.prefix in listed
    assert "Live" in listed
    assert secret[0] not in listed, "it is shown once"
    api = Client(headers={"Authorization": f"Bearer {secret[0]}"})
    assert "http://testserver/api/v1/people/me/" in page, "a first call that is refused without the token"
    assert Client().get("/api/v1/people/me/").status_code == 401
    assert api.get("/api/v1/people/me/").json()["email"] == engineer.email


def test_it_asks_for_a_confirmation(engineer: Person) -> None:
    client = client_of(engineer)
    assert client.post(NEW, ENTERED).status_code == 422
    assert client.post(NEW, {**ENTERED, "confirmation": "wrong"}).status_code == 422
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "a\x00b"},
        {"scope": "everything"},
        {"scope": ""},
        {"days": "0"},
        {"days": "366"},
        {"days": "9" * 30},
        {"days": "soon"},
    ],
)
def test_what_is_wrong_is_told(engineer: Person, wrong: dict[str, str]) -> None:
    assert client_of(engineer, confirmed=True).post(NEW, {**ENTERED, **wrong}).status_code == 422
    assert not ApiToken.objects.exists()


def test_it_is_revoked_at_once(engineer: Person) -> None:
    token, secret = issue_token(engineer, name="t", scopes=["read"], days=1, by=engineer)
    client = client_of(engineer)
    assert "cannot be undone" in client.get(f"{URL}{token.pk}/revoke/").content.decode()
    assert client.post(f"{URL}{token.pk}/revoke/").headers["Location"] == URL
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/people/").status_code == 401
    assert "Revoked" in client.get(URL).content.decode()
    assert TrailEntry.objects.filter(verb="access.token.revoked", actor=engineer).count() == 1


def test_looking_revokes_nothing(engineer: Person) -> None:
    token, _secret = issue_token(engineer, name="t", scopes=["read"], days=1, by=engineer)
    client_of(engineer).get(f"{URL}{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is None


def test_other_peoples_tokens_are_not_there(engineer: Person, administrator: Person) -> None:
    token, _secret = issue_token(engineer, name="Secret plan", scopes=["read"], days=1, by=engineer)
    client = client_of(administrator, confirmed=True)
    assert "Secret plan" not in client.get(URL).content.decode()
    for key in (token.pk, uuid4()):
        assert client.get(f"{URL}{key}/revoke/").status_code == 404
        assert client.post(f"{URL}{key}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_an_expired_one_is_marked(engineer: Person) -> None:
    issue_token(engineer, name="t", scopes=["read"], days=1, by=engineer)
    with time_machine.travel(now() + timedelta(days=2)):
        page = client_of(engineer).get(URL).content.decode()
    assert "Expired" in page
    assert "/revoke/" not in page
