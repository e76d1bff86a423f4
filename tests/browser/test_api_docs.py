"""The API's own page, in both themes: it draws, and an operation can be tried with the reader's session."""

from collections import Counter

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from access.models import Person
from tests.browser.conftest import OpenPage, photograph
from tests.factories.clients import client_of

DOCS = "/api/v1/docs/"


def drawn(page: Page, tag: str = "people") -> Page:
    """Have the page draw the operations of a tag: of as many as there are it draws those that one looks at."""
    page.get_by_placeholder("Filter by tag").fill(tag)
    expect(page.locator(f"#operations-tag-{tag}")).to_be_visible()
    return page


def operations(page: Page) -> dict[str, int]:
    """Return how many operations the description has under each tag."""
    found = page.request.get("/api/v1/schema/?format=json").json()["paths"].values()
    return Counter(tag for path in found for method in path.values() if "tags" in method for tag in method["tags"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_drawn(open_page: OpenPage, theme: str) -> None:
    page = drawn(open_page(DOCS, color_scheme=theme))
    expect(page.locator(".opblock-tag-section").filter(has=page.locator("#operations-tag-people"))).to_contain_text(
        "Who signs in, and which roles they hold."
    )
    assert page.locator("html.dark-mode").count() == (theme == "dark")
    photograph(page, f"api-docs-{theme}")


def test_it_draws_every_operation(open_page: OpenPage) -> None:
    page = open_page(DOCS)
    there = operations(page)
    assert len(there) == 31
    for tag, count in there.items():
        section = page.locator(".opblock-tag-section").filter(has=drawn(page, tag).locator(f"#operations-tag-{tag}"))
        expect(section.locator(".opblock")).to_have_count(count)


def test_an_operation_can_be_tried_by_whoever_is_signed_in(
    open_page: OpenPage, transactional_db: None, administrator: Person, server: str
) -> None:
    page = open_page("/livez")
    session = client_of(administrator).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    page.goto(DOCS)
    operation = drawn(page).locator("#operations-people-people_me")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator("tr.response .response-col_status").first).to_contain_text("200")
    expect(operation.locator(".live-responses-table")).to_contain_text("Ada Administrator")
