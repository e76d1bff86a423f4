"""The pages of groups as people see them, in both themes and at two widths; and the preview while one ticks."""

from typing import Any

import pytest
from playwright.sync_api import expect

from access.models import Person, Role
from tests.browser.conftest import OpenPage, accessibility_faults
from tests.browser.test_pages import THEMES, look
from tests.factories.groups import map_to, provision, sign_in_with
from tests.factories.people import fresh, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages(open_as: OpenPage, administrator: Person, auditor: Person, theme: str) -> None:
    group = map_to("portal-engineers", "engineer", "data-owner", department="Engineering", external_id="5f0c-77ab")
    map_to("portal-officers", "compliance-officer")
    people = [make_person(f"Robin Engineer {number}") for number in range(7)]
    for person in people:
        sign_in_with(person, "portal-engineers", "all-staff", "cn=choir,ou=groups,dc=example,dc=org")
    provision("Choir of the company", people[0])
    sign_in_with(auditor, "portal-officers", "all-staff")
    Person.objects.filter(pk=administrator.pk).update(theme=theme)
    page, wrong = open_as(fresh(administrator), "/livez"), []
    for name, address in {
        "groups": "/access/groups/",
        "seen-groups": "/access/groups/seen/",
        "group": group.get_absolute_url(),
        "new-group": "/access/groups/new/?name=all-staff",
        "edit-group": f"{group.get_absolute_url()}edit/",
        "unmap-group": f"{group.get_absolute_url()}unmap/",
        "person-by-group": people[0].get_absolute_url(),
        "person-refused": auditor.get_absolute_url(),
        "role-of-groups": Role.objects.get(slug="engineer").get_absolute_url(),
    }.items():
        answer: Any = page.goto(address)
        assert answer.status == 200, f"{name}: {answer.status}"
        wrong += look(page, f"groups-{name}", theme)
    assert wrong == [], "\n".join(wrong)


def test_the_preview_follows_what_is_ticked(open_as: OpenPage, administrator: Person, officer: Person) -> None:
    for number in range(3):
        sign_in_with(make_person(f"Robin Engineer {number}"), "builders")
    sign_in_with(officer, "builders")
    page = open_as(administrator, "/access/groups/new/")
    preview = page.locator("#mapping-live")
    expect(preview).to_contain_text("Name a group and choose roles")
    page.locator("[name=name]").fill("builders")
    expect(preview).to_contain_text("4 active people are in this group.")
    page.get_by_role("checkbox", name="Auditor").evaluate("box => box.click()")
    expect(preview).to_contain_text("3 people gain Auditor")
    expect(preview).to_contain_text("1 person cannot get Auditor: duties are kept apart")
    page.get_by_role("checkbox", name="Administrator").evaluate("box => box.click()")
    expect(preview).to_contain_text("one group cannot give both")
    assert accessibility_faults(page) == []
