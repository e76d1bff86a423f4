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
