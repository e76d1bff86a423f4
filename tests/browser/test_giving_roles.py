"""The first story of the portal in a real browser: sign in, give a role with a confirmation, read it in the trail."""

import re

import pytest
from playwright.sync_api import Page, expect

from access.models import Person
from tests.browser.conftest import OpenPage
from tests.factories.people import PASSWORD, fresh
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, person: Person) -> None:
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_it_works(open_page: OpenPage, administrator: Person, engineer: Person, scripts: bool) -> None:
    page = open_page("/access/people/?q=emil", java_script_enabled=scripts, expected=("422",))
    sign_in(page, administrator)
    expect(page).to_have_url(re.compile(r"/access/people/\?q=emil"))
    page.get_by_role("link", name="Emil Engineer").first.click()
    if scripts:
        panel = page.get_by_role("dialog")
        expect(panel.get_by_role("heading", name="Emil Engineer")).to_be_visible()
        expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
        panel.get_by_role("link", name="Give a role").click()
    else:
        page.get_by_role("link", name="Give a role").click()
    page.get_by_label("Data owner").check()
    page.get_by_label("Reason").fill("Answers for customer data")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("This field is required").first).to_be_visible()
    page.get_by_label("Data owner").check()
    page.get_by_label("Your password").fill("not it")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("That did not confirm it is you").first).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("The role is given.")).to_be_visible()
    assert fresh(engineer).has_role("data-owner")
    page.goto("/trail/?verb=access.role.assigned&q=emil")
    page.get_by_role("link", name="Ada Administrator gave Emil Engineer the role Data owner").first.click()
    expect(page.get_by_text("Answers for customer data").first).to_be_visible()
    expect(page.get_by_text("127.0.0.1").first).to_be_visible()
    entry = TrailEntry.objects.filter(verb="access.role.assigned").about(engineer)[0]
    assert (entry.actor, entry.address, entry.channel) == (administrator, "127.0.0.1", "web")


def test_the_same_page_is_read_only_for_an_auditor_and_not_there_for_an_engineer(
    open_page: OpenPage, auditor: Person, engineer: Person, officer: Person
) -> None:
    place = officer.get_absolute_url()
    page = open_page(place)
    sign_in(page, auditor)
    expect(page.get_by_role("heading", name="Oscar Officer")).to_be_visible()
    expect(page.get_by_text("Compliance officer").first).to_be_visible()
    assert page.get_by_role("link", name="Give a role").count() == 0
    assert page.get_by_role("link", name="Take away").count() == 0
    other = open_page(place, expected=("404",))
    sign_in(other, engineer)
    expect(other.get_by_text("There is nothing here for you").first).to_be_visible()


def test_the_toolbar_in_use(open_as: OpenPage, administrator: Person, engineer: Person, officer: Person) -> None:
    page = open_as(administrator, "/access/people/", confirmed=True)
    page.get_by_label("Search this list").fill("oscar")
    expect(page.get_by_role("link", name="Emil Engineer")).to_have_count(0)
    expect(page).to_have_url(re.compile("q=oscar"))
    page.get_by_label("Saved views").click()
    page.get_by_label("Save this view").fill("Oscars")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_text("The view “Oscars” is saved.")).to_be_visible()
    page.goto("/access/people/")
    page.get_by_label("Columns").click()
    page.locator("label", has_text="E-mail").get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("columnheader", name="Name")).to_be_visible()
    expect(page.get_by_role("columnheader", name="E-mail")).to_have_count(0)
    page.get_by_label("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("people-")
    page.get_by_role("checkbox", name="Select Emil Engineer").check()
    page.get_by_role("button", name="Deactivate").click()
    page.get_by_label("Reason").fill("Left")
    page.get_by_role("button", name="Deactivate (1)").click()
    expect(page.get_by_text("“Deactivate” is done for 1 row.")).to_be_visible()
    assert not fresh(engineer).is_active


def test_the_palette_finds_pages_and_people(open_as: OpenPage, administrator: Person, engineer: Person) -> None:
    page = open_as(administrator, "/")
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Search")
    palette.get_by_role("searchbox").fill("emil")
    expect(palette.get_by_role("link", name=re.compile("Emil Engineer"))).to_be_visible()
    palette.get_by_role("searchbox").fill("trail")
    expect(palette.get_by_role("link", name=re.compile("^Trail"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/trail/"))
