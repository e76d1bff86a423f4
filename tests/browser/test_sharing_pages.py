"""Who shares a use case, and roles for one department, as people see them, in both themes and at two widths."""

from datetime import timedelta

import pytest

from access.actions.roles import assign_role
from access.models import Role
from common.clock import today
from registers.actions.use_cases import share, share_with_department
from tests.browser.conftest import OpenPage
from tests.browser.test_approval_pages import looked_at
from tests.browser.test_pages import THEMES
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.use_cases import make_draft, requester

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("theme", THEMES)
def test_the_people_of_a_use_case(open_as: OpenPage, theme: str) -> None:
    draft = make_draft()
    share(draft.pk, make_person("Carla Colleague", "engineer").pk, "contributor", by=requester())
    share(draft.pk, make_person("Wim Watcher").pk, "watcher", by=requester(), until=today() + timedelta(days=30))
    for name, membership in (("Sales", "watcher"), ("Customer support", "contributor")):
        share_with_department(draft.pk, make_department(name).pk, membership, by=requester())
    place = draft.get_absolute_url()
    shared = f"{place}shares/{draft.shares.latest('since').pk}/remove/"
    pages = {
        "sharing-people": f"{place}?tab=people",
        "sharing-person": f"{place}share/",
        "sharing-department": f"{place}share-with-department/",
        "sharing-no-more": shared,
        "sharing-list": "/registers/use-cases/?mine=shared",
    }
    wrong = looked_at(open_as, requester(), theme, pages)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("theme", THEMES)
def test_a_role_for_one_department(open_as: OpenPage, theme: str) -> None:
    officer, department = make_person("Olga Officer"), make_department("Sales")
    role = Role.objects.get(slug="compliance-officer")
    assign_role(officer.pk, role.pk, by=operator(), reason="Stands in", department_id=department.pk)
    make_draft("Of Sales", make_person("Selma Seller", "engineer", department="Sales"))
    person = officer.get_absolute_url()
    pages = {"scoped-person": person, "scoped-assign": f"{person}assign-role/", "scoped-role": role.get_absolute_url()}
    wrong = looked_at(open_as, operator(), theme, pages)
    own = {"scoped-start": "/", "scoped-me": "/access/me/", "scoped-list": "/registers/use-cases/"}
    wrong += looked_at(open_as, fresh(officer), theme, own)
    assert wrong == [], "\n".join(wrong)


def test_it_is_shared_by_hand(open_as: OpenPage) -> None:
    draft, _place = make_draft(), make_department("Sales")
    page = open_as(requester(), f"{draft.get_absolute_url()}?tab=people")
    page.get_by_role("link", name="Share with a department").click()
    page.get_by_role("combobox", name="Department").select_option(label="Sales")
    page.get_by_label("Work on it").check()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_text("It is shared; the people of the department were told.").wait_for()
    assert draft.shares.get().membership == "contributor"
