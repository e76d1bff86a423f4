"""What JSON can say and no database keeps: a NUL, half a pair of UTF-16, times beyond the calendar."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.actions.provisioning import provision_person
from access.actions.service_identities.directory import ensure_scim_service
from access.models import ClaimedGroups, Person, PortalSession, UsedLogoutToken
from access.oidc.fetching import Answer, check_address
from access.oidc.problems import ProviderWrong
from access.rules.provisioning import PersonEntry
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import Provider

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]
HALF = "\ud800"
LOGOUT = "/access/oidc/back-channel-logout/"


def head_of_token(**head: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(head).encode()).rstrip(b"=").decode() + ".e30.AAAA"


@pytest.mark.parametrize("subject", ["u-1\x00", f"u-1{HALF}"])
def test_a_subject_that_cannot_be_kept_is_nobody(provider: Provider, come_in: ComeIn, subject: str) -> None:
    """Left out, the character would make one of two people."""
    come_in()
    people = Person.objects.count()
    provider.person["sub"] = subject
    answer = come_in(client=Client())
    assert answer.status_code == 403
    assert "names nobody" in answer.content.decode()
    assert Person.objects.count() == people


@pytest.mark.parametrize("odd", ["id-1\x00", f"id-1{HALF}"])
def test_a_link_that_cannot_be_kept_leads_to_nobody(
    administrator: Person, provider: Provider, come_in: ComeIn, settings: Any, odd: str
) -> None:
    settings.OIDC_LINK_CLAIM = "oid"
    entered = provision_person(PersonEntry("ada", external_id="id-1"), by=ensure_scim_service())
    provider.person["oid"] = odd
    assert come_in().status_code == 302
    assert maya().pk != entered.pk


def test_other_claims_are_taken_as_missing(provider: Provider, come_in: ComeIn) -> None:
    odd: dict[str, Any] = {"name": HALF, "given_name": "Maya", "family_name": "Map", "sid": HALF, "acr": HALF}
    provider.person |= odd | {"amr": ["pwd", HALF, 7], "groups": ["staff", f"x{HALF}", "y\x00"]}
    assert come_in().status_code == 302
    session = PortalSession.objects.get(person=maya())
    assert (session.provider_sid, session.acr, session.amr) == ("", "", ["pwd"])
    assert maya().name == "Maya Map"
    assert ClaimedGroups.objects.get(person=maya()).names == ["staff"]


def test_an_address_that_cannot_be_kept_is_none(provider: Provider, come_in: ComeIn) -> None:
    provider.person["email"] = f"maya{HALF}@example.com"
    answer = come_in()
    assert answer.status_code == 403
    assert "e-mail address" in answer.content.decode()
    assert not Person.objects.filter(subject="u-1").exists()


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"sub": "u\x00"}, "“sub”"),
        ({"sid": HALF}, "“sid”"),
        ({"jti": HALF}, "“jti”"),
        ({"exp": 253402300799}, "“exp”"),
    ],
)
def test_a_logout_token_that_cannot_be_kept(provider: Provider, claims: dict[str, Any], sentence: str) -> None:
    answer = Client().post(LOGOUT, {"logout_token": provider.logout_token(**claims)})
    assert answer.status_code == 400
    assert sentence in answer.json()["error_description"]
    assert not UsedLogoutToken.objects.exists()


@pytest.mark.parametrize("head", [{"alg": "x\n" * 9000}, {"alg": "RS256", "kid": "k\n" * 9000}])
def test_what_nobody_proved_fills_no_log(provider: Provider, caplog: Any, head: dict[str, str]) -> None:
    answer = Client().post(LOGOUT, {"logout_token": head_of_token(**head)})
    assert answer.status_code == 400
    told = next(each for each in caplog.messages if "logout by the provider" in each)
    assert len(told) < 300
    assert "\n" not in told


def test_an_answer_that_is_nested_too_deeply() -> None:
    with pytest.raises(ProviderWrong) as caught:
        Answer("https://id.example", 200, {}, b"[" * 200_000).as_object()
    assert caught.value.refusal.code == "not_json"


def test_an_address_that_is_none() -> None:
    with pytest.raises(ProviderWrong) as caught:
        check_address("https://[id.example")
    assert caught.value.refusal.code == "not_https"
