"""What tests of the page classes use."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from access.models import Department
from access.vocabulary import permissions_of_role
from tests.access.pages.plans import declare


@pytest.fixture
def plan(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Department]:
    """Let there be pages about plans, and one plan: the department Engineering."""
    from tests.factories.people import make_department

    declare(monkeypatch)
    with override_settings(ROOT_URLCONF="tests.access.pages.plans"):
        yield make_department("Engineering")
    monkeypatch.undo()
    permissions_of_role.cache_clear()
