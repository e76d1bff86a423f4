"""May this go there? Answered while one ticks, however fast."""

import pytest
from playwright.sync_api import expect

from access.models import Person
from tests.browser.conftest import OpenPage, accessibility_faults
from tests.factories.registers import make_category, make_project, make_rule

pytestmark = pytest.mark.django_db(transaction=True)


def test_quick_ticks_are_answered_without_a_fault(open_as: OpenPage, engineer: Person) -> None:
    mail, code = make_category("Customer mail", personal=True), make_category("Source code")
    project = make_project("Support")
    make_rule(mail, "mask", project)
    make_rule(code, "deny", project)
    # Errors in the console, such as of a request that was cut off, fail the test.
    page = open_as(engineer, "/registers/boundary-rules/ask/")
    for name in ("Customer mail", "Source code", "Support"):
        page.get_by_label(name).evaluate("box => box.click()")
    answer = page.locator("#answers")
    expect(answer).to_contain_text("Customer mail")
    expect(answer).to_contain_text("Source code")
    expect(answer.get_by_role("heading")).to_contain_text("Support")
    assert accessibility_faults(page) == []


def test_quick_typing_in_a_list_leaves_no_fault(open_as: OpenPage, engineer: Person) -> None:
    make_category("Customer mail", personal=True)
    page = open_as(engineer, "/registers/data-categories/")
    found = page.locator("#listing").get_by_role("link", name="Customer mail")
    expect(found).to_have_count(1)
    box = page.locator("#list-search")
    for text in ("Cust", "Customer m", "Nothing like it"):
        box.fill(text)
        page.wait_for_timeout(380)
    expect(found).to_have_count(0)
