"""Lists as a reader uses them: typing and sorting keep to the content policy and to short addresses."""

import re

import pytest
from playwright.sync_api import expect

from access.models import Person
from tests.browser.conftest import OpenPage


@pytest.mark.parametrize("address", ["/access/people/", "/trail/"])
def test_searching_and_sorting_keep_to_the_content_policy_and_to_what_was_asked(
    open_as: OpenPage, administrator: Person, address: str
):
    page = open_as(administrator, address)
    with page.expect_response(lambda answer: "q=a" in answer.url):
        page.locator("#list-search").press_sequentially("a")
    expect(page).to_have_url(re.compile(r"\?q=a$"))
    with page.expect_response(lambda answer: "sort=" in answer.url):
        page.locator("thead a.sort").first.click()
    expect(page.locator("thead a.sort.active")).to_be_visible()
    expect(page.locator("thead a.sort").first).to_be_focused()


def test_what_stands_above_a_list_is_not_repeated_by_searching(open_as: OpenPage, administrator: Person):
    page = open_as(administrator, "/trail/")
    expect(page.locator("[data-chart]")).to_have_count(1)
    with page.expect_response(lambda answer: "sort=" in answer.url):
        page.locator("thead a.sort").first.click()
    expect(page.locator("thead a.sort.active .icon")).to_be_visible()
    expect(page.locator("[data-chart]")).to_have_count(1)


def test_back_closes_the_panel_and_stays_on_the_list(open_as: OpenPage, administrator: Person, officer: Person):
    page = open_as(administrator, "/access/people/")
    page.locator(".row-check").first.check()
    page.get_by_role("link", name=str(officer)).click()
    expect(page.locator("#panel-title")).to_have_text(str(officer))
    page.get_by_role("link", name=str(administrator)).first.click()
    expect(page.locator("#panel-title")).to_have_text(str(administrator))
    address = page.url
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url(re.compile("/access/people/$"))
    expect(page.locator(".row-check").first).to_be_checked()
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#panel-title")).to_have_text(str(administrator))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/access/people/$"))


def test_a_list_is_a_table_on_a_tablet_and_on_paper(open_as: OpenPage, administrator: Person):
    page = open_as(administrator, "/access/people/", width=820)
    expect(page.locator("thead")).to_be_in_viewport()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "table-row"
    for hidden in (".toolbar", ".page-actions", ".bulk-bar", ".btn"):
        assert page.locator(hidden).locator("visible=true").count() == 0
    exact = page.locator("tbody time").first.evaluate("time => getComputedStyle(time, '::after').content")
    assert "UTC" in exact


def test_one_escape_closes_the_palette_with_its_text(open_as: OpenPage, administrator: Person):
    page = open_as(administrator, "/")
    page.keyboard.press("Control+k")
    page.locator("#palette-input").press_sequentially("ada")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_what_is_not_there_keeps_the_frame_of_the_portal(open_as: OpenPage, administrator: Person):
    page = open_as(administrator, "/nothing/", expected=("404",))
    expect(page.locator(".sidebar")).to_be_visible()
    expect(page).to_have_title("There is nothing here for you · Compliance portal")
