"""A portal whose people sign in at the real identity provider; both run for the whole session of tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from access.actions.identity import enter_by_sign_in
from access.actions.roles import appoint_administrator, assign_role
from access.models import Person, Role
from access.oidc.vouched import Vouched
from common.permissions import RoleName
from tests.browser.conftest import OpenPage, build_static, free_port, serving
from tests.factories.people import operator
from tests.identity_provider import PASSWORD, IdentityProvider, running

CLIENT, SECRET = "portal", "a secret between portal and provider"


@pytest.fixture(scope="session")
def portal_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def provider(portal_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    address = f"http://127.0.0.1:{portal_port}"
    registration = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "client_name": "Compliance portal",
        "client_uri": f"{address}/",
        "redirect_uris": [f"{address}{reverse('access:oidc-callback')}"],
        "post_logout_redirect_uris": [f"{address}{reverse('access:oidc-signed-out')}"],
        "backchannel_logout_uri": f"{address}{reverse('access:oidc-back-channel-logout')}",
    }
    folder: Path = tmp_path_factory.mktemp("identity")
    yield from running(IdentityProvider(folder, free_port(), clients=[registration]))


@pytest.fixture(scope="session")
def server(django_db_setup: None, provider: IdentityProvider, portal_port: int) -> Iterator[str]:
    """Run the portal with this provider instead of local passwords."""
    build_static()
    told = {
        "OIDC_ISSUER": provider.issuer,
        "OIDC_NAME": "Example Corp.",
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_SCOPES": "openid email profile groups",
    }
    with serving(portal_port, **told) as address:
        yield address


Employ = Callable[..., Person]


@pytest.fixture
def employ(provider: IdentityProvider, transactional_db: None) -> Employ:
    """Return a function that gives somebody an account at the provider, and roles here: `employ("nora", *roles)`."""

    def make(subject: str, *roles: str, **more: Any) -> Person:
        claims = provider.enter(subject, f"{subject.title()} Novak", **more)
        person = enter_by_sign_in(Vouched(provider.issuer, subject, claims, {}, ""))
        for slug in roles:
            if slug == RoleName.ADMINISTRATOR:
                appoint_administrator(person.pk)
            else:
                assign_role(person.pk, Role.objects.get(slug=slug).pk, by=operator(), reason="For a test")
        return person

    return make


@pytest.fixture
def come_in(open_page: OpenPage) -> Callable[..., Page]:
    """Return a function that opens an address in a browser of its own, and signs in on the way at the provider."""

    def sign_in(person: Person, address: str, **options: Any) -> Page:
        page = open_page(address, **options)
        page.get_by_role("link", name="Sign in with Example Corp.").click()
        fill_in(page, person)
        return page

    return sign_in


def fill_in(page: Page, person: Person, password: str = PASSWORD) -> None:
    """Fill in the provider's form."""
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(password)
    page.locator("button.primary").click()
