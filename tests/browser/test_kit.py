"""The kit's pages: looked at in both themes and three widths, and by axe."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, accessibility_faults, photograph, sticks_out

WIDTHS = (1440, 1024, 390)
PAGES = {
    "components": "/kit/?quiet=1",
    "list": "/kit/list/",
    "empty-list": "/kit/list/empty/",
    "detail": "/kit/detail/",
    "form": "/kit/form/",
    "form-with-errors": "/kit/form/?wrong=1",
    "action": "/kit/action/",
    "bulk": "/kit/bulk/",
    "secret": "/kit/secret/",
    "inbox": "/kit/inbox/",
    "search": "/kit/search/",
    "sign-in": "/kit/sign-in/",
    "error": "/kit/error/404/",
}
REFUSED = ("status of 422", "status of 404")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_it_looks_right_and_axe_finds_nothing(open_page: OpenPage, name: str, theme: str):
    address = PAGES[name]
    page = open_page(f"{address}{'&' if '?' in address else '?'}theme={theme}", expected=REFUSED)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        photograph(page, f"kit/{name}-{theme}-{width}")
        assert sticks_out(page) <= 0, f"wider than {width} pixels"
        # Colours are the same at every width, and the structure in both themes.
        if width == 1440 or (width == 390 and theme == "light"):
            assert accessibility_faults(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("refused", [False, True])
def test_a_step_up_in_a_dialog_looks_right(open_page: OpenPage, theme: str, width: int, refused: bool):
    page = open_page(f"/kit/detail/?theme={theme}", width=width, expected=REFUSED)
    page.get_by_text("More actions").click()
    page.get_by_role("link", name="Suspend").click()
    expect(page.locator("#dialog .step-up")).to_be_visible()
    if refused:
        page.locator("#dialog .btn-danger").click()
        expect(page.locator("#dialog .step-up [aria-invalid=true]")).to_be_visible()
    photograph(page, f"kit/dialog-step-up{'-refused' if refused else ''}-{theme}-{width}")
    assert accessibility_faults(page) == []
    assert sticks_out(page) <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("state", "asks_again", "buttons"),
    [
        ("waiting", True, ["Cancel"]),
        ("running", True, ["Cancel"]),
        ("stopping", True, []),
        ("done", False, ["Rows to mend (CSV)"]),
        ("failed", False, []),
        ("cancelled", False, []),
    ],
)
def test_a_job_in_each_state_looks_right(
    open_page: OpenPage, state: str, asks_again: bool, buttons: list[str], theme: str
):
    page = open_page(f"/kit/job/{state}/?theme={theme}", width=390)
    photograph(page, f"kit/job-{state}-{theme}-390")
    assert accessibility_faults(page) == []
    assert sticks_out(page) <= 0
    card = page.locator(".job")
    assert [text.strip() for text in card.locator(".btn:visible").all_inner_texts()] == buttons
    assert (card.get_attribute("hx-trigger") is not None) is asks_again


def test_the_theme_follows_the_device_until_the_reader_chooses(open_page: OpenPage):
    ground = "getComputedStyle(document.body).backgroundColor"
    bright = open_page("/kit/search/?theme=auto", color_scheme="light").evaluate(ground)
    dark = open_page("/kit/search/?theme=auto", color_scheme="dark").evaluate(ground)
    chosen = open_page("/kit/search/?theme=light", color_scheme="dark").evaluate(ground)
    assert bright == chosen
    assert bright != dark


def test_the_frame_stays_while_the_page_scrolls(open_page: OpenPage):
    page = open_page("/kit/?quiet=1")
    page.evaluate("window.scrollTo({top: 1500, behavior: 'instant'})")
    for part in (".sidebar", ".topbar"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] == 0


def test_paper_shows_the_content_only(open_page: OpenPage):
    page = open_page("/kit/detail/?theme=dark")
    page.emulate_media(media="print")
    assert not page.locator(".sidebar").is_visible()
    assert not page.locator(".topbar").is_visible()
    assert page.locator(".timeline").is_visible()


def test_a_chart_draws_its_table(open_page: OpenPage):
    page = open_page("/kit/detail/")
    page.wait_for_selector(".chart-space canvas", state="visible")
    assert not page.locator(".chart-figure table").is_visible()
    page.get_by_text("The numbers").click()
    assert page.locator(".chart-figure tbody tr").count() == 14


def test_a_success_leaves_by_hand_and_an_error_stays(open_page: OpenPage):
    page = open_page("/kit/")
    assert page.locator("#toasts [data-toast]").count() == 2
    page.locator("#toasts [data-toast=success] [data-dismiss]").click()
    assert page.locator("#toasts [data-toast]").count() == 1
