"""A provider that runs for the whole session of tests, and browsers that go through it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from access.models import Person
from access.oidc import configuration, keys
from tests.access.oidc.provider import CLIENT, SECRET, Key, Provider

EVERYTHING = {"/.well-known/openid-configuration", "/jwks", "/token", "/userinfo", "/authorization"}


@pytest.fixture(scope="session")
def running() -> Iterator[Provider]:
    started = Provider([Key("k-1"), Key("k-2")])
    yield started
    started.stop()


@pytest.fixture
def provider(running: Provider, settings: Any) -> Iterator[Provider]:
    """The provider, well-behaved, and named in the settings."""
    running.reset()
    settings.OIDC_ISSUER = running.issuer
    settings.OIDC_NAME = "Example Corp."
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = CLIENT, SECRET
    configuration.forget()
    keys.forget()
    yield running
    configuration.forget()
    keys.forget()


@pytest.fixture
def browser() -> Client:
    return Client()


@pytest.fixture
def come_in(provider: Provider, browser: Client) -> Callable[..., Any]:
    """Sign in by way of the provider; return the portal's answer to what the provider said."""

    def sign_in(wanted: str = "/", client: Client | None = None) -> Any:
        way = (client or browser).get("/access/oidc/sign-in/", {"next": wanted})
        assert way.status_code == 302, way.content
        return (client or browser).get(provider.approve(way["Location"]))

    return sign_in


def maya() -> Person:
    """Return the provider's person as the portal knows them."""
    return Person.objects.get(subject="u-1")
