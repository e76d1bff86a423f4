"""Comments in a browser: somebody is called while typing, nothing reloads, nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from access.models import Person
from registers.actions.comments import write_comment
from registers.models import Comment
from tests.browser.conftest import OpenPage, accessibility_faults
from tests.factories.use_cases import make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(open_as: OpenPage, engineer: Person, officer: Person) -> None:
    use_case = make_draft(owner=engineer)
    asked = write_comment(use_case.pk, by=officer, text="Which names?")
    page = open_as(engineer, f"{use_case.get_absolute_url()}?tab=comments", expected=("422",))
    area = page.get_by_label("Comment", exact=True)
    area.press_sequentially("Please look, @osc")
    chooser = page.locator(".mentionable [role=option]")
    expect(chooser).to_have_count(1)
    assert accessibility_faults(page) == []
    area.press("Enter")
    expect(area).to_have_value("Please look, @Oscar Officer ")
    expect(chooser).to_have_count(0)
    # Another form is sent meanwhile: what is half-written stays.
    thread = page.locator(f".thread:has(#comment-{asked.pk})")
    thread.get_by_text("Reply").first.click()
    thread.get_by_label("Reply").fill("Use sk-proj-abcdefghijklmnopqrstuvwxyz0123")
    thread.get_by_role("button", name="Reply").click()
    expect(thread.get_by_text("This looks like a key or token.")).to_be_visible()
    expect(thread.get_by_label("Reply")).to_be_focused()
    expect(area).to_have_value("Please look, @Oscar Officer ")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".called")).to_have_text("@Oscar Officer")
    expect(page.locator(".tab.active .count")).to_have_text("2")
    expect(page.locator("[data-fresh]")).to_be_focused()
    thread.get_by_role("button", name="Resolve").click()
    expect(page.locator(".tab.active .count")).to_have_text("1")
    assert accessibility_faults(page) == []
    assert Comment.objects.count() == 2
