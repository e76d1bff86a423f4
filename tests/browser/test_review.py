"""A reviewer decides on the reviewing page: with a script and without, by keys, on a phone, in the dark."""

import pytest
from playwright.sync_api import expect

from access.models import Person
from registers.models import ChangeAsked, Condition, Decision
from tests.browser.conftest import OpenPage, accessibility_faults, sticks_out
from tests.factories.use_cases import make_submitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(open_as: OpenPage, officer: Person) -> None:
    first, second = make_submitted("Answer mail"), make_submitted("Answer letters")
    page = open_as(officer, f"/registers/use-cases/{first.pk}/review/")
    expect(page.get_by_text("1 of 2 waiting for you")).to_be_visible()
    expect(page.get_by_label("Approved until")).to_be_hidden()
    page.keyboard.press("d")
    expect(page.get_by_label("Approve", exact=True)).to_be_focused()
    page.get_by_label("Approve", exact=True).check()
    page.get_by_role("button", name="Add a condition").click()
    condition = page.get_by_label("What has to be done")
    expect(condition).to_be_focused()
    condition.fill("Tell the works council, n or p")
    page.get_by_label("Due").fill(page.get_by_label("Approved until").input_value())
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Approve", exact=True).click()
    page.wait_for_url(f"**/{second.pk}/review/")
    expect(page.get_by_text("You approved")).to_be_visible()
    assert Condition.objects.get().text == "Tell the works council, n or p"


def test_a_change_is_asked_for_where_it_is_read(open_as: OpenPage, officer: Person) -> None:
    use_case = make_submitted()
    page = open_as(officer, f"/registers/use-cases/{use_case.pk}/review/", color_scheme="dark")
    page.get_by_role("button", name="Ask for a change here: Human oversight").click()
    change = page.get_by_role("textbox", name="What has to change")
    expect(change).to_be_focused()
    expect(page.get_by_label("Where", exact=True)).to_have_value("oversight")
    change.fill("Say who reads them at night")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Send back with these changes").click()
    expect(page.get_by_text("Changes were asked for.")).to_be_visible()
    asked = ChangeAsked.objects.get()
    assert (asked.field, asked.text) == ("oversight", "Say who reads them at night")


def test_on_a_phone_without_a_script(open_as: OpenPage, officer: Person) -> None:
    use_case = make_submitted()
    page = open_as(
        officer, f"/registers/use-cases/{use_case.pk}/review/", width=390, java_script_enabled=False,
        expected=("422",),
    )  # fmt: skip
    page.get_by_role("link", name="To the decision").click()
    page.get_by_label("Reject", exact=True).check()
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator("#id_reason_error")).to_contain_text("Say why, in a sentence")
    expect(page.get_by_label("Reject", exact=True)).to_be_checked()
    page.get_by_label("Reason").fill("Nobody oversees what it sends")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("It was rejected. Nothing is in review now.")).to_be_visible()
    assert Decision.objects.get().reason == "Nobody oversees what it sends"


def test_on_a_phone(open_as: OpenPage, officer: Person) -> None:
    use_case = make_submitted()
    page = open_as(officer, f"/registers/use-cases/{use_case.pk}/review/", width=390)
    assert sticks_out(page) <= 0
    assert accessibility_faults(page) == []
