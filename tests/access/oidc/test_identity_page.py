"""The settings page: what is set up, whether it works, and what to do where it does not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from access.actions.roles import appoint_administrator
from access.models import Person
from common.clock import held_at, now
from tests.access.oidc.conftest import EVERYTHING, maya
from tests.access.oidc.provider import NOTHING, SECRET, Provider
from tests.factories.clients import client_of

pytestmark = pytest.mark.django_db

PAGE = "/access/identity/"
ComeIn = Callable[..., Any]


@pytest.fixture
def tester(administrator: Person, browser: Client, come_in: ComeIn) -> Client:
    come_in()
    appoint_administrator(maya().pk)
    return browser


def test_it_works(tester: Client, provider: Provider) -> None:
    page = tester.get(PAGE).content.decode()
    assert provider.issuer in page
    assert SECRET not in page
    assert "http://testserver/access/oidc/back-channel-logout/" in page

    tested = tester.post(PAGE)

    assert [step.label for step in tested.context["steps"] if step.word == "Wrong"] == []
    assert "Nothing is wrong" in tested.content.decode()
    assert "The provider knows the portal and accepts its secret." in tested.content.decode()
    assert "leads back to http://testserver/access/oidc/callback/" in tested.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    ("metadata", "label", "sentence"),
    [
        ({"issuer": "https://evil.example"}, "The provider answers and is the one named", "Every letter"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE", "not by S256"),
        ({"id_token_signing_alg_values_supported": ["HS256"]}, "Signatures", "signs with HS256"),
        ({"scopes_supported": ["openid"]}, "Scopes", "does not name email, profile"),
    ],
)
def test_what_is_wrong_is_told(
    tester: Client, provider: Provider, metadata: dict[str, Any], label: str, sentence: str
) -> None:
    provider.metadata = metadata

    wrong = {str(step.label): step for step in tester.post(PAGE).context["steps"] if step.word == "Wrong"}

    assert sentence in wrong[label].text
    assert wrong[label].mend


def test_a_wrong_redirect_address_is_told(tester: Client, provider: Provider) -> None:
    provider.redirects = set()

    wrong = {str(step.label): step for step in tester.post(PAGE).context["steps"] if step.word == "Wrong"}

    assert "http://testserver/access/oidc/callback/" in wrong["Redirect address"].mend


def test_a_wrong_secret_is_told(tester: Client, provider: Provider, settings: Any) -> None:
    settings.OIDC_RP_CLIENT_SECRET = "wrong"

    wrong = [str(step.label) for step in tester.post(PAGE).context["steps"] if step.word == "Wrong"]

    assert wrong == ["Client id and secret"]


def test_a_client_without_a_secret_is_wrong_as_production_says(tester: Client, settings: Any) -> None:
    """Production does not start so (tests/compliance_portal/test_production.py); the rest is looked at all the same."""
    settings.OIDC_RP_CLIENT_SECRET = ""

    tested = tester.post(PAGE)

    steps = {str(step.label): step for step in tested.context["steps"]}
    assert steps["Settings"].word == "Wrong"
    assert "OIDC_CLIENT_SECRET is not set" in steps["Settings"].text
    assert "does not start without one" in steps["Settings"].mend
    assert steps["Keys"].word == "In order"
    assert "Missing: set OIDC_CLIENT_SECRET" in tested.content.decode()


def test_that_the_provider_tells_of_leaving_is_known_once_it_did(
    tester: Client, provider: Provider, come_in: ComeIn
) -> None:
    def found() -> Any:
        return next(step for step in tester.post(PAGE).context["steps"] if step.label == "Signed out from there")

    assert found().word == "Not known"
    provider.claims["sid"] = "s-2"
    come_in(client=Client())
    Client().post("/access/oidc/back-channel-logout/", {"logout_token": provider.logout_token(sub=NOTHING, sid="s-2")})
    assert found().word == "In order"
    assert "It last ended a session here on" in found().text


def test_clocks_that_differ_are_told(tester: Client, provider: Provider) -> None:
    with held_at(now() - timedelta(minutes=5)):
        wrong = {str(step.label): step for step in tester.post(PAGE).context["steps"] if step.word == "Wrong"}

    assert "ahead of the portal's" in wrong["Clock"].text


def test_what_is_not_told_is_not_known(tester: Client, provider: Provider) -> None:
    names = ("claims_supported", "backchannel_logout_supported", "end_session_endpoint", "scopes_supported")
    provider.metadata = dict.fromkeys(names, NOTHING)

    steps = {str(step.label): step.word for step in tester.post(PAGE).context["steps"]}

    assert steps["Groups"] == steps["Signing out there"] == steps["Signed out from there"] == "Not known"


def test_a_provider_that_is_down(tester: Client, provider: Provider) -> None:
    provider.away = EVERYTHING

    steps = tester.post(PAGE).context["steps"]

    assert [step.word for step in steps] == ["In order", "Wrong"]
    assert "does not answer" in steps[-1].text


def test_a_trial_shows_what_a_sign_in_would_make_of_it(tester: Client, provider: Provider) -> None:
    way = tester.get("/access/identity/trial/")["Location"]
    provider.person.pop("email")
    provider.claims["groups"] = NOTHING
    provider.userinfo["groups"] = NOTHING
    people = Person.objects.count()

    answer = tester.get(provider.approve(way))

    page = answer.content.decode()
    steps = {str(step.label): step for step in answer.context["steps"]}
    assert (steps["E-mail"].word, steps["Groups"].word, steps["Person"].word) == ("Wrong", "Wrong", "In order")
    assert "“groups” is missing" in steps["Groups"].text
    assert "Maya Corporate" in page
    assert Person.objects.count() == people


def test_a_trial_says_why_a_token_does_not_count(tester: Client, provider: Provider) -> None:
    way = tester.get("/access/identity/trial/")["Location"]
    provider.claims["aud"] = "another-client"

    answer = tester.get(provider.approve(way))

    assert answer.status_code == 403
    assert "was made for “another-client”" in answer.content.decode()


def test_without_a_provider_it_says_how_to_name_one(administrator: Person) -> None:
    page = client_of(administrator).get(PAGE).content.decode()

    assert "OIDC_ISSUER" in page
    assert "http://testserver/access/oidc/callback/" in page


def test_who_may_not_see_it(provider: Provider, come_in: ComeIn, browser: Client) -> None:
    come_in()

    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE).status_code == 404
    assert browser.get("/access/identity/trial/").status_code == 404
