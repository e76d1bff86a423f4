"""The portal's own pages as people see them: looked at in both themes, at two widths, and by axe.

Several pages share a test: each test pays for a database of its own.
"""

import pytest
from playwright.sync_api import Page

from access.actions.messages import notify
from access.actions.roles import create_role
from access.choices import JobState
from access.models import Department, Job, Person
from common.clock import now
from tests.browser.conftest import OpenPage, accessibility_faults, photograph, sticks_out
from tests.factories.clients import client_of
from tests.factories.people import make_person
from tests.factories.second_factors import enrol
from trail.models import TrailEntry

THEMES = ("light", "dark")
GROUPS = {
    "work": {
        "start": "/",
        "my-work": "/my-work/",
        "inbox": "/inbox/",
        "jobs": "/jobs/",
        "job": "/jobs/{job}/",
        "search": "/search/?q=ada",
        "trail": "/trail/",
        "trail-entry": "/trail/{entry}/",
    },
    "people": {
        "people": "/access/people/",
        "person": "/access/people/{person}/",
        "invite": "/access/people/invite/",
        "edit-person": "/access/people/{person}/edit/",
        "sign-in-link": "/access/people/{person}/link/",
        "assign-role": "/access/people/{person}/assign-role/",
        "withdraw-role": "/access/assignments/{assignment}/withdraw/",
        "deactivate": "/access/people/{person}/deactivate/",
        "end-sessions": "/access/people/{person}/end-sessions/",
        "reset-second-factor": "/access/people/{person}/reset-second-factor/",
    },
    "roles": {
        "departments": "/access/departments/",
        "department": "/access/departments/{department}/",
        "new-department": "/access/departments/new/",
        "rename-department": "/access/departments/{department}/rename/",
        "roles": "/access/roles/",
        "role": "/access/roles/{role}/",
        "new-role": "/access/roles/new/",
        "edit-role": "/access/roles/{role}/edit/",
        "retire-role": "/access/roles/{role}/retire/",
    },
    "account": {
        "profile": "/access/me/",
        "appearance": "/access/me/appearance/",
        "mail": "/access/me/mail/",
        "password": "/access/me/password/",
        "sessions": "/access/me/sessions/",
        "second-factor": "/access/me/second-factor/",
        "second-factor-set-up": "/access/me/second-factor/set-up/",
        "tokens": "/access/me/tokens/",
        "new-token": "/access/me/tokens/new/",
    },
}


@pytest.fixture
def things(administrator: Person, officer: Person) -> dict[str, object]:
    """Return what the addresses name: a person with a second factor and a session, a role, a job, an entry."""
    enrol(officer)
    client_of(officer)
    held = officer.assignments.get()
    role = create_role(
        name="Works council", description="Sees who may do what.", permissions=["access.view_roles"], by=administrator
    )
    notify(administrator, kind="test", title="Something happened", link="/")
    job = Job.objects.create(
        person=administrator, kind="export", title="Export of “People”", state=JobState.FAILED, finished_at=now()
    )
    return {
        "person": officer.pk,
        "assignment": held.pk,
        "role": role.pk,
        "department": Department.objects.get(name="Compliance").pk,
        "entry": TrailEntry.objects.filter(verb="access.role.created").latest("id").pk,
        "job": job.pk,
    }


def look(page: Page, name: str, theme: str) -> list[str]:
    """Photograph a page at two widths; return what is wrong with it.

    axe reads it once in each theme: colours are the same at every width, the structure is the same in both themes.
    """
    wrong = []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        photograph(page, f"pages/{name}-{theme}-{width}")
        if sticks_out(page) > 0:
            wrong.append(f"{name}: wider than {width} pixels")
        if (theme, width) in {("dark", 1440), ("light", 390)}:
            wrong += [f"{name} ({theme}, {width}): {fault}" for fault in accessibility_faults(page)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{name}: not one heading")
    page.set_viewport_size({"width": 1440, "height": 900})
    return wrong


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("group", GROUPS)
def test_it_looks_right_and_axe_finds_nothing(
    open_as: OpenPage, administrator: Person, things: dict[str, object], group: str, theme: str
) -> None:
    Person.objects.filter(pk=administrator.pk).update(theme=theme)
    page = open_as(administrator, "/livez")
    wrong = []
    for name, address in GROUPS[group].items():
        answer = page.goto(address.format(**things))
        assert answer is not None
        assert answer.status == 200, f"{name}: {answer.status}"
        wrong += look(page, name, theme)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_not_behind_an_address_of_its_own(
    open_as: OpenPage, open_page: OpenPage, administrator: Person, auditor: Person, theme: str
) -> None:
    make_person("Somebody Else", department="A department of a rather long name, as they are")
    Person.objects.update(theme=theme)
    page = open_as(administrator, "/access/people/", expected=("status of 422",))
    page.locator(".row-check").nth(1).check()
    page.locator(".bulk-bar").get_by_role("button", name="Deactivate").click()
    page.get_by_label("Reason").wait_for()
    wrong = look(page, "bulk-confirmation", theme)
    page.get_by_role("button", name="Deactivate").click()
    page.locator(".error-summary").wait_for()
    wrong += look(page, "form-with-errors", theme)
    page = open_as(auditor, "/access/departments/new/", expected=("status of 403", "status of 404"))
    wrong += look(page, "forbidden", theme)
    page.goto("/nothing/here/")
    wrong += look(page, "not-found", theme)
    page = open_page("/access/sign-in/", color_scheme=theme)
    wrong += look(page, "sign-in", theme)
    assert wrong == [], "\n".join(wrong)
