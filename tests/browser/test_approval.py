"""A request of each risk goes from its draft to its approval, by the people who do it, in a browser."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.routes import EXECUTIVE
from registers.models import UseCase
from tests.browser.conftest import OpenPage, accessibility_faults
from tests.factories.people import fresh
from tests.factories.registers import make_category, make_rule
from tests.factories.reviews import board
from tests.factories.use_cases import answered, make_draft
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)

OFFICER, PRIVACY, SECURITY = RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER, RoleName.SECURITY_REVIEWER
HIGH = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}


def test_low_risk_is_approved_by_an_officer(open_as: OpenPage, engineer: Person) -> None:
    use_case, people = a_draft(engineer), board()
    submit(open_as(engineer, check_of(use_case)))
    page = open_as(people[OFFICER], "/registers/reviews/")
    page.get_by_role("link", name="Answer customer mail").first.click()
    expect(page.get_by_text("Suggest answers to the mail of customers").first).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Your decision")).to_be_in_viewport()
    assert accessibility_faults(page) == []
    answer(page, "Approve", "Approve")
    assert states(use_case) == ("approved", "")
    assert told(use_case) == ["drafted", "submitted", "approved"]


def test_medium_risk_with_changes_and_a_material_edit(open_as: OpenPage, engineer: Person) -> None:
    mail = make_category("Customer mail", personal=True)
    make_rule(mail, "mask")
    use_case, people = a_draft(engineer, categories=(mail,)), board()
    submit(open_as(engineer, check_of(use_case)))
    approve(open_as, people[OFFICER], use_case)
    # The engineer changes what the mail is for: what was agreed to was something else.
    page = open_as(engineer, f"/registers/use-cases/{use_case.pk}/begin-version/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Purpose").fill("Suggest answers, and the priority of each letter")
    page.get_by_role("button", name="Save draft").click()
    submit(open_as(engineer, check_of(use_case)))
    assert told(use_case)[-2:] == ["edited", "resubmitted"]
    page = open_as(people[PRIVACY], review_of(use_case))
    expect(page.get_by_text("Not yours to decide")).to_be_visible()
    page = open_as(people[OFFICER], review_of(use_case))
    expect(page.get_by_text("and the priority of each letter").first).to_be_visible()
    answer(page, "Approve", "Approve")
    ask_for_a_change(open_as, people[PRIVACY], use_case)
    answer_the_change(open_as, engineer, use_case)
    approve(open_as, people[OFFICER], use_case)
    approve(open_as, people[PRIVACY], use_case)
    assert states(use_case) == ("approved", "")
    assert told(use_case) == [
        "drafted", "submitted", "agreed", "revised", "edited", "resubmitted", "agreed", "changes_asked", "revised",
        "edited", "resubmitted", "agreed", "approved",
    ]  # fmt: skip


def ask_for_a_change(open_as: OpenPage, reviewer: Person, use_case: UseCase) -> None:
    """Ask for something at one question."""
    page = open_as(reviewer, review_of(use_case))
    page.locator(".decision-choices").get_by_text("Ask for changes").click()
    page.locator(".decision-ask").get_by_label("Where").first.select_option("oversight")
    page.locator(".decision-ask").get_by_label("What has to change").first.fill("Who reads the drafts at night?")
    page.get_by_role("button", name="Send back with these changes").click()
    assert states(use_case) == ("changes-asked", "changes-asked")


def answer_the_change(open_as: OpenPage, engineer: Person, use_case: UseCase) -> None:
    """See on the page what is asked, at the question too, and submit again."""
    page = open_as(engineer, use_case.get_absolute_url())
    expect(page.get_by_text("Who reads the drafts at night?")).to_be_visible()
    page.get_by_role("link", name="Answer the changes").first.click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_label("Title")).to_be_visible()
    page = open_as(engineer, f"/registers/use-cases/{use_case.pk}/request/oversight/")
    expect(page.get_by_text("Who reads the drafts at night?")).to_be_visible()
    page.get_by_label("Human oversight").fill("An agent reads every draft; at night nothing is sent")
    page.get_by_role("button", name="Save draft").click()
    submit(open_as(engineer, check_of(use_case)))


def test_high_risk_with_a_condition_that_blocks(open_as: OpenPage, engineer: Person) -> None:
    use_case, people = a_draft(engineer, **HIGH), board()
    submit(open_as(engineer, check_of(use_case)))
    for part in (PRIVACY, SECURITY, OFFICER):
        approve(open_as, people[part], use_case)
    page = open_as(people[EXECUTIVE], review_of(use_case))
    page.locator(".decision-choices").get_by_text("Approve", exact=True).click()
    page.get_by_role("button", name="Add a condition").click()
    page.locator(".decision").get_by_label("What has to be done").fill("Tell the works council")
    page.get_by_label("Due", exact=True).fill((today() + timedelta(days=20)).isoformat())
    page.get_by_label("Nothing is in force before it is met").check()
    page.get_by_role("button", name="Approve", exact=True).click()
    assert states(use_case) == ("conditional", "conditional")
    page = open_as(engineer, use_case.get_absolute_url())
    page.get_by_role("link", name="Report").first.click()
    page.get_by_label("What was done").fill("Told on Monday; the minutes are attached")
    page.get_by_role("button", name="Report").click()
    page = open_as(people[OFFICER], use_case.get_absolute_url())
    page.get_by_role("link", name="Find met").first.click()
    page.get_by_role("button", name="Find it met").click()
    expect(page.get_by_text("The condition is met.")).to_be_visible()
    assert states(use_case) == ("approved", "")
    assert told(use_case) == [
        "drafted", "submitted", "agreed", "agreed", "agreed", "conditionally_approved", "reported", "last_met",
    ]  # fmt: skip
    page = open_as(people[OFFICER], f"{use_case.get_absolute_url()}?tab=timeline")
    story = page.locator("main").inner_text()
    for sentence in (
        "agreed to version 1",
        "once its conditions are met",
        "found the condition",
        "with it version 1 is in force",
        "submitted version 1",
    ):
        assert sentence in story


def a_draft(engineer: Person, **content: Any) -> UseCase:
    return make_draft(owner=engineer, **answered(**content))


def check_of(use_case: UseCase) -> str:
    return f"/registers/use-cases/{use_case.pk}/request/check/"


def review_of(use_case: UseCase) -> str:
    return f"/registers/use-cases/{use_case.pk}/review/"


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit for decision").click()
    expect(page.get_by_text("In review", exact=True).first).to_be_visible()


def approve(open_as: OpenPage, reviewer: Person, use_case: UseCase) -> None:
    answer(open_as(fresh(reviewer), review_of(use_case)), "Approve", "Approve")


def answer(page: Page, choice: str, button: str) -> None:
    """Choose an answer and send it; then the next request, or the queue, is shown."""
    page.locator(".decision-choices").get_by_text(choice, exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def states(use_case: UseCase) -> tuple[str, str]:
    found = UseCase.objects.select_related("proposed").get(pk=use_case.pk)
    return found.state, found.proposed.state if found.proposed else ""


def told(use_case: UseCase) -> list[str]:
    """Return the last word of each verb of its trail, as it happened."""
    return [each.verb.rsplit(".", 1)[-1] for each in reversed(list(TrailEntry.objects.about(use_case)))]
