"""What leavers owned, as officers, administrators and successors see it, in both themes and at two widths."""

import pytest

from access.models import Person
from common.permissions import RoleName
from registers.actions.use_cases import share
from tests.browser.conftest import OpenPage
from tests.browser.test_approval_pages import looked_at
from tests.browser.test_pages import THEMES
from tests.factories.documents import make_document
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import make_category, steward
from tests.factories.routes import make_route, person_party, role_party, route_step
from tests.factories.use_cases import make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def leaver_with_everything(successor: Person | None = None) -> Person:
    """Return somebody who left something of several kinds: with a way out, without one, and only shown."""
    officer = fresh(steward())
    owner, _use_cases, _exception = make_owner()
    make_document(owner_id=owner.pk)
    make_category("Claims notes", owner_id=owner.pk)
    share(make_draft("Search the handbook").pk, owner.pk, "contributor", by=officer)
    make_route("low", route_step("Look", person_party(owner), role_party(RoleName.COMPLIANCE_OFFICER)))
    return leave(owner, successor)


@pytest.mark.parametrize("theme", THEMES)
def test_what_officers_and_administrators_see(open_as: OpenPage, theme: str) -> None:
    gone = leaver_with_everything()
    place = f"/access/people/{gone.pk}/"
    pages = {"leaver-hand-over": f"{place}hand-over/", "leavers": "/access/leavers/", "leaver": place}
    wrong = looked_at(open_as, steward(), theme, {**pages, "leaver-work": "/my-work/"})
    other, _use_cases, _exception = make_owner("Vera Vendor")
    deactivating = {"leaver-deactivate": f"/access/people/{other.pk}/deactivate/"}
    wrong += looked_at(open_as, operator(), theme, deactivating)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_successor_sees(open_as: OpenPage, theme: str) -> None:
    fresh(steward())
    successor = make_successor()
    gone = leaver_with_everything(successor)
    pages = {"left-to-you": f"/access/people/{gone.pk}/hand-over/", "left-to-you-work": "/my-work/"}
    wrong = looked_at(open_as, successor, theme, pages)
    assert wrong == [], "\n".join(wrong)


def test_it_is_chosen_confirmed_and_done(open_as: OpenPage) -> None:
    gone, taker = leaver_with_everything(), make_person("Lena Looker")
    page = open_as(fresh(steward()), f"/access/people/{gone.pk}/hand-over/")
    page.get_by_label("Who takes over").select_option(label="Lena Looker")
    page.get_by_label("Reason").fill("She keeps the papers")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Hand over (3)").click()
    page.get_by_role("link", name="Go on with what is left").wait_for()
    assert page.get_by_text("roles do not let them ask for use cases").count() == 2
    page.get_by_role("link", name="Go on with what is left").click()
    page.get_by_role("button", name="Go on").wait_for()
    assert taker.owned_documents.count() == 1
    assert gone.usecases_owned.count() == 2
