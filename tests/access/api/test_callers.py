"""Who may call the API: tokens, their scopes and ends, sessions with CSRF, and the step-up."""

from datetime import timedelta

import pytest
import time_machine

from access import second_factor
from access.actions.tokens import issue_token, revoke_token
from access.models import ApiToken, Authenticator, Person, RoleAssignment
from common.clock import now
from tests.factories.clients import ApiClient, api_of, client_of
from tests.factories.people import PASSWORD, fresh
from trail.models import TrailEntry

ME = "/api/v1/people/me/"
ROLES = "/api/v1/roles/"
ROLE = {"name": "Reader", "permissions": ["access.view_roles"]}


def bearer(secret: str) -> ApiClient:
    return ApiClient(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_opens_and_its_use_is_noted_at_most_once_a_minute(engineer: Person) -> None:
    token, secret = issue_token(engineer, name="ci", scopes=["read"], days=1, by=engineer)
    entries = TrailEntry.objects.count()
    with time_machine.travel(now(), tick=False) as clock:
        assert bearer(secret).get(ME).json()["id"] == str(engineer.pk)
        first = ApiToken.objects.get(pk=token.pk).last_used_at
        clock.shift(timedelta(seconds=30))
        bearer(secret).get(ME)
        assert ApiToken.objects.get(pk=token.pk).last_used_at == first == now() - timedelta(seconds=30)
        clock.shift(timedelta(seconds=31))
        bearer(secret).get(ME)
        assert ApiToken.objects.get(pk=token.pk).last_used_at == now()
    assert TrailEntry.objects.count() == entries


def test_without_a_token_the_answer_says_how(db: None) -> None:
    answer = ApiClient().get(ME)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer nope", "bearer \u00ff", "Bearer " + "x" * 5000])
def test_a_token_that_is_none(header: str, db: None) -> None:
    answer = ApiClient(headers={"Authorization": header}).get(ME)
    assert answer.status_code == 401
    assert answer.json()["code"] in {"malformed_token", "unknown_token"}
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_an_expired_a_revoked_and_a_leavers_token(engineer: Person) -> None:
    token, secret = issue_token(engineer, name="ci", scopes=["read"], days=1, by=engineer)
    with time_machine.travel(now() + timedelta(days=1, seconds=1)):
        assert bearer(secret).get(ME).json()["code"] == "expired_token"
    revoke_token(token.pk, by=engineer)
    assert bearer(secret).get(ME).json()["code"] == "revoked_token"


def test_a_read_token_does_not_write(administrator: Person) -> None:
    answer = api_of(administrator, ["read"]).post(ROLES, ROLE)
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="write"' in answer.headers["WWW-Authenticate"]


def test_a_session_reads_and_writes_only_with_the_csrf_token(administrator: Person) -> None:
    client = client_of(administrator, confirmed=True, enforce_csrf_checks=True)
    assert client.get(ME).status_code == 200
    refused = client.post(ROLES, ROLE, content_type="application/json")
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]
    token = client.get("/api/v1/docs/").context["csrf_token"]
    done = client.post(ROLES, ROLE, content_type="application/json", headers={"X-CSRFToken": str(token)})
    assert done.status_code == 201


def test_step_up_is_asked_for_and_says_how(administrator: Person) -> None:
    for client in (api_of(administrator, step_up=False), client_of(administrator)):
        answer = client.post(ROLES, ROLE, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
        assert "Portal-Step-Up" in answer.json()["detail"]


def test_a_token_gains_nothing_from_a_confirmed_session(administrator: Person) -> None:
    client = client_of(administrator, confirmed=True)
    _token, secret = issue_token(administrator, name="x", scopes=["write"], days=1, by=administrator)
    headers = {"Authorization": f"Bearer {secret}"}
    answer = client.post(ROLES, ROLE, content_type="application/json", headers=headers)
    assert answer.json()["code"] == "step_up_required"


def test_a_wrong_confirmation_is_refused_and_ten_are_enough(administrator: Person) -> None:
    api = api_of(administrator, step_up=False)
    for _each in range(10):
        answer = api.post(ROLES, ROLE, headers={"Portal-Step-Up": "wrong"})
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_confirmation")
    answer = api.post(ROLES, ROLE, headers={"Portal-Step-Up": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert answer.headers["Retry-After"] == "900"


def test_with_a_second_factor_the_password_is_not_enough(administrator: Person) -> None:
    from pyotp import TOTP

    from access.actions.sessions import enrol_second_factor

    seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    with time_machine.travel(now(), tick=False) as clock:
        enrol_second_factor(administrator, seed=seed, code=TOTP(seed).at(now()))
        assert Authenticator.objects.filter(person=administrator).exists()
        api = api_of(administrator, step_up=False)
        assert api.post(ROLES, ROLE, headers={"Portal-Step-Up": PASSWORD}).status_code == 403
        clock.shift(timedelta(seconds=second_factor.STEP if hasattr(second_factor, "STEP") else 30))
        code = TOTP(seed).at(now())
        assert api.post(ROLES, ROLE, headers={"Portal-Step-Up": code}).status_code == 201
        again = api.post(ROLES, {**ROLE, "name": "Other"}, headers={"Portal-Step-Up": code})
        assert again.json()["code"] == "wrong_confirmation"


def test_a_role_withdrawn_takes_effect_with_the_next_request(administrator: Person, officer: Person) -> None:
    api = api_of(officer)
    assert api.get(ROLES).status_code == 200
    assignment = RoleAssignment.objects.get(person=officer)
    body = {"role": assignment.role.slug, "reason": "Changed duties"}
    assert api_of(administrator).post(f"/api/v1/people/{officer.pk}/withdraw-role/", body).status_code == 200
    assert not fresh(officer).may("access.view_roles")
    assert api.get(ROLES).status_code == 404
