"""Signing in at the real provider, and what it says afterwards: in a real browser, with nothing in between."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from access.models import PortalSession
from common.permissions import RoleName
from tests.browser.conftest import OpenPage
from tests.browser.identity.conftest import Employ, fill_in
from tests.identity_provider import IdentityProvider
from trail.models import TrailEntry

LIST = "/access/people/?q=novak"


def test_signed_out_by_the_provider_the_next_click_leads_to_the_sign_in_and_back(
    employ: Employ, come_in: Callable[..., Page], open_page: OpenPage, provider: IdentityProvider
) -> None:
    nora = employ("nora", RoleName.ADMINISTRATOR)
    page = come_in(nora, LIST)
    expect(page).to_have_url(re.compile(r"/access/people/\?q=novak$"))
    with page.expect_response(lambda answer: "sort=" in answer.url):
        page.locator("thead a.sort").first.click()
    expect(page.locator("thead a.sort.active")).to_be_visible()

    office = open_page(f"{provider.issuer}/")
    office.get_by_role("button", name="End the sign-ins of Nora Novak").click()
    expect(office.get_by_role("button", name="End the sign-ins of Nora Novak")).to_have_count(0)
    assert not PortalSession.objects.filter(person=nora).exists()
    ended = TrailEntry.objects.get(verb="access.session.ended_by_provider")
    assert (ended.subject_id, ended.actor_id) == (str(nora.pk), None)

    page.locator("thead a.sort").first.click()
    expect(page).to_have_url(re.compile(r"/access/sign-in/\?next="))
    expect(page.locator("h1")).to_have_text("Sign in")
    expect(page.locator("table")).to_have_count(0)
    page.get_by_role("link", name="Sign in with Example Corp.").click()
    fill_in(page, nora)
    expect(page).to_have_url(re.compile(r"/access/people/\?q=novak.*sort="))
    expect(page.get_by_role("row", name=re.compile("Nora Novak"))).to_be_visible()


def test_a_wrong_password_is_the_providers_to_tell(
    employ: Employ, open_page: OpenPage, provider: IdentityProvider
) -> None:
    nora = employ("nora", RoleName.ENGINEER)
    page = open_page("/", expected=("422",))
    page.get_by_role("link", name="Sign in with Example Corp.").click()
    fill_in(page, nora, "wrong")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    assert page.url.startswith(provider.issuer)
    assert not PortalSession.objects.filter(person=nora).exists()


def test_signing_out_here_signs_out_there(
    employ: Employ, come_in: Callable[..., Page], provider: IdentityProvider
) -> None:
    nora = employ("nora", RoleName.ENGINEER)
    page = come_in(nora, "/")
    page.locator(".person-button").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out")).to_be_visible()
    assert not page.url.startswith(provider.issuer)
    page.get_by_role("link", name="Sign in with Example Corp.").click()
    expect(page.get_by_label("Password")).to_be_visible()
    assert page.url.startswith(provider.issuer)


def test_a_confirmation_is_asked_at_the_provider(
    employ: Employ, come_in: Callable[..., Page], provider: IdentityProvider
) -> None:
    nora = employ("nora", RoleName.ADMINISTRATOR)
    page = come_in(nora, "/access/people/invite/")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Confirm at Example Corp.").click()
    window = opened.value
    expect(window.get_by_role("heading")).to_have_text("Confirm that it is you")
    expect(window.get_by_label("E-mail address")).to_have_value(nora.email)
    fill_in(window, nora)
    expect(window.get_by_text("Confirmed").first).to_be_visible()
    confirmed = TrailEntry.objects.get(verb="access.session.confirmed")
    assert confirmed.subject_id == str(nora.pk)
