"""`manage.py doctor` says whether people can sign in at the identity provider."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from access.oidc import configuration, keys
from compliance_portal.doctor import Finding, Level
from compliance_portal.doctor.provider import check_provider
from tests.browser.conftest import free_port
from tests.identity_provider import IdentityProvider, running

ADDRESS, SECRET = "http://127.0.0.1:8999", "a secret between portal and provider"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    registration = {
        "client_id": "portal",
        "client_secret": SECRET,
        "client_name": "Compliance portal",
        "redirect_uris": [f"{ADDRESS}{reverse('access:oidc-callback')}"],
        "post_logout_redirect_uris": [f"{ADDRESS}{reverse('access:oidc-signed-out')}"],
        "backchannel_logout_uri": f"{ADDRESS}{reverse('access:oidc-back-channel-logout')}",
    }
    yield from running(IdentityProvider(tmp_path_factory.mktemp("identity"), free_port(), clients=[registration]))


@pytest.fixture(autouse=True)
def _set_up(provider: IdentityProvider, settings: Any) -> None:
    settings.OIDC_ISSUER, settings.PUBLIC_ADDRESS = provider.issuer, ADDRESS
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "portal", SECRET
    configuration.forget()
    keys.forget()


def problem() -> Finding:
    (finding,) = check_provider()
    assert finding.level is Level.PROBLEM
    assert finding.mend
    return finding


def test_it_works() -> None:
    (finding,) = check_provider()
    assert finding.level is Level.OK, finding
    assert "none wrong" in finding.text


def test_without_one_that_is_said(settings: Any) -> None:
    settings.OIDC_ISSUER = ""
    (finding,) = check_provider()
    assert (finding.level, "local passwords" in finding.text) == (Level.OK, True)


def test_one_that_is_away(settings: Any) -> None:
    settings.OIDC_ISSUER = f"http://localhost:{free_port()}"
    assert "does not answer" in problem().text


def test_one_that_calls_itself_otherwise(provider: IdentityProvider, settings: Any) -> None:
    settings.OIDC_ISSUER = provider.issuer.replace("localhost", "127.0.0.1")
    assert provider.issuer in problem().text


@pytest.mark.parametrize(("name", "value"), [("OIDC_RP_CLIENT_SECRET", "another"), ("PUBLIC_ADDRESS", "http://other")])
def test_what_was_registered_otherwise(settings: Any, name: str, value: str) -> None:
    setattr(settings, name, value)
    assert "portal" in problem().text
