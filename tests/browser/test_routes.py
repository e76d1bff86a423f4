"""An administrator adds a step to a route, sees at once whether it can be walked, and puts it into use."""

import pytest
from playwright.sync_api import expect

from access.models import Person
from tests.browser.conftest import OpenPage, accessibility_faults, sticks_out
from tests.factories.people import make_person
from tests.factories.reviews import board
from tests.factories.routes import make_delegation, route_in_use

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_it_works(open_as: OpenPage, administrator: Person, scripts: bool) -> None:
    board()
    page = open_as(
        administrator, "/registers/routes/low/edit/", confirmed=True, java_script_enabled=scripts, expected=("422",)
    )
    page.get_by_role("button", name="Add a step").click()
    step = page.get_by_role("group", name="Step 2", exact=True)
    step.get_by_label("Name", exact=True).fill("Law")
    step.get_by_label("Legal reviewer").first.check()
    page.get_by_label("Reason").fill("Somebody who knows the law looks at everything")
    said = "Nobody could decide at the step “Law”"
    if scripts:
        expect(page.locator("#route-live")).to_contain_text(said)
    page.get_by_role("button", name="Put into use").last.click()
    expect(page.get_by_role("alert")).to_contain_text(said)
    step = page.get_by_role("group", name="Step 2", exact=True)
    step.get_by_label("Legal reviewer").first.uncheck()
    step.get_by_label("Privacy reviewer").first.check()
    page.get_by_role("button", name="Move up: step 2").click()
    expect(page.get_by_role("group", name="Step 1", exact=True).get_by_label("Name", exact=True)).to_have_value("Law")
    page.get_by_role("button", name="Put into use").last.click()
    expect(page.get_by_text("There is a new step “Law”: Privacy reviewer.")).to_be_visible()
    assert [each.name for each in route_in_use("low").steps.all()] == ["Law", "Compliance"]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_them(open_as: OpenPage, administrator: Person, width: int, scheme: str) -> None:
    away, stand_in = make_person("Olga Officer", "compliance-officer"), make_person("Lena Legal", "legal-reviewer")
    make_delegation(away, stand_in, reason="Holiday")
    for url in (
        "/registers/routes/",
        "/registers/routes/high/",
        "/registers/routes/high/edit/",
        "/registers/delegations/",
    ):
        page = open_as(administrator, url, width=width, color_scheme=scheme)
        assert accessibility_faults(page) == []
        assert sticks_out(page) <= 0
