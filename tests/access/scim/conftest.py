"""The directory that speaks to the portal."""

import pytest

from access.models import Person
from tests.factories.scim import Directory


@pytest.fixture
def directory(administrator: Person) -> Directory:
    """Return an identity provider with a token; somebody else administers the portal."""
    return Directory()
