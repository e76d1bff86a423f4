"""Signing in through the provider, and every way in which it does not work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from access.models import Person, PortalSession
from common.clock import held_at, now
from tests.access.oidc.conftest import EVERYTHING, maya
from tests.access.oidc.provider import NOTHING, Provider
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


def signed_in(browser: Client) -> bool:
    return browser.get("/access/me/").status_code == 200


def test_it_works(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    provider.person |= {"acr": "two-factor", "amr": ["pwd", "otp"]}

    answer = come_in("/access/me/")

    assert (answer.status_code, answer["Location"]) == (302, "/access/me/")
    session = PortalSession.objects.get(person=maya())
    assert (session.provider_sid, session.acr, session.amr) == ("s-1", "two-factor", ["pwd", "otp"])
    verbs = TrailEntry.objects.about(maya()).values_list("verb", flat=True)
    assert set(verbs) >= {"access.person.entered", "access.session.started"}
    page = browser.get("/access/me/sessions/").content.decode()
    assert "two-factor" in page
    assert "Signed in by password, one-time code" in page


def test_what_is_asked(provider: Provider, browser: Client) -> None:
    asked = parse_qs(urlsplit(browser.get("/access/oidc/sign-in/")["Location"]).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/access/oidc/callback/"]
    assert len(asked["state"][0]) >= 40
    assert len(asked["nonce"][0]) >= 40


def test_the_sign_in_page_leads_there_and_takes_no_password(provider: Provider, browser: Client) -> None:
    page = browser.get("/access/sign-in/?next=/my-work/").content.decode()

    assert "Sign in with Example Corp." in page
    assert "/access/oidc/sign-in/?next=%2Fmy-work%2F" in page
    assert 'type="password"' not in page


def test_two_tabs_each_lead_to_their_own_page(provider: Provider, browser: Client) -> None:
    one = browser.get("/access/oidc/sign-in/", {"next": "/access/me/"})["Location"]
    browser.get("/access/oidc/sign-in/", {"next": "/my-work/"})

    assert browser.get(provider.approve(one))["Location"] == "/access/me/"


def test_nobody_is_led_elsewhere(provider: Provider, come_in: ComeIn) -> None:
    assert come_in("https://evil.example/")["Location"] == "/"


def test_an_answer_counts_once(provider: Provider, browser: Client) -> None:
    back = provider.approve(browser.get("/access/oidc/sign-in/")["Location"])
    asked = provider.codes["code-0"]
    browser.get(back)
    browser.post("/access/sign-out/")
    # The provider would give tokens for it again.
    provider.codes["code-0"] = asked

    answer = browser.get(back)

    assert answer.status_code == 400
    assert "was finished before" in answer.content.decode()
    assert not signed_in(browser)


def test_an_answer_counts_in_the_browser_that_asked(provider: Provider, browser: Client) -> None:
    back = provider.approve(browser.get("/access/oidc/sign-in/")["Location"])

    assert Client().get(back).status_code == 400


def test_an_answer_after_a_quarter_of_an_hour_is_too_late(provider: Provider, browser: Client) -> None:
    with held_at(now() - timedelta(minutes=16)):
        way = browser.get("/access/oidc/sign-in/")["Location"]

    assert browser.get(provider.approve(way)).status_code == 400


def test_a_token_for_another_request_is_refused(provider: Provider, browser: Client) -> None:
    """A replayed ID token carries the nonce of the request it was made for."""
    way = browser.get("/access/oidc/sign-in/")["Location"]
    provider.claims["nonce"] = "of-another-request"

    answer = browser.get(provider.approve(way))

    assert answer.status_code == 403
    assert "another request" in answer.content.decode()
    assert not Person.objects.filter(subject="u-1").exists()


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"aud": "somebody-else"}, "was made for “somebody-else”"),
        ({"iss": "https://evil.example"}, "comes from “https://evil.example”"),
        ({"exp": NOTHING}, "does not say when"),
        ({"nonce": NOTHING}, "another request"),
    ],
)
def test_a_wrong_token_opens_nothing(
    provider: Provider, browser: Client, come_in: ComeIn, claims: dict[str, Any], sentence: str
) -> None:
    provider.claims = claims

    answer = come_in()

    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert not signed_in(browser)


def test_userinfo_about_somebody_else_is_refused(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    provider.userinfo = {"sub": "u-2"}

    answer = come_in()

    assert answer.status_code == 403
    assert "about somebody else" in answer.content.decode()
    assert not signed_in(browser)


def test_an_answer_of_another_provider_is_refused(provider: Provider, browser: Client) -> None:
    """RFC 9207: a code must not be taken to another provider than it came from."""
    way = browser.get("/access/oidc/sign-in/")["Location"]

    answer = browser.get(provider.approve(way, iss="https://evil.example"))

    assert answer.status_code == 403
    assert provider.asked.count("/token") == 0


def test_what_the_provider_refuses_is_told(provider: Provider, browser: Client) -> None:
    way = browser.get("/access/oidc/sign-in/", {"next": "/my-work/"})["Location"]

    answer = browser.get(provider.refuse(way, "access_denied"))

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "did not let you in" in page
    assert "/access/oidc/sign-in/?next=%2Fmy-work%2F" in page


def test_a_wrong_client_secret_is_told(provider: Provider, come_in: ComeIn, settings: Any) -> None:
    settings.OIDC_RP_CLIENT_SECRET = "wrong"

    answer = come_in()

    assert answer.status_code == 502
    assert "does not accept the portal&#x27;s client id and secret" in answer.content.decode()


def test_a_provider_that_is_down_before(provider: Provider, browser: Client) -> None:
    provider.away = EVERYTHING

    answer = browser.get("/access/oidc/sign-in/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "does not answer" in answer.content.decode()


@pytest.mark.parametrize("path", ["/token", "/jwks", "/userinfo"])
def test_a_provider_that_goes_down_meanwhile(provider: Provider, browser: Client, come_in: ComeIn, path: str) -> None:
    provider.away = {path}

    assert come_in().status_code == 503
    assert not signed_in(browser)


def test_without_a_provider_there_is_no_such_way(db: None, browser: Client) -> None:
    assert browser.get("/access/oidc/sign-in/")["Location"] == "/access/sign-in/"
    assert browser.get("/access/oidc/callback/?code=x&state=y").status_code == 400


def test_what_stands_in_the_log_is_one_line(
    provider: Provider, browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    way = browser.get("/access/oidc/sign-in/")["Location"]

    browser.get(provider.refuse(way, "odd\nWARNING somebody else signed in"))

    (told,) = [each.getMessage() for each in caplog.records if "somebody else" in each.getMessage()]
    assert "\n" not in told
