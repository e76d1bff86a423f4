"""One call, one entry, in the transaction of the change it tells."""

import pytest
from django.db import connection, transaction
from django.utils.translation import override

from access.actions.people import edit_person, set_password
from access.models import Department, Person
from tests.factories.people import fresh, make_person
from tests.trail.undoing import undone
from trail.context import Origin, acting_from
from trail.masking import MASK
from trail.models import TrailEntry
from trail.recording import OutsideTransaction, record
from trail.verbs import UnknownVerb


def test_it_works(administrator: Person, engineer: Person) -> None:
    origin = Origin(channel="web", address="203.0.113.9", request_id="abc-123-def")
    with acting_from(origin):
        edit_person(engineer.pk, name="Emilia Engineer", department_id=None, by=administrator)
    entry = TrailEntry.objects.about(engineer)[0]
    assert (entry.verb, entry.actor, entry.actor_name) == ("access.person.edited", administrator, administrator.name)
    assert (entry.channel, entry.address, entry.request_id) == ("web", "203.0.113.9", "abc-123-def")
    assert entry.subject_name == "Emilia Engineer"
    assert ("name", "Emil Engineer", "Emilia Engineer") in entry.diff
    assert ("department", "Engineering", None) in entry.diff
    assert entry.sentence == "Ada Administrator changed the details of Emilia Engineer"


def test_a_change_belongs_to_the_entry_that_follows_it(administrator: Person, engineer: Person) -> None:
    with transaction.atomic():
        Department.objects.create(name="Legal")
        record("access.department.created", subject=Department.objects.get(name="Legal"), by=administrator)
        engineer.name = "Emil Two"
        engineer.save(update_fields=["name"])
        second = record("access.person.edited", subject=engineer, by=administrator)
    assert [change["type"] for change in second.changes] == ["access.person"]


def test_a_change_that_was_rolled_back_is_never_told(administrator: Person, engineer: Person) -> None:
    with transaction.atomic():
        with undone():
            engineer.name = "Never"
            engineer.save(update_fields=["name"])
        entry = record("access.person.edited", subject=fresh(engineer), by=administrator)
    assert entry.changes == []


def test_an_entry_that_was_rolled_back_gives_its_changes_back(administrator: Person, engineer: Person) -> None:
    with transaction.atomic():
        engineer.name = "Emil Three"
        engineer.save(update_fields=["name"])
        with undone():
            record("access.person.edited", subject=engineer, by=administrator)
        entry = record("access.person.edited", subject=engineer, by=administrator)
    assert ("name", "Emil Engineer", "Emil Three") in entry.diff


def test_secrets_are_told_as_changed_only(engineer: Person) -> None:
    set_password(engineer.pk, "Nine-Loud-Lighthouses")
    entry = TrailEntry.objects.about(engineer)[0]
    assert ("password", MASK, MASK) in entry.diff
    assert "argon" not in str(entry.changes)
    assert "md5" not in str(entry.changes)


def test_bulk_writes_are_not_silent(administrator: Person, engineer: Person, officer: Person) -> None:
    with transaction.atomic():
        Person.objects.filter(pk__in=[engineer.pk, officer.pk]).update(department=None)
        Department.objects.bulk_create([Department(name="North"), Department(name="South")])
        entry = record("access.person.edited", subject=engineer, by=administrator)
    told = {(change["kind"], change["name"]) for change in entry.changes}
    assert told == {
        ("changed", "Emil Engineer"),
        ("changed", "Oscar Officer"),
        ("created", "North"),
        ("created", "South"),
    }


def test_deletions_of_query_sets_are_told(administrator: Person) -> None:
    with transaction.atomic():
        Department.objects.create(name="Gone")
        record("access.department.created", subject=Department.objects.get(name="Gone"), by=administrator)
        Department.objects.filter(name="Gone").delete()
        entry = record("access.person.edited", subject=administrator, by=administrator)
    assert [(change["kind"], change["name"]) for change in entry.changes] == [("deleted", "Gone")]


def test_control_characters_and_long_texts_do_no_harm(administrator: Person, engineer: Person) -> None:
    with transaction.atomic():
        entry = record(
            "access.person.edited", subject=engineer, by=administrator, reason="a\x00b\x1b[31m" + "x" * 20_000
        )
    entry.refresh_from_db()
    assert entry.reason.startswith("ab[31mxxx")
    assert len(entry.reason) == 10_000


def test_an_unknown_verb_is_refused(administrator: Person) -> None:
    with pytest.raises(UnknownVerb), transaction.atomic():
        record("access.person.teleported", subject=administrator, by=administrator)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(administrator: Person) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(OutsideTransaction):
        record("access.person.edited", subject=administrator, by=administrator)


def test_words_are_found_by_their_beginning(administrator: Person, engineer: Person) -> None:
    from common.search import words_query

    edit_person(engineer.pk, name="Emil Ångström", department_id=None, by=administrator)
    assert TrailEntry.objects.filter(search=words_query("ångs ada")).exists()
    assert not TrailEntry.objects.filter(search=words_query("zebra")).exists()
    assert words_query("  !! ") is None


def test_an_edit_that_changes_nothing_is_no_event(administrator: Person, engineer: Person) -> None:
    before = TrailEntry.objects.count()
    edit_person(engineer.pk, name=engineer.name, department_id=engineer.department_id, by=administrator)
    assert TrailEntry.objects.count() == before


def test_only_our_own_terms_are_translated(administrator: Person) -> None:
    namesake = make_person("Search", "auditor")
    given = TrailEntry.objects.about(namesake)[0]
    with override("de"):
        assert given.sentence == "Ada Administrator hat Search die Rolle Revision erteilt"


def test_each_of_many_entries_in_one_transaction_tells_its_own_change(administrator: Person) -> None:
    with transaction.atomic():
        for number in range(5):
            Department.objects.create(name=f"D{number}")
            told = record("access.department.created", subject=Department.objects.get(name=f"D{number}"), by=None)
            assert [change["name"] for change in told.changes] == [f"D{number}"]
