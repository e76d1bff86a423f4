"""Service identities, reports of leaked tokens and emergency access as people see them, in both themes and widths."""

from typing import Any

import pytest

from access.actions.people import deactivate_person
from access.actions.tokens import issue_token, revoke_token
from access.models import Person
from tests.browser.conftest import OpenPage
from tests.browser.test_pages import THEMES, look
from tests.factories.break_glass import open_it, prepare
from tests.factories.people import fresh, make_person, operator
from tests.factories.service_identities import answerer, make_service

pytestmark = pytest.mark.django_db(transaction=True)


def looked_at(open_as: OpenPage, person: Person, theme: str, pages: dict[str, str]) -> list[str]:
    """Look at some pages as somebody; return what is wrong with them."""
    Person.objects.filter(pk=person.pk).update(theme=theme)
    page, wrong = open_as(fresh(person), "/livez"), []
    for name, address in pages.items():
        answer: Any = page.goto(address)
        assert answer.status == 200, f"{name}: {answer.status}"
        wrong += look(page, f"services-{name}", theme)
    return wrong


@pytest.mark.parametrize("theme", THEMES)
def test_service_identities(open_as: OpenPage, theme: str) -> None:
    admin = operator()
    service, left = make_service("Nightly export to the lake", "engineer", "data-owner"), make_person("Lea Leaver")
    orphaned = make_service("Old importer", answerable=left)
    deactivate_person(left.pk, by=admin, reason="Left")
    live, _secret = issue_token(service, name="Scheduler", scopes=["read", "write"], days=20, by=admin)
    gone, _secret = issue_token(service, name="First try", scopes=["read"], days=90, by=admin)
    revoke_token(gone.pk, by=admin, reason="Replaced")
    own = service.get_absolute_url()
    pages = {
        "list": "/access/services/",
        "new": "/access/services/new/",
        "one": own,
        "orphaned": orphaned.get_absolute_url(),
        "role": f"{own}assign-role/",
        "hand-over": f"{own}hand-over/",
        "retire": f"{own}retire/",
        "issue": f"{own}tokens/new/",
        "renew": f"{own}tokens/{live.pk}/renew/",
        "work": "/my-work/",
    }
    wrong = looked_at(open_as, admin, theme, pages)
    wrong += looked_at(open_as, answerer(), theme, {"own-tokens": "/access/me/tokens/", "answered-for": own})
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("theme", THEMES)
def test_what_needs_no_account(open_page: OpenPage, transactional_db: None, theme: str) -> None:
    operator()
    sheet = prepare()
    Person.objects.update(theme=theme)
    open_it()
    page, wrong = open_page("/livez", color_scheme=theme), []
    for name, address in (("leaked", "/access/tokens/leaked/"), ("emergency", "/access/emergency/")):
        page.goto(address)
        wrong += look(page, f"services-{name}", theme)
    page.get_by_label("E-mail address").fill(sheet.person.email)
    page.get_by_label("Password").fill(sheet.password)
    page.get_by_label("Code").fill(sheet.codes[0])
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_text("Everything is recorded").is_visible()
    wrong += look(page, "services-in-an-emergency", theme)
    assert wrong == [], "\n".join(wrong)
