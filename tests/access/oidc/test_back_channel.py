"""The provider signs somebody out (OpenID Connect Back-Channel Logout 1.0)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from access.actions.sweeping import delete_what_has_served
from access.models import PortalSession, UsedLogoutToken
from common.clock import held_at, now
from tests.access.oidc.conftest import EVERYTHING, maya
from tests.access.oidc.provider import NOTHING, Key, Provider
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

ADDRESS = "/access/oidc/back-channel-logout/"
ComeIn = Callable[..., Any]


def tell(token: str) -> Any:
    return Client(enforce_csrf_checks=True).post(ADDRESS, {"logout_token": token})


def test_it_works(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()

    answer = tell(provider.logout_token())

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert not PortalSession.objects.filter(person=maya()).exists()
    entry = TrailEntry.objects.about(maya()).get(verb="access.session.ended_by_provider")
    assert entry.details["count"] == 1
    assert browser.get("/access/me/")["Location"] == "/access/sign-in/?next=/access/me/"
    click = browser.get("/access/me/", headers={"HX-Request": "true"})
    assert click["HX-Redirect"].startswith("/access/sign-in/")


def test_one_session_of_several(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()
    provider.claims["sid"] = "s-2"
    other = Client()
    come_in(client=other)

    assert tell(provider.logout_token(sub=NOTHING, sid="s-2")).status_code == 200
    assert other.get("/access/me/").status_code == 302
    assert browser.get("/access/me/").status_code == 200


def test_all_sessions_of_a_person(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()
    come_in(client=Client())

    assert tell(provider.logout_token(sid=NOTHING)).status_code == 200
    assert not PortalSession.objects.filter(person=maya()).exists()


def test_a_session_of_somebody_else_stays(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()

    assert tell(provider.logout_token(sub="u-2")).status_code == 200
    assert browser.get("/access/me/").status_code == 200


def test_a_token_counts_once(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    token = provider.logout_token()
    tell(token)
    come_in()

    answer = tell(token)

    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    assert answer.json()["error"] == "invalid_request"
    assert "used before" in answer.json()["error_description"]
    assert UsedLogoutToken.objects.count() == 1
    assert browser.get("/access/me/").status_code == 200


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"aud": "somebody-else"}, "was made for"),
        ({"iss": "https://evil.example"}, "comes from"),
        ({"exp": NOTHING}, "does not say when"),
        ({"exp": 1}, "expired"),
        ({"iat": NOTHING}, "does not say when"),
        ({"jti": NOTHING}, "“jti”"),
        ({"jti": 7}, "“jti”"),
        ({"sid": ["s-1"]}, "“sid”"),
        ({"events": NOTHING}, "no logout event"),
        ({"events": {"http://schemas.openid.net/event/backchannel-logout": "yes"}}, "no logout event"),
        ({"nonce": "n"}, "holds a nonce"),
        ({"sub": NOTHING, "sid": NOTHING}, "neither a person nor a session"),
    ],
)
def test_a_wrong_token_ends_nothing(
    provider: Provider, browser: Client, come_in: ComeIn, claims: dict[str, Any], sentence: str
) -> None:
    come_in()

    answer = tell(provider.logout_token(**claims))

    assert answer.status_code == 400
    assert sentence in answer.json()["error_description"]
    assert browser.get("/access/me/").status_code == 200


def test_an_id_token_is_no_logout_token(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()

    assert tell(provider.id_token("n")).status_code == 400
    assert browser.get("/access/me/").status_code == 200


def test_somebody_elses_key(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()
    provider.signing = Key("k-1")

    assert tell(provider.logout_token()).status_code == 400
    assert browser.get("/access/me/").status_code == 200


def test_what_is_no_token(provider: Provider) -> None:
    assert tell("").status_code == 400
    assert Client().post(ADDRESS).status_code == 400
    assert Client().get(ADDRESS).status_code == 405


def test_keys_that_cannot_be_read(provider: Provider) -> None:
    provider.away = EVERYTHING

    assert tell(provider.logout_token()).status_code == 400


def test_without_a_provider_there_is_nobody_to_tell(db: None) -> None:
    assert Client().post(ADDRESS, {"logout_token": "x"}).status_code == 404


def test_a_used_token_is_forgotten_once_it_is_over(provider: Provider) -> None:
    tell(provider.logout_token())
    delete_what_has_served()
    assert UsedLogoutToken.objects.count() == 1

    with held_at(now() + timedelta(minutes=5)):
        delete_what_has_served()

    assert not UsedLogoutToken.objects.exists()
