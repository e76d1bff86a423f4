"""The portal's own pages as a signed-in person sees them: looked at in both themes, at two widths, and by axe."""

import pytest

from access.models import Person
from tests.browser.conftest import OpenPage, accessibility_faults, photograph, sticks_out

PAGES = {
    "start": "/",
    "my-work": "/my-work/",
    "inbox": "/inbox/",
    "jobs": "/jobs/",
    "people": "/access/people/",
    "person": "/access/people/{pk}/",
    "roles": "/access/roles/",
    "trail": "/trail/",
    "search": "/search/?q=ada",
    "profile": "/access/me/",
    "sessions": "/access/me/sessions/",
    "tokens": "/access/me/tokens/",
    "second-factor": "/access/me/second-factor/",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_it_looks_right_and_axe_finds_nothing(
    open_as: OpenPage, administrator: Person, officer: Person, name: str, theme: str
):
    Person.objects.filter(pk=administrator.pk).update(theme=theme)
    page = open_as(administrator, PAGES[name].format(pk=officer.pk))
    assert page.locator("h1").count() == 1
    assert page.locator(".sidebar").count() == 1
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        photograph(page, f"pages/{name}-{theme}-{width}")
        assert sticks_out(page) <= 0, f"wider than {width} pixels"
        assert accessibility_faults(page) == []
