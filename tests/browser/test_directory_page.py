"""The page of the directory in both themes and at two widths; axe finds nothing on it."""

import pytest

from access.models import Person
from common.permissions import RoleName
from tests.browser.conftest import OpenPage
from tests.browser.test_pages import THEMES, look
from tests.factories.people import fresh, make_person
from tests.factories.scim import Directory

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {"directory": "/access/scim/", "directory-token": "/access/scim/tokens/new/"}


@pytest.mark.parametrize("theme", THEMES)
def test_what_administrators_see(open_as: OpenPage, theme: str) -> None:
    administrator = make_person("Ada Administrator", RoleName.ADMINISTRATOR)
    directory = Directory()
    ada = directory.enter("ada@corp.example", displayName="Ada Lovelace", emails=[{"value": "ada@example.org"}])
    directory.enter_group("Engineers", ada)
    directory.patch(f"/Users/{ada['id']}", {"op": "Replace", "path": "active", "value": "False"})
    Person.objects.filter(pk=administrator.pk).update(theme=theme)
    page, wrong = open_as(fresh(administrator), "/livez"), []
    for name, address in PAGES.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{name}: {answer.status}"
        wrong += look(page, name, theme)
    assert wrong == [], "\n".join(wrong)
