"""An engineer writes a request with special-category data and is told before submitting what becomes of it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from access.models import Person
from registers.models import UseCase
from tests.browser.conftest import OpenPage, accessibility_faults
from tests.factories.registers import make_category, make_model, make_project, make_rule
from tests.factories.reviews import board
from tests.factories.use_cases import make_approved, make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(open_as: OpenPage, engineer: Person) -> None:
    a_register()
    page = open_as(engineer, "/registers/use-cases/new/", expected=("422",))
    page.get_by_label("Title").fill("Summarise findings for the ward")
    page.get_by_label("Purpose").fill("Summaries of findings, so that the ward reads them in a minute.")
    page.get_by_role("button", name="Begin the request").click()
    page.get_by_label("Patients").check()
    page.get_by_label("What comes out").fill("A summary that the doctor on duty reads")
    go_on(page)
    name_the_data(page)
    go_on(page)
    choose_the_scope(page)
    go_on(page)
    page.get_by_label("It drafts").check()
    page.get_by_label("Human oversight").fill("The doctor on duty reads the findings too")
    page.get_by_label("I have read every question").check()
    go_on(page)
    submit(page)
    assert UseCase.objects.get().state == "in-review"
    assert accessibility_faults(page) == []


def a_register() -> None:
    """Special-category data that is masked in one project and denied in another, and people who decide on it."""
    board()
    diagnosis = make_category("Diagnosis", "restricted", personal=True, special=True)
    clinic, abroad = make_project("Clinic"), make_project("Abroad")
    make_model("gpt-test", clinic.provider)
    make_rule(diagnosis, "mask", clinic)
    make_rule(diagnosis, "deny", abroad)


def name_the_data(page: Page) -> None:
    """Be told while typing, before anything is saved, what the rules say of each place it could go to."""
    page.get_by_label("Diagnosis").select_option("some")
    card = page.locator("#request-card")
    expect(card).to_contain_text("Special categories of data are sent: Diagnosis.")
    expect(card).to_contain_text("High risk")
    expect(outcome_of(page, "deny")).to_contain_text("Abroad")
    expect(outcome_of(page, "mask")).to_contain_text("Clinic")
    expect(card).to_contain_text("Privacy reviewer and Security reviewer")
    expect(card).to_contain_text("Executive")
    assert accessibility_faults(page) == []


def choose_the_scope(page: Page) -> None:
    """Choose a place the data may not go to, be told, and choose another."""
    card = page.locator("#request-card")
    for name in ("Clinic", "Abroad", "moderations", "gpt-test", "Production"):
        page.get_by_label(name).check()
    expect(card).to_contain_text("“Diagnosis” may not go to Abroad (moderations).")
    page.get_by_label("Abroad").uncheck()
    expect(card).not_to_contain_text("may not go to Abroad")
    expect(outcome_of(page, "mask")).to_contain_text("Clinic")


def submit(page: Page) -> None:
    """Be told what still blocks it, follow it to its question, answer it."""
    page.get_by_role("button", name="Submit for decision").click()
    expect(page.get_by_role("alert")).to_contain_text("The basis for special categories of data is missing")
    page.locator(".check-open").get_by_role("link", name="The basis for special categories").click()
    expect(page.locator("#id_special_basis")).to_be_in_viewport()
    page.get_by_label("Basis for special categories").select_option("health-care")
    page.get_by_label("Lawful basis").select_option("contract")
    expect(page.locator("#request-card")).to_contain_text("Nothing blocks the submission")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Check and submit").click()
    page.get_by_role("button", name="Submit for decision").click()
    expect(page.get_by_text("In review", exact=True).first).to_be_visible()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def test_similar_use_cases_are_offered_as_one_types(open_as: OpenPage, engineer: Person) -> None:
    make_approved("Summarise findings for the ward")
    page = open_as(engineer, "/registers/use-cases/new/")
    page.get_by_label("Title").press_sequentially("Findings in the ward")
    page.get_by_role("link", name="Join this one").click()
    page.get_by_label("What for").fill("Our ward has findings too")
    page.get_by_role("button", name="Ask to join").click()
    expect(page.get_by_role("heading", name="Summarise findings for the ward")).to_be_visible()
    assert UseCase.objects.get().join_requests.get().person == engineer


def test_without_scripts_what_is_alike_is_a_calm_offer(open_as: OpenPage, engineer: Person) -> None:
    make_approved("Summarise findings for the ward")
    page = open_as(engineer, "/registers/use-cases/new/", java_script_enabled=False)
    page.get_by_label("Title").fill("Findings in the ward")
    page.get_by_label("Purpose").fill("Summaries that doctors read")
    page.get_by_role("button", name="Begin the request").click()
    expect(page.get_by_text("1 use case is much like yours.")).to_be_visible()
    expect(page.locator(".error-summary, .field-error")).to_have_count(0)
    page.get_by_role("button", name="Go on with mine").click()
    expect(page.get_by_label("What comes out")).to_be_visible()
    assert UseCase.objects.filter(title="Findings in the ward", owner=engineer).exists()


def test_everything_works_without_scripts(open_as: OpenPage, engineer: Person) -> None:
    mail = make_category("Customer mail", personal=True)
    make_rule(mail, "mask", make_project("Support"))
    use_case = make_draft(owner=engineer)
    page = open_as(engineer, f"/registers/use-cases/{use_case.pk}/request/data/", java_script_enabled=False)
    page.get_by_label("Customer mail").select_option("some")
    page.get_by_role("button", name="Save draft").click()
    expect(outcome_of(page, "mask")).to_contain_text("Support")
    expect(page.locator("#request-card")).to_contain_text("The lawful basis is missing")


def test_it_fits_a_phone(open_as: OpenPage, engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    for step in ("purpose", "data", "access", "oversight", "check"):
        page = open_as(engineer, f"/registers/use-cases/{use_case.pk}/request/{step}/", width=390)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def outcome_of(page: Page, outcome: str) -> Locator:
    return page.locator(f"#request-card .flow-{outcome}")
