"""What a new officer does on the first day: takes the spreadsheet over, finds, keeps, assigns, exports, looks back."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from access.actions.jobs import run
from access.models import Job, Person, SavedView
from common.clock import held_at, now
from registers.models import UseCase
from tests.browser.conftest import OpenPage, accessibility_faults, sticks_out
from tests.factories.people import fresh
from tests.factories.spreadsheets import government_register
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

ROWS = 300


def work_off() -> None:
    """Do what a worker would have done."""
    for job in Job.objects.filter(finished_at=None):
        finished = run(job.pk)
        assert finished is not None
        assert finished.state == "done", finished.message


def import_the_spreadsheet(page: Page) -> None:
    page.get_by_role("link", name="Import a spreadsheet").first.click()
    file = FilePayload(name="register.csv", mimeType="text/csv", buffer=government_register(ROWS, 62))
    page.locator("input[type=file]").set_input_files([file])
    page.locator("input[name=source]").fill("Government")
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Look at the rows").click()
    page.wait_for_url("**/imports/*-*/")
    work_off()
    page.reload()
    page.get_by_role("link", name="Import", exact=False).and_(page.locator("a[href$='commit/']")).first.click()
    page.locator("main button[type=submit], dialog button[type=submit], main form .btn-primary").last.click()
    page.wait_for_load_state("networkidle")
    work_off()


def find_and_keep_chatbots(page: Page) -> int:
    page.goto("/registers/use-cases/")
    with page.expect_response(lambda answer: "q=chatbot" in answer.url):
        page.locator("#list-search").press_sequentially("chatbot")
    found = UseCase.objects.searched("chatbot").count()
    expect(page.locator(".pager-count")).to_contain_text(f"of {found}")
    assert not accessibility_faults(page)
    page.get_by_title("Saved views").click()
    page.locator("#view-name").fill("Chatbots")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_title("Saved views")).to_contain_text("Chatbots")
    return found


def assign(page: Page, owner: str, found: int) -> None:
    page.locator("[data-check-all]").check()
    page.get_by_label(f"all {found} that match").check()
    page.get_by_role("button", name="Assign an owner").click()
    page.get_by_label("New owner").select_option(label=owner)
    page.get_by_label("Reason").fill("They run the assistants")
    # The dialog says beforehand that the retired ones stay as they are, and counts the others.
    able = UseCase.objects.searched("chatbot").exclude(state="retired").count()
    page.get_by_role("button", name=f"Assign an owner ({able})").click()
    page.wait_for_url("**/jobs/**")
    work_off()


def exported(page: Page, path: Path) -> list[dict[str, str]]:
    page.goto("/registers/use-cases/?q=chatbot")
    page.get_by_title("Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    download.value.save_as(path)
    rows: list[dict[str, str]] = json.loads(path.read_text())
    return rows


@pytest.mark.usefixtures("shared_files")
def test_the_first_day_of_an_officer(open_as: OpenPage, officer: Person, engineer: Person, tmp_path: Path) -> None:
    with held_at(now() - timedelta(days=3)):
        make_draft("Kept before the portal", owner=engineer)
    page = open_as(fresh(officer), "/registers/use-cases/")
    import_the_spreadsheet(page)
    assert UseCase.objects.filter(origin="imported").count() > ROWS * 9 // 10

    found = find_and_keep_chatbots(page)
    assert SavedView.objects.get(owner=officer).query == "q=chatbot"
    assign(page, engineer.name, found)
    owned = UseCase.objects.filter(owner=engineer, origin="imported").count()
    assert owned == UseCase.objects.searched("chatbot").exclude(state="retired").count()
    assert TrailEntry.objects.filter(verb="registers.use_case.handed_over").count() == owned
    rows = exported(page, tmp_path / "export.json")
    assert (len(rows), sum(row["owner"] == engineer.name for row in rows)) == (found, owned)

    page.get_by_role("link", name="The register on another day").click()
    expect(page.locator("main")).to_contain_text("The register as it stood at the end of")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("Kept before the portal")
    assert not accessibility_faults(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert sticks_out(page) <= 0
    page.get_by_role("link", name="Back to today").click()
    expect(page).to_have_url(re.compile("/registers/use-cases/$"))
    expect(page.locator("tbody")).to_contain_text("Use case")
