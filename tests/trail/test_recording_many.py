"""Many rows at once: one entry for each, with its own changes, in few statements."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from access.models import Department, Person, Role, RoleAssignment
from tests.factories.people import make_person
from tests.trail.undoing import undone
from trail.masking import MASK
from trail.models import TrailEntry
from trail.recording import ChangeOfNobody, OutsideTransaction, entries_written, record, record_many
from trail.verbs import UnknownVerb

CREATED = "access.department.created"


def departments(*names: str) -> list[Department]:
    return Department.objects.enter_many([Department(name=name) for name in names])


def told() -> list[tuple[str, list[str]]]:
    entries = TrailEntry.objects.filter(verb=CREATED).order_by("id")
    return [(entry.subject_name, [change["name"] for change in entry.changes]) for entry in entries]


def test_it_works(db: None, administrator: Person) -> None:
    before, written = TrailEntry.objects.filter(verb=CREATED).count(), entries_written()
    with transaction.atomic():
        rows = departments("North", "South", "East")
        entries = record_many(
            CREATED, rows, by=administrator, reason="Import", details_of=lambda row: {"letters": len(row.name)}
        )
    assert told()[before:] == [("North", ["North"]), ("South", ["South"]), ("East", ["East"])]
    assert entries_written() == written + 3
    kept = [TrailEntry.objects.get(pk=entry.pk) for entry in entries]
    assert [entry.details for entry in kept] == [{"letters": 5}, {"letters": 5}, {"letters": 4}]
    assert {(entry.actor, entry.reason, entry.about == [f"access.department:{row.pk}"]) for entry, row in
            zip(kept, rows, strict=True)} == {(administrator, "Import", True)}  # fmt: skip


def test_a_row_is_told_as_a_single_save_tells_it(administrator: Person) -> None:
    role = Role.objects.get(slug="auditor")
    people = [make_person("Ida One"), make_person("Ida Two")]
    fields = {"role": role, "given_by": administrator, "given_at": administrator.created_at}
    with transaction.atomic():
        RoleAssignment.objects.create(person=people[0], **fields)
        single = record("access.role.assigned", subject=people[0], by=None, role="x")
        RoleAssignment.objects.enter_many([RoleAssignment(person_id=people[1].pk, **fields)])
        (bulk,) = record_many(
            "access.role.assigned", [people[1]], by=None, belongs_to="person", details_of=lambda _row: {"role": "x"}
        )
    one, other = single.changes[0]["fields"], bulk.changes[0]["fields"]
    assert {**one, "person": [None, "Ida Two"]} == other
    assert other["role"] == [None, "Auditor"]
    assert (bulk.sentence, single.changes[0]["kind"], bulk.changes[0]["kind"]) == (
        "The portal gave Ida Two the role x",
        "created",
        "created",
    )


def test_what_is_masked_or_left_out_stays_so(administrator: Person) -> None:
    with transaction.atomic():
        new = Person(email="a@example.org", name="Ann", subject="ann", password="secret", theme="dark")
        Person.objects.enter_many([new])
        (entry,) = record_many("access.person.invited", [new], by=None)
    fields = entry.changes[0]["fields"]
    assert fields["password"] == [MASK, MASK]
    assert not {"id", "theme", "last_login", "assignments"} & fields.keys()


def test_a_change_of_none_of_the_subjects_is_not_lost(administrator: Person, engineer: Person) -> None:
    with transaction.atomic():
        rows = departments("North")
        with pytest.raises(ChangeOfNobody, match=r"access\.department"):
            record_many("access.person.edited", [engineer], by=administrator)
        record_many(CREATED, rows, by=None)
    assert told()[-1] == ("North", ["North"])


def test_what_is_rolled_back_leaves_nothing(administrator: Person) -> None:
    before = told()
    with transaction.atomic():
        with undone():
            record_many(CREATED, departments("Never"), by=None)
        rows = departments("North")
        with undone():
            record_many(CREATED, rows, by=None)
        record_many(CREATED, rows, by=None)
    assert told()[len(before) :] == [("North", ["North"])]
    assert not Department.objects.filter(name="Never").exists()


@pytest.mark.django_db(transaction=True)
def test_rows_without_an_entry_are_refused_at_commit(administrator: Person) -> None:
    with pytest.raises(IntegrityError, match="not recorded in the trail"), transaction.atomic():
        departments("North", "South")
    with transaction.atomic():
        record_many(CREATED, departments("North", "South"), by=None)
    assert Department.objects.filter(name__in=["North", "South"]).count() == 2


def test_verb_and_transaction_are_asked_for(administrator: Person) -> None:
    with pytest.raises(UnknownVerb), transaction.atomic():
        record_many("access.department.teleported", [], by=None)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(administrator: Person) -> None:
    with pytest.raises(OutsideTransaction):
        record_many(CREATED, [], by=None)


def test_many_rows_take_few_statements(administrator: Person) -> None:
    role = Role.objects.get(slug="engineer")
    new = [Person(email=f"p{n}@example.org", name=f"Person {n}", subject=f"p{n}") for n in range(50)]
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        people = Person.objects.enter_many(new)
        RoleAssignment.objects.enter_many(
            [RoleAssignment(person_id=person.pk, role_id=role.pk, given_by=administrator) for person in people]
        )
        entries = record_many("access.person.invited", people, by=administrator, belongs_to="person")
    assert len(asked) < 10
    assert {tuple(sorted(change["type"] for change in entry.changes)) for entry in entries} == {
        ("access.person", "access.roleassignment")
    }
    assert [entry.pk for entry in entries] == sorted(entry.pk for entry in entries)


def test_a_change_further_away_is_told_under_its_subject_too(administrator: Person) -> None:
    place = Department(name="North")
    new = Person(email="a@example.org", name="Ann", subject="ann", department=place)
    with transaction.atomic():
        Department.objects.enter_many([place])
        Person.objects.enter_many([new])
        RoleAssignment.objects.enter_many(
            [RoleAssignment(person=new, role=Role.objects.get(slug="auditor"), given_by=administrator)]
        )
        (entry,) = record_many(CREATED, [place], by=None, belongs_to=("department", "person__department"))
    assert [change["type"] for change in entry.changes] == [
        "access.department",
        "access.person",
        "access.roleassignment",
    ]
