"""What the database holds beside its tables: two roles, what each may do, and the job queue's functions.

`portal_owner` owns the tables and runs migrations; `portal_app` is what web, worker and beat connect as: it reads and
writes rows, changes no structure, and cannot rewrite the trail. One role for both works too (then the trail's triggers
alone guard it; `manage.py doctor` warns).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from pgmq.install import get_embedded_install_sql
from psycopg import sql

from common.declared import declared
from compliance_portal.settings.environment import address

APP = "portal_app"
OWNER = "portal_owner"
OLDEST = 150000

# Append-only tables: the application may add rows and read them, never change one (docs/trail.md).
APPEND_ONLY = ("trail_trailentry",)

# Of PostgreSQL's error codes those by which it takes no connection or ends one: 08 and 57P are classes, 53300 is "too
# many connections". Where the server cannot be reached at all there is no code.
AWAY = ("08", "57P", "53300")

# Any number, but always the same: one migration at a time, however many machines start together.
MIGRATING = 7_201_609_411

# Whoever asks whether we are ready waits no longer than this (and libpq no shorter).
READY_SECONDS = 2

_seen_current: list[bool] = []


class DatabaseError(Exception):
    """The database cannot be used; the text says why and what to do."""


@contextmanager
def as_owner() -> Iterator[None]:
    """Have the default connection work as the owner of the tables for a while."""
    mine = connection.settings_dict
    connection.close()
    connection.settings_dict = {**mine, **settings.DATABASE_OWNER, "TEST": mine["TEST"], "NAME": mine["NAME"]}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = mine


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the migration lock; others wait for it. Ends with the connection, so a killed process leaves no lock."""
    with psycopg.connect(address(connection.settings_dict), autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        yield


def single_role() -> bool:
    """Say whether one role both owns the tables and serves the pages."""
    return bool(settings.DATABASES["default"]["USER"] == settings.DATABASE_OWNER["USER"])


def version() -> int:
    """Return the server's version as PostgreSQL numbers it: 180004 is 18.4."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        return int(cursor.fetchone()[0])


def refuse_unusable() -> None:
    """Raise DatabaseError when the database cannot be reached or is older than PostgreSQL 15."""
    try:
        found = version()
    except OperationalError as error:
        raise DatabaseError(f"The database cannot be reached: {str(error).strip()}. Check DATABASE_URL.") from error
    if found < OLDEST:
        raise DatabaseError(
            f"The database is PostgreSQL {found // 10000}; the portal needs 15 or newer. "
            "Point DATABASE_URL at a newer one, or leave it out to use the embedded one."
        )


def is_away(error: BaseException | None) -> bool:
    """Say whether an exception means that the database cannot be reached, rather than that it refused a statement."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = getattr(error.__cause__, "sqlstate", None)
    return code is None or code.startswith(AWAY)


def pending_migrations() -> list[str]:
    """Return the migrations that are not applied yet, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_silent() -> None:
    """Raise psycopg's OperationalError unless the database answers a new connection at once.

    A connection that is there already would wait for a frozen server for ever: no timeout of the server's counts then.
    """
    given = connection.settings_dict
    options = f"{given['OPTIONS'].get('options', '')} -c statement_timeout={READY_SECONDS}s"
    with psycopg.connect(address(given), connect_timeout=READY_SECONDS, options=options) as probe:
        probe.execute("SELECT 1")


def limit_statements() -> None:
    """Have the server end statements of this process that take too long: a reader has left, a thread is held up."""
    options = connection.settings_dict["OPTIONS"]
    limit = f"-c statement_timeout={settings.DB_STATEMENT_SECONDS}s"
    options["options"] = f"{options.get('options', '')} {limit}".strip()


def is_behind() -> bool:
    """Say whether migrations are pending; once they are not, only whether the database answers."""
    refuse_silent()
    if not _seen_current and not pending_migrations():
        _seen_current.append(True)
    return not _seen_current


def refuse_behind() -> None:
    """Exit with a message when this process may only start on a migrated database and it is not one."""
    if not settings.START_ONLY_MIGRATED:
        return
    try:
        refuse_unusable()
        pending = pending_migrations()
    except DatabaseError as error:
        raise SystemExit(str(error)) from error
    finally:
        connection.close()
    if pending:
        raise SystemExit(f"Migrations are pending ({', '.join(pending)}). Run: python manage.py migrate")


def is_empty() -> bool:
    """Say whether nobody was ever entered."""
    return not get_user_model().objects.exists()


def settle() -> None:
    """Set the roles' rights, install the queue and what the apps ship; what `migrate` does after its migrations."""
    with one_at_a_time():
        with as_owner():
            grant()
        install_queue()
        install_shipped()


def install_shipped() -> None:
    """Enter what each app brings along and is missing (its `shipped.py`); safe to repeat."""
    for install in declared("shipped", "install"):
        install()


def release_claimed_tasks(connected: psycopg.Connection[Any]) -> None:
    """Make tasks visible that a worker took and did not finish; only where no other worker can be at them."""
    if connected.execute("SELECT to_regclass('pgmq.meta')").fetchone() == (None,):
        return
    for (queue,) in connected.execute("SELECT queue_name FROM pgmq.meta").fetchall():
        table = sql.Identifier("pgmq", f"q_{queue}")
        connected.execute(
            sql.SQL("UPDATE {} SET vt = clock_timestamp() WHERE read_ct > 0 AND vt > clock_timestamp()").format(table)
        )


def grant() -> None:
    """Give the application's role exactly its rights; called as the owner, safe to repeat."""
    app = sql.Identifier(settings.DATABASES["default"]["USER"])
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS pgmq")
        if single_role():
            return
        statements = [
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO {app}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
            # The queue is the application's own: workers make queues as they need them.
            "GRANT USAGE, CREATE ON SCHEMA pgmq TO {app}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}",
        ]
        tables = set(connection.introspection.table_names(cursor))
        statements += [
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {{app}}" for table in APPEND_ONLY if table in tables
        ]
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(app=app))
        # A temporary table would stand before the real one of its name. Only the database's owner can forbid them.
        cursor.execute(
            "SELECT datname, pg_has_role(datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()"
        )
        name, ours = cursor.fetchone()
        if ours:
            cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))


def install_queue() -> None:
    """Install pgmq's functions once; called as the application's role, which then owns the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pgmq.meta') IS NOT NULL")
        if cursor.fetchone() == (True,):
            return
        cursor.execute(_without_schema(get_embedded_install_sql()))


def _without_schema(script: str) -> str:
    """Leave out CREATE SCHEMA: even with IF NOT EXISTS it asks for a right on the database that the role has not."""
    return script.replace("CREATE SCHEMA IF NOT EXISTS pgmq;", "NULL;", 1)
