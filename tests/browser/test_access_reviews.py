"""Access reviews in a real browser: answered in place by click and by key, applied, and looked at in both themes."""

from typing import Any

import pytest
from playwright.sync_api import expect

from access.actions.access_reviews.answering import answer_review_item
from access.models import Person
from common.permissions import RoleName
from tests.browser.conftest import OpenPage
from tests.browser.test_pages import THEMES, look
from tests.factories.access_reviews import answer_all, item_of, make_review, opener, second_opener
from tests.factories.people import fresh, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_campaign_from_the_first_click_to_what_is_applied(open_as: OpenPage) -> None:
    officer, other = opener(), second_opener()
    leaver = make_person("Lea Lastday", RoleName.ENGINEER, department="Engineering")
    stays = make_person("Sten Staying", RoleName.DATA_OWNER, department="Sales")
    review = make_review(by=officer)
    for person in (officer, other):
        by = other if person == officer else officer
        answer_review_item(item_of(review, person).pk, answer="keep", note="Officer", by=fresh(by))
    page = open_as(officer, review.get_absolute_url(), confirmed=True, expected=("422",))
    row = page.locator("tr[data-review-row]", has_text="Lea Lastday")
    row.get_by_role("button", name="Remove").click()
    expect(row.get_by_role("alert")).to_have_text("Say why it is taken away; the holder reads it.")
    row.get_by_placeholder("Why?").fill("Leaves at the end of the month")
    row.get_by_role("button", name="Remove").click()
    expect(row.get_by_role("button", name="Remove")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#review-progress")).to_contain_text("3 of 5 answered")
    # By keys alone: down to the row, a note, keep.
    target = page.locator("tr[data-review-row]", has_text="Sten Staying")
    for _press in range(6):
        page.keyboard.press("j")
        if "review-here" in (target.get_attribute("class") or ""):
            break
    page.keyboard.press("n")
    page.keyboard.type("Answers for the categories")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(page.locator("#review-progress")).to_contain_text("4 of 5 answered")
    answer_all(review)
    page.goto(f"{review.get_absolute_url()}apply/")
    expect(page.get_by_text("Lea Lastday")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Applied").first).to_be_visible()
    assert not fresh(leaver).has_role("engineer")
    assert fresh(stays).has_role("data-owner")


def test_an_answer_with_a_day_is_given_in_a_dialog(open_as: OpenPage) -> None:
    officer = opener()
    second_opener()
    make_person("Sten Staying", RoleName.DATA_OWNER, RoleName.ENGINEER, department="Sales")
    page = open_as(officer, make_review(by=officer).get_absolute_url(), confirmed=True)
    row, dialog = page.locator("tr[data-review-row]", has_text="Sten Staying").first, page.locator("#dialog")
    for ask in (lambda: row.get_by_role("link", name="Keep until").click(), lambda: page.keyboard.press("c")):
        ask()
        expect(dialog.get_by_text("Sten Staying").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    # Placed beside the table instead of inside it, names would make the page as long as all rows together.
    again = page.locator(".review-again")
    assert again.count() == 1
    assert again.evaluate("each => each.offsetParent.tagName") == "TD"


@pytest.mark.parametrize("theme", THEMES)
def test_what_officers_see(open_as: OpenPage, theme: str) -> None:
    officer = opener()
    second_opener()
    make_person("Emil Engineer", RoleName.ENGINEER, RoleName.DATA_OWNER, department="Engineering")
    make_person("Nina Nodepartment", RoleName.ENGINEER)
    first = make_review(by=officer)
    answer_all(first)
    review = make_review("Rights of winter", by=officer)
    item = review.items.filter(reviewer=officer).first()
    assert item is not None
    Person.objects.filter(pk=officer.pk).update(theme=theme)
    page, wrong = open_as(fresh(officer), "/livez"), []
    for name, address in {
        "list": "/access/reviews/",
        "new": "/access/reviews/new/",
        "campaign": review.get_absolute_url(),
        "history": f"{review.get_absolute_url()}history/",
        "answer": item.get_absolute_url(),
        "apply-not-yet": f"{review.get_absolute_url()}apply/",
        "apply": f"{first.get_absolute_url()}apply/",
        "compare": f"/access/reviews/compare/?a={first.pk}&b={review.pk}",
    }.items():
        answer: Any = page.goto(address)
        assert answer.status == 200, f"{name}: {answer.status}"
        wrong += look(page, f"access-review-{name}", theme)
    assert wrong == [], "\n".join(wrong)
