"""The page of the directory: its address, its tokens, and what it did."""

import pytest

from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token, revoke_token
from access.models import ApiToken, Person
from access.scim.settings_views import SHOWN
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from tests.factories.scim import ADDRESS, Directory
from trail.models import TrailEntry

PAGE = "/access/scim/"
NEW = "/access/scim/tokens/new/"


def test_before_the_first_token(administrator: Person) -> None:
    page = client_of(administrator).get(PAGE).content.decode()
    assert f"http://testserver{ADDRESS}" in page
    assert "No token yet" in page
    # Looking enters nothing.
    assert not Person.objects.services().exists()


def test_it_shows_tokens_and_what_was_done(directory: Directory, administrator: Person, auditor: Person) -> None:
    directory.enter("ada", displayName="Ada Lovelace")
    page = client_of(auditor).get(PAGE).content.decode()
    assert ApiToken.objects.get().prefix in page
    assert "Open to the directory" in page
    assert "Directory (SCIM) entered Ada Lovelace" in page
    assert NEW not in page
    assert NEW in client_of(administrator).get(PAGE).content.decode()


def test_a_live_token_counts_however_many_were_revoked_since(directory: Directory, administrator: Person) -> None:
    for number in range(SHOWN):
        token, _secret = issue_token(ensure_scim_service(), name=f"old {number}", scopes=["scim"], days=1, by=None)
        revoke_token(token.pk, by=administrator)

    page = client_of(administrator).get(PAGE).content.decode()

    assert "Open to the directory" in page
    assert ApiToken.objects.get(revoked_at=None).prefix in page


def test_a_token_is_shown_once_and_opens_the_directory(administrator: Person) -> None:
    browser = client_of(administrator, confirmed=True)
    shown = browser.post(NEW, {"name": "Entra", "days": "365"})
    assert shown.status_code == 200
    secret = shown.context["secret"]
    assert secret in shown.content.decode()
    assert secret not in browser.get(PAGE).content.decode()
    assert Directory(secret).get("/Users")["totalResults"] == 0
    row = ApiToken.objects.get()
    assert (row.name, row.scopes, row.person.subject) == ("Entra", ["scim"], "scim")
    entry = TrailEntry.objects.filter(verb="access.token.issued").latest("id")
    assert entry.actor_id == administrator.pk


def test_issuing_asks_for_a_confirmation(administrator: Person) -> None:
    browser = client_of(administrator)
    assert browser.post(NEW, {"name": "Entra", "days": "30"}).status_code == 422
    assert not ApiToken.objects.exists()
    assert browser.post(NEW, {"name": "Entra", "days": "30", "password": "wrong"}).status_code == 422
    assert PASSWORD not in browser.get(NEW).content.decode()


@pytest.mark.parametrize("days", ["0", "366", "x", ""])
def test_days_out_of_range(administrator: Person, days: str) -> None:
    answer = client_of(administrator, confirmed=True).post(NEW, {"name": "Entra", "days": days})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_who_may_not_see_it(engineer: Person, officer: Person, auditor: Person) -> None:
    assert client_of(engineer).get(PAGE).status_code == 404
    assert client_of(officer).get(PAGE).status_code == 404
    assert client_of(auditor).get(NEW).status_code == 403
    assert client_of(auditor).post(NEW, {"name": "x", "days": "3"}).status_code == 403
