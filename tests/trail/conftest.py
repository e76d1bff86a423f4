"""What the tests of the trail need: a connection as the owner of the tables."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from compliance_portal.supervisor.home import local_database_url


@pytest.fixture
def owner_connection(db: None) -> Iterator[psycopg.Connection]:
    """Connect as the role that owns the tables, to this process's database."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(local_database_url(settings.HOME, "portal_owner", name), autocommit=True) as own:
        own.execute("SET lock_timeout = '5s'")
        yield own
