"""The provider confirms that it is the reader (step-up), in a tab of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from access.actions.roles import appoint_administrator
from common.clock import held_at, now
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import NOTHING, Provider
from tests.factories.clients import api_of
from tests.factories.second_factors import enrol
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]
INVITE = "/access/people/invite/"
TYPED = {"email": "new@example.com", "name": "Newcomer", "department": ""}


@pytest.fixture
def reader(administrator: Any, browser: Client, come_in: ComeIn) -> Client:
    """An administrator who came in through the provider, ten minutes ago."""
    with held_at(now() - timedelta(minutes=10)):
        come_in()
        appoint_administrator(maya().pk)
    return browser


def confirm(reader: Client, provider: Provider) -> Any:
    way = reader.get("/access/oidc/confirm/")
    return reader.get(provider.approve(way["Location"]))


def verbs() -> list[str]:
    return list(TrailEntry.objects.about(maya()).values_list("verb", flat=True))


def test_it_works(reader: Client, provider: Provider) -> None:
    page = reader.get(INVITE).content.decode()
    assert "Confirm at Example Corp." in page
    assert 'target="_blank"' in page
    assert 'type="password"' not in page

    before = reader.post(INVITE, TYPED)
    assert before.status_code == 422
    assert "then press the button again" in before.content.decode()
    assert 'value="Newcomer"' in before.content.decode()

    answer = confirm(reader, provider)
    assert "Close this tab" in answer.content.decode()
    assert reader.post(INVITE, TYPED).status_code == 302
    assert "access.session.confirmed" in verbs()


def test_what_is_asked(reader: Client, settings: Any) -> None:
    settings.OIDC_ACR_VALUES = "two-factor phishing-resistant"

    asked = parse_qs(urlsplit(reader.get("/access/oidc/confirm/")["Location"]).query)

    assert (asked["max_age"], asked["prompt"]) == (["0"], ["login"])
    assert asked["acr_values"] == ["two-factor phishing-resistant"]


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"auth_time": NOTHING}, "does not say when"),
        ({"auth_time": 1}, "without asking again"),
        ({"auth_time": 1}, "or its clock is behind"),
        ({"acr": "password"}, "one of these is needed: two-factor"),
        ({"acr": NOTHING}, "one of these is needed: two-factor"),
    ],
)
def test_what_confirms_nothing(
    reader: Client, provider: Provider, settings: Any, claims: dict[str, Any], sentence: str
) -> None:
    settings.OIDC_ACR_VALUES = "two-factor"
    provider.claims = {"acr": "two-factor", **claims}

    answer = confirm(reader, provider)

    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert reader.post(INVITE, TYPED).status_code == 422
    assert "access.confirmation.refused" in verbs()


def test_somebody_else_confirms_nothing(reader: Client, provider: Provider) -> None:
    provider.person = {"sub": "u-2", "email": "else@example.com", "name": "Somebody Else"}

    answer = confirm(reader, provider)

    assert answer.status_code == 403
    assert "Somebody else signed in" in answer.content.decode()
    assert reader.post(INVITE, TYPED).status_code == 422


def test_a_confirmation_lasts_five_minutes(reader: Client, provider: Provider) -> None:
    confirm(reader, provider)

    with held_at(now() + timedelta(minutes=4)):
        assert "Confirm at" not in reader.get(INVITE).content.decode()
    with held_at(now() + timedelta(minutes=4, seconds=90)):
        assert "Confirm at" in reader.get(INVITE).content.decode()


def test_codes_of_a_second_factor_here_go_first(reader: Client, provider: Provider) -> None:
    enrol(maya())

    page = reader.get(INVITE).content.decode()

    assert "Code of your second factor" in page
    assert "Confirm at" not in page


def test_a_provider_that_confirms_nothing_leads_to_a_second_factor(
    reader: Client, provider: Provider, come_in: ComeIn
) -> None:
    provider.claims["auth_time"] = NOTHING
    page = confirm(reader, provider).content.decode()
    assert "/access/me/second-factor/set-up/" in page
    assert "Confirm at" in reader.get("/access/me/second-factor/set-up/").content.decode()

    fresh = Client()
    come_in(client=fresh)

    assert "Confirm at" not in fresh.get("/access/me/second-factor/set-up/").content.decode()


def test_the_api_says_how_to_confirm(reader: Client, provider: Provider) -> None:
    api = api_of(maya(), step_up=False)

    answer = api.post("/api/v1/people/", TYPED)

    assert answer.json()["code"] == "step_up_required"
    assert "Set up a second factor" in answer.json()["detail"]
    assert "password" not in answer.json()["detail"]


def test_nobody_signed_in_confirms_nothing(provider: Provider, db: None) -> None:
    assert Client().get("/access/oidc/confirm/").status_code == 403
