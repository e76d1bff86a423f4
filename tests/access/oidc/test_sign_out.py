"""Signing out here and at the provider (OpenID Connect RP-Initiated Logout 1.0)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client

from access.models import Person, PortalSession
from compliance_portal.settings.origins import origins
from tests.access.oidc.conftest import maya
from tests.access.oidc.provider import CLIENT, NOTHING, Provider
from tests.factories.clients import client_of

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]


@pytest.fixture
def allowed(provider: Provider, settings: Any) -> None:
    """The policy as it is when the issuer is known at the start of the process."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    told = [*directives["form-action"], *origins(provider.issuer)]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": told}}


@pytest.mark.usefixtures("allowed")
def test_it_works(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()

    answer = browser.post("/access/sign-out/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{provider.issuer}/end?")
    asked = parse_qs(urlsplit(answer["Location"]).query)
    hint = jwt.decode(asked["id_token_hint"][0], options={"verify_signature": False})
    assert (hint["sub"], asked["client_id"]) == ("u-1", [CLIENT])
    assert asked["post_logout_redirect_uri"] == ["http://testserver/access/oidc/signed-out/"]
    assert not PortalSession.objects.filter(person=maya()).exists()
    back = browser.get("/access/oidc/signed-out/", {"state": asked["state"][0]}, follow=True)
    assert "You are signed out, here and at Example Corp." in back.content.decode()


@pytest.mark.usefixtures("allowed")
def test_a_state_that_is_not_ours_says_nothing_of_the_provider(
    provider: Provider, browser: Client, come_in: ComeIn
) -> None:
    come_in()
    browser.post("/access/sign-out/")

    back = browser.get("/access/oidc/signed-out/", {"state": "another"}, follow=True).content.decode()

    assert "here and at" not in back


def test_a_provider_that_signs_out_elsewhere_gets_a_page_in_between(
    provider: Provider, browser: Client, come_in: ComeIn
) -> None:
    """Browsers hold the answer of a form to the policy's form-action; a page that goes on by itself is a new start."""
    come_in()
    page = browser.post("/access/sign-out/")

    assert page.status_code == 200
    assert f'content="0; url={provider.issuer}/end?' in page.content.decode()
    assert browser.get("/access/me/").status_code == 302


@pytest.mark.usefixtures("allowed")
def test_the_id_token_is_sealed_in_the_session(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    come_in()

    kept = str(dict(browser.session))

    assert "eyJ" not in kept


@pytest.mark.usefixtures("allowed")
def test_a_token_too_long_for_an_address_is_left_out(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    provider.person["groups"] = [f"group-{number}" for number in range(5000)]
    come_in()

    address = browser.post("/access/sign-out/")["Location"]

    assert "id_token_hint" not in address
    assert len(address) < 2000


def test_a_provider_without_a_way_out(provider: Provider, browser: Client, come_in: ComeIn) -> None:
    provider.metadata["end_session_endpoint"] = NOTHING
    come_in()

    page = browser.post("/access/sign-out/", follow=True).content.decode()

    assert "At Example Corp. you may still be signed in" in page
    assert browser.get("/access/me/").status_code == 302


def test_a_local_session_ends_here_only(engineer: Person) -> None:
    answer = client_of(engineer).post("/access/sign-out/")

    assert answer["Location"] == "/access/sign-in/"


def test_origins_are_scheme_host_and_port() -> None:
    assert origins("https://login.example.com:8443/realms/a", "", "nonsense") == ["https://login.example.com:8443"]
