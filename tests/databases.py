"""The databases of a test run: one is migrated, every process works on a copy of it as the application's role.

A test that commits (`transaction=True`, a live server) leaves a used database: it is thrown away and copied again,
which also brings back what migrations put in. Django's own way, TRUNCATE, is what the trail refuses.
"""

import fcntl
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django import DjangoDbBlocker

from compliance_portal.supervisor.home import local_database_url
from compliance_portal.supervisor.roles import make_database

TEMPLATE = "template_portal"


def as_superuser() -> psycopg.Connection[tuple[object, ...]]:
    """Connect to the run's server as its superuser."""
    return psycopg.connect(local_database_url(settings.HOME, "postgres", "postgres"), autocommit=True)


def use(name: str) -> None:
    """Point Django at a database of the run."""
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = name
    settings.CELERY_BROKER_TRANSPORT_OPTIONS["conn_string"] = local_database_url(settings.HOME, "portal_app", name)


def copy_afresh(name: str) -> None:
    """Make this process's database anew from the migrated one."""
    connections["default"].close()
    with as_superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        make_database(connection, name, TEMPLATE)


def migrate_template() -> None:
    """Migrate the database that the others are copies of, once for the whole run."""
    with (settings.HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = settings.HOME / "template.done"
        if done.exists():
            return
        with as_superuser() as connection:
            make_database(connection, TEMPLATE)
        use(TEMPLATE)
        call_command("migrate", interactive=False, verbosity=0)
        connections["default"].close()
        done.touch()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Give this process its own migrated database (in place of pytest-django's fixture of this name)."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"portal_{worker}"
    with django_db_blocker.unblock():
        migrate_template()
        copy_afresh(name)
        use(name)
    with pytest.MonkeyPatch.context() as patch:
        # Outside of the block: a test that does not ask for the database cannot leave anything in it.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: copy_afresh(name))
        yield
        connections["default"].close()
