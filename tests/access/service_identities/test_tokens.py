"""Tokens of programs: issued by administrators, renewed and revoked by whoever answers for them, too."""

from datetime import timedelta

import pytest

from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token, renew_token, revoke_token
from access.models import ApiToken, Person
from access.permits import PermissionRefused
from common.clock import held_at, now
from common.refusals import Refused
from tests.factories.clients import ApiClient
from tests.factories.people import fresh
from tests.factories.service_identities import answerer, make_service
from trail.models import TrailEntry

ME = "/api/v1/people/me/"


def client_with(secret: str) -> ApiClient:
    return ApiClient(headers={"Authorization": f"Bearer {secret}"})


def test_it_works(administrator: Person) -> None:
    service = make_service("Export", "engineer")
    token, secret = issue_token(service, name="Scheduler", scopes=["read"], days=30, by=administrator)
    assert client_with(secret).get(ME).json()["permissions"] == sorted(service.permissions)
    entry = TrailEntry.objects.about(service)[0]
    assert entry.sentence == f"Ada Administrator issued the API token {token} to Export"
    assert entry.actor == administrator
    assert secret not in str(entry.changes)
    assert ApiToken.objects.get(pk=token.pk).last_used_at is not None


def test_only_those_who_may_issue_one(administrator: Person, officer: Person) -> None:
    service = make_service()
    for by in (answerer(), officer, service):
        with pytest.raises(PermissionRefused):
            issue_token(service, name="t", scopes=["read"], days=1, by=by)
    assert not ApiToken.objects.exists()


def test_nobody_issues_a_person_a_token_of_the_directory(administrator: Person, engineer: Person) -> None:
    for holder in (engineer, make_service()):
        by = holder if holder == engineer else administrator
        with pytest.raises(Refused) as caught:
            issue_token(holder, name="t", scopes=["scim"], days=1, by=by)
        assert caught.value.refusal.code == "not_the_directory"


def test_the_directory_gets_no_other(administrator: Person) -> None:
    directory = ensure_scim_service()
    with pytest.raises(Refused) as caught:
        issue_token(directory, name="t", scopes=["read", "scim"], days=1, by=administrator)
    assert caught.value.refusal.code == "directory_scope_only"
    token, secret = issue_token(directory, name="t", scopes=["scim"], days=1, by=administrator)
    assert token.scopes == ["scim"]
    answer = client_with(secret).get(ME)
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


def test_whoever_answers_for_it_renews(administrator: Person) -> None:
    service, anna = make_service(), answerer()
    old, old_secret = issue_token(service, name="Scheduler", scopes=["read", "write"], days=3, by=administrator)
    token, secret = renew_token(old.pk, days=90, by=anna)
    assert (token.name, token.scopes, token.person) == ("Scheduler", ["read", "write"], service)
    for each in (old_secret, secret):
        assert client_with(each).get(ME).status_code == 200, "both work until the first is replaced"
    entry = TrailEntry.objects.about(service)[0]
    assert entry.sentence == f"Anna Answers issued the API token {token} of Nightly export in place of {old}"
    revoke_token(old.pk, by=anna, reason="Replaced")
    assert client_with(old_secret).get(ME).status_code == 401
    assert client_with(secret).get(ME).status_code == 200


def test_nobody_else_renews_or_revokes(administrator: Person, engineer: Person, officer: Person) -> None:
    token, secret = issue_token(make_service(), name="t", scopes=["read"], days=3, by=administrator)
    for by in (engineer, officer, token.person):
        with pytest.raises(PermissionRefused):
            renew_token(token.pk, days=3, by=by)
        with pytest.raises(PermissionRefused):
            revoke_token(token.pk, by=by)
    assert client_with(secret).get(ME).status_code == 200


def test_somebodys_own_token_is_not_renewed_for_them(administrator: Person, engineer: Person) -> None:
    token, _secret = issue_token(engineer, name="t", scopes=["read"], days=3, by=engineer)
    with pytest.raises(PermissionRefused):
        renew_token(token.pk, days=3, by=engineer)


def test_what_is_over_is_not_renewed(administrator: Person) -> None:
    service = make_service()
    revoked, _secret = issue_token(service, name="t", scopes=["read"], days=3, by=administrator)
    revoke_token(revoked.pk, by=administrator)
    expired, _secret = issue_token(service, name="t", scopes=["read"], days=3, by=administrator)
    with held_at(now() + timedelta(days=3)):
        for token in (revoked, expired):
            with pytest.raises(Refused) as caught:
                renew_token(token.pk, days=3, by=administrator)
            assert caught.value.refusal.code == "token_over"


@pytest.mark.parametrize("days", [0, 366])
def test_a_renewed_one_lives_as_long_as_any(administrator: Person, days: int) -> None:
    token, _secret = issue_token(make_service(), name="t", scopes=["read"], days=3, by=administrator)
    with pytest.raises(Refused) as caught:
        renew_token(token.pk, days=days, by=administrator)
    assert caught.value.refusal.code == "token_days"
    assert ApiToken.objects.count() == 1


def test_its_last_use_is_not_in_the_trail(administrator: Person) -> None:
    _token, secret = issue_token(make_service(), name="t", scopes=["read"], days=3, by=administrator)
    before = TrailEntry.objects.count()
    assert client_with(secret).get(ME).status_code == 200
    assert TrailEntry.objects.count() == before
    assert fresh(answerer()).is_active
