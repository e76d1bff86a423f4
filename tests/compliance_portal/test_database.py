"""The application's role: what it may do in the database, and what not."""

import pytest
from django.db import ProgrammingError, connection, transaction

pytestmark = pytest.mark.django_db


def ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def test_tests_work_as_the_application() -> None:
    assert ask("SELECT current_user") == "portal_app"
    assert ask("SELECT tableowner FROM pg_tables WHERE tablename = 'trail_trailentry'") == "portal_owner"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_trailentry SET verb = verb",
        "DELETE FROM trail_trailentry",
        "TRUNCATE trail_trailentry",
        "ALTER TABLE trail_trailentry DISABLE TRIGGER ALL",
        "DROP TABLE trail_trailentry",
        "CREATE TABLE public.mine (id int)",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_may_not(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        ask(statement)


def test_the_queue_is_the_applications_own() -> None:
    assert ask("SELECT tableowner FROM pg_tables WHERE schemaname = 'pgmq' AND tablename = 'meta'") == "portal_app"
    ask("SELECT pgmq.create('trial')")
    assert ask("SELECT pgmq.send('trial', '{}')") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_nothing(turn: int) -> None:
    assert ask("SELECT count(*) FROM pgmq.meta") == 0
    ask("SELECT pgmq.create('trial')")
