"""What the database itself refuses, to the role that serves the pages."""

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, transaction
from django.db.utils import IntegrityError

from access.models import Person
from tests.factories.people import make_person
from tests.trail.undoing import undone
from trail.models import TrailEntry
from trail.recording import record

REFUSED = (ProgrammingError, InternalError, DatabaseError)


@pytest.fixture
def entry(administrator: Person) -> TrailEntry:
    return TrailEntry.objects.about(administrator)[0]


def sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_tests_work_as_the_application_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


def test_update_is_refused(entry: TrailEntry) -> None:
    with pytest.raises(REFUSED, match=r"permission denied|append-only"):
        sql("UPDATE trail_trailentry SET reason = 'forged' WHERE id = %s", entry.pk)
    entry.reason = "forged"
    with pytest.raises(REFUSED), transaction.atomic():
        entry.save(update_fields=["reason"])
    assert TrailEntry.objects.get(pk=entry.pk).reason != "forged"


def test_delete_is_refused(entry: TrailEntry) -> None:
    with pytest.raises(REFUSED, match=r"permission denied|append-only"):
        sql("DELETE FROM trail_trailentry")
    with pytest.raises(REFUSED), transaction.atomic():
        entry.delete()
    assert TrailEntry.objects.filter(pk=entry.pk).exists()


def test_truncate_is_refused(entry: TrailEntry) -> None:
    with pytest.raises(REFUSED, match=r"permission denied|append-only"):
        sql("TRUNCATE trail_trailentry CASCADE")
    assert TrailEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_trailentry SET reason = 'forged'",
        "DELETE FROM trail_trailentry",
        "TRUNCATE trail_trailentry CASCADE",
    ],
)
def test_the_owner_of_the_table_is_refused_too(statement: str, owner_connection: psycopg.Connection) -> None:
    """Where one database role does everything, the triggers alone still hold."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        owner_connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE trail_trailentry DISABLE TRIGGER ALL",
        "DROP TRIGGER trail_append_only_rows ON trail_trailentry",
        "CREATE OR REPLACE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
    ],
)
def test_the_guards_cannot_be_switched_off(statement: str, db: None) -> None:
    with pytest.raises(REFUSED, match=r"must be owner|permission denied"):
        sql(statement)


@pytest.mark.django_db(transaction=True)
def test_a_change_without_an_entry_is_refused_at_commit(administrator: Person) -> None:
    administrator.name = "Silent"
    with pytest.raises(IntegrityError, match="not recorded in the trail"), transaction.atomic():
        administrator.save(update_fields=["name"])
    with pytest.raises(IntegrityError, match="not recorded in the trail"):
        sql("UPDATE access_person SET name = 'Silent' WHERE id = %s", administrator.pk)
    with pytest.raises(IntegrityError, match="not recorded in the trail"):
        sql("DELETE FROM access_roleassignment")
    assert not Person.objects.filter(name="Silent").exists()


@pytest.mark.django_db(transaction=True)
def test_a_preference_needs_no_entry(administrator: Person) -> None:
    administrator.theme = "dark"
    administrator.save(update_fields=["theme"])
    assert Person.objects.get(pk=administrator.pk).theme == "dark"


@pytest.mark.django_db(transaction=True)
def test_the_entry_and_the_change_stand_or_fall_together() -> None:
    before = TrailEntry.objects.count()
    person = make_person("Petra Person")
    during = TrailEntry.objects.count()
    with undone():
        person.name = "Lost"
        person.save(update_fields=["name"])
        record("access.person.edited", subject=person, by=None)
    assert before < during == TrailEntry.objects.count()
    assert Person.objects.get(pk=person.pk).name == "Petra Person"


@pytest.mark.django_db(transaction=True)
def test_an_old_entry_with_the_same_transaction_id_does_not_count(administrator: Person) -> None:
    """After a restore the ids of transactions begin low again; entries from before must not vouch for changes."""
    sql(
        """
        INSERT INTO trail_trailentry (id, at, verb, actor_name, channel, request_id, reason, subject_type, subject_id,
            subject_name, about, details, changes, transaction_id, transaction_began)
        SELECT gen_random_uuid(), at, verb, actor_name, channel, request_id, reason, subject_type, subject_id,
            subject_name, about, details, changes, pg_current_xact_id()::text::bigint + ahead, now() - interval '1 year'
        FROM (SELECT * FROM trail_trailentry LIMIT 1) one, generate_series(1, 500) ahead
        """
    )
    with pytest.raises(IntegrityError, match="not recorded in the trail"):
        sql("UPDATE access_person SET name = 'Silent' WHERE id = %s", administrator.pk)
