"""The pages of signing in as people see them, in both themes and at two widths; axe finds nothing on them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from access.models import Person, PortalSession
from access.password_links import set_password_path
from common.clock import now
from common.permissions import RoleName
from tests.browser.conftest import OpenPage
from tests.browser.identity.conftest import Employ, fill_in
from tests.browser.test_pages import THEMES, look
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)

INVITE = "/access/people/invite/"


@pytest.mark.parametrize("theme", THEMES)
def test_what_readers_see(employ: Employ, come_in: Callable[..., Page], open_page: OpenPage, theme: str) -> None:
    nora = employ("nora", RoleName.ADMINISTRATOR)
    invited = make_person("Ines Invited")
    Person.objects.filter(pk=nora.pk).update(theme=theme)
    page = come_in(nora, reverse("access:identity"), expected=("403", "400"))
    wrong = look(page, "identity", theme)
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text("Nothing is wrong")).to_be_visible()
    wrong += look(page, "identity-tested", theme)
    page.get_by_role("link", name="Trial sign-in").click()
    expect(page.get_by_text("Nobody was signed in by this")).to_be_visible()
    wrong += look(page, "identity-trial", theme)
    pages = {
        "sessions": reverse("access:sessions"),
        "confirmation": INVITE,
        "renewed": reverse("access:oidc-renewed"),
        "problem": f"{reverse('access:oidc-callback')}?state=unknown",
    }
    for name, address in pages.items():
        page.goto(address)
        wrong += look(page, f"identity-{name}", theme)
    stranger: Any = open_page(set_password_path(invited))
    wrong += look(stranger, "identity-connect", theme)
    stranger.goto(reverse("access:sign-in"))
    wrong += look(stranger, "identity-sign-in", theme)
    assert wrong == [], "\n".join(wrong)


def test_a_confirmation_in_a_tab_of_its_own_keeps_what_is_typed(employ: Employ, come_in: Callable[..., Page]) -> None:
    nora = employ("nora", RoleName.ADMINISTRATOR)
    page = come_in(nora, INVITE, expected=("422",))
    page.get_by_label("E-mail address").fill("new@example.com")
    page.get_by_label("Name").fill("Newcomer")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Confirm at Example Corp.").click()
    tab = opened.value
    fill_in(tab, nora)
    expect(tab.get_by_role("heading", name="Confirmed")).to_be_visible()
    tab.close()
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", name="New sign-in link")).to_be_visible()
    assert Person.objects.filter(email="new@example.com").exists()


def test_a_form_that_waited_too_long_is_sent_after_all(employ: Employ, come_in: Callable[..., Page]) -> None:
    nora = employ("nora", RoleName.ENGINEER)
    page = come_in(nora, reverse("access:appearance"), expected=("403",))
    age_session(nora, minutes=31)
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Renew your sign-in first")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in with Example Corp. in a new tab").click()
    expect(opened.value.get_by_role("heading", name="Your sign-in is renewed")).to_be_visible()
    page.get_by_role("button", name="Then send again").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Person.objects.get(pk=nora.pk).theme == "dark"


def age_session(person: Person, *, minutes: int) -> None:
    """Have the provider vouched for a person's session some time ago."""
    row = PortalSession.objects.get(person=person)
    data = row.get_decoded()
    data["renewed_at"] = (now() - timedelta(minutes=minutes)).isoformat()
    store = PortalSession.get_session_store_class()()
    PortalSession.objects.filter(pk=row.pk).update(session_data=store.encode(data))
