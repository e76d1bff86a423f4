"""The kit's pages in use: with the keyboard, with the script, and without it."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, accessibility_faults, photograph


def test_a_row_opens_beside_the_list(open_page: OpenPage):
    page = open_page("/kit/list/")
    page.locator("tbody tr").nth(5).locator("td").nth(3).click()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("#panel-title")).to_have_text("Triage of customer support e-mail")
    assert page.url.endswith("/kit/list/#open=/kit/detail/")
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_rows_are_counted_as_they_are_ticked(open_page: OpenPage):
    page = open_page("/kit/list/")
    bar = page.locator(".bulk-bar")
    expect(bar).to_be_hidden()
    page.locator(".row-check").nth(1).check()
    expect(bar).to_be_visible()
    expect(page.locator("[data-selected-count]")).to_have_text("1 selected")
    page.locator(".row-check").nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-selected-count]")).to_have_text("4 selected")
    page.locator("[data-check-all]").check()
    expect(page.locator("[data-selected-count]")).to_have_text("36 selected")
    page.locator("[data-uncheck-all]").click()
    expect(bar).to_be_hidden()


def test_searching_swaps_the_list_and_keeps_the_address(open_page: OpenPage):
    page = open_page("/kit/list/?sort=name")
    page.locator("#list-search").press_sequentially("invoice")
    page.wait_for_url("**/kit/list/?sort=name&q=invoice*")
    expect(page.locator("#list-search")).to_be_focused()
    assert page.locator("#listing").count() == 1
    assert page.locator(".sidebar").count() == 1


def test_menus_close_with_escape_and_give_the_focus_back(open_page: OpenPage):
    page = open_page("/kit/list/")
    filters = page.locator("details.menu-wide")
    filters.locator("summary").click()
    assert accessibility_faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(filters).not_to_have_attribute("open", "")
    expect(filters.locator("summary")).to_be_focused()


def test_a_dialog_shows_what_is_wrong_in_place(open_page: OpenPage):
    page = open_page("/kit/detail/", expected=("status of 422",))
    page.get_by_text("More actions").click()
    page.get_by_role("link", name="Suspend").click()
    expect(page.locator("#dialog")).to_be_visible()
    expect(page.locator("#id_reason")).to_be_focused()
    page.locator("#dialog .btn-danger").click()
    expect(page.locator("#dialog .error-summary")).to_be_focused()
    assert accessibility_faults(page) == []
    page.locator("#dialog").get_by_role("link", name="Cancel").click()
    expect(page.locator("#dialog")).to_be_hidden()


def test_the_palette_opens_with_the_keyboard_and_goes_where_it_points(open_page: OpenPage):
    page = open_page("/kit/")
    page.keyboard.press("Control+k")
    expect(page.locator(".palette-item")).to_have_count(6)
    page.locator("#palette-input").press_sequentially("use")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".palette-item").first).to_be_focused()
    assert accessibility_faults(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/kit/list/")


def test_a_secret_is_copied(open_page: OpenPage):
    page = open_page("/kit/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy=secret-1]").click()
    expect(page.locator("[data-copy=secret-1]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("cpk_live_")


def test_the_menu_of_a_phone(open_page: OpenPage):
    page = open_page("/kit/list/", width=390)
    expect(page.locator(".sidebar-link").first).to_be_hidden()
    page.locator(".topbar-menu").click()
    expect(page.locator(".sidebar-link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sidebar-link").first).to_be_hidden()


def test_a_list_works_without_a_script(open_page: OpenPage):
    page = open_page("/kit/list/", java_script_enabled=False)
    expect(page.locator(".bulk-bar")).to_be_visible()
    expect(page.locator("[data-check-all]")).to_be_hidden()
    page.locator("details.menu-wide > summary").click()
    page.locator("#id_state").select_option("review")
    page.get_by_role("button", name="Apply").click()
    assert "state=review" in page.url
    page.locator(".row-link").first.click()
    assert page.url.endswith("/kit/detail/")
    expect(page.locator(".chart-figure table")).to_be_visible()


def test_actions_and_menus_work_without_a_script(open_page: OpenPage):
    page = open_page("/kit/detail/", width=390, java_script_enabled=False, expected=("status of 422",))
    page.get_by_text("More actions").click()
    page.get_by_role("link", name="Suspend").click()
    assert page.url.endswith("/kit/action/")
    page.locator(".form .btn-danger").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator(".topbar-menu").click()
    expect(page.locator(".sidebar-link").first).to_be_visible()


def test_a_form_says_what_follows_while_it_is_filled_in(open_page: OpenPage):
    page = open_page("/kit/form/")
    hints = page.locator(".form-live")
    expect(hints).to_contain_text("A name and a purpose are enough for a draft.")
    page.locator("#id_name").press_sequentially("Triage")
    expect(hints).to_contain_text("Nothing stands against it so far.")
    page.get_by_text("Nobody reads the answers").click()
    expect(hints).to_contain_text("Without human oversight, legal review is required.")
    photograph(page, "kit/form-with-hints")
    assert accessibility_faults(page) == []
    expect(page.get_by_role("button", name="Save as a draft")).to_be_visible()
