"""Who has to read a policy, and who has."""

from collections.abc import Iterator
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction

from access.actions.people import deactivate_person
from access.models import Notification, Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from registers.actions.acknowledging import acknowledge_document, ask_readers, remind_readers, set_readership
from registers.actions.document_reviews import submit_document
from registers.actions.documents import renew_document, retire_document
from registers.models import Acknowledgement, Document, Readership, ReadingDuty
from registers.reading.coverage import coverage_of
from registers.reading.readers import version_in_force
from tests.factories.documents import make_document
from tests.factories.files import PDF, upload
from tests.factories.people import fresh, make_department, make_person
from tests.factories.policies import approve_policy, ask, file_hash, make_in_review, make_policy
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def acknowledge(document: Document, person: Person) -> Acknowledgement:
    return acknowledge_document(document.pk, by=fresh(person), sha256=file_hash(document))


def told(person: Person) -> int:
    return Notification.objects.filter(person=person, kind="acknowledge").count()


def verbs(document: Document) -> list[str]:
    return [each.verb.removeprefix("registers.document.") for each in TrailEntry.objects.about(document)]


@pytest.fixture
def days_on() -> Iterator[object]:
    """Return how to make it another day for the actions."""
    with mock.patch("registers.actions.acknowledging.today") as clock:
        clock.side_effect = today

        def go(days: int) -> date:
            day = date.fromordinal(today().toordinal() + days)
            clock.side_effect = lambda: day
            return day

        yield go


def test_it_works(officer: Person, engineer: Person, nobody: Person) -> None:
    document = make_policy(by=officer)
    duties = ask(document)
    assert {each.person for each in duties} == set(Person.objects.active())
    assert {each.due_on for each in duties} == {today() + timedelta(days=14)}
    assert told(nobody) == 1
    entry = TrailEntry.objects.about(document).first()
    assert entry is not None
    assert (entry.verb, entry.details["asked"]) == ("registers.document.readers_asked", len(duties))
    acknowledge(document, nobody)
    assert Acknowledgement.objects.get().person == nobody
    version = version_in_force(document.pk, today())
    assert version is not None
    said = TrailEntry.objects.about(version).get(verb="registers.document.acknowledged")
    assert (said.actor_id, said.details["sha256"]) == (nobody.pk, file_hash(document))
    assert "acknowledged" not in verbs(document)
    coverage = coverage_of(version, today())
    assert (coverage.read, coverage.asked, coverage.late) == (1, len(duties), 0)
    # Again it changes nothing.
    before = TrailEntry.objects.count()
    acknowledge(document, nobody)
    assert ask_readers(document.pk) == 0
    assert (Acknowledgement.objects.count(), TrailEntry.objects.count()) == (1, before)


def test_roles_and_departments(officer: Person, engineer: Person, data_owner: Person, nobody: Person) -> None:
    document = make_policy(by=officer)
    role = engineer.assignments.get().role_id
    sales = make_department("Sales").pk
    assert {each.person for each in ask(document, roles=[role], departments=[sales])} == {engineer, data_owner}
    # Narrowed: whoever is left out is asked no longer.
    assert {each.person for each in ask(document, departments=[sales])} == {data_owner}
    assert not ask(document, everybody=False)
    assert ReadingDuty.objects.filter(lifted_at__isnull=False).count() == 2


def test_joiners_are_asked_and_leavers_drop_out(officer: Person, engineer: Person) -> None:
    document = make_policy(by=officer)
    ask(document)
    joiner = make_person("Jo Joiner")
    deactivate_person(engineer.pk, by=fresh(Person.objects.get(name="Ada Administrator")), reason="Left")
    standing = ReadingDuty.objects.standing()
    assert not standing.filter(person=engineer).exists()
    assert ask_readers(document.pk) == 1
    assert standing.filter(person=joiner).exists()
    assert told(joiner) == 1
    assert ReadingDuty.objects.get(person=engineer).lifted_at is not None


def test_a_new_version_asks_again(officer: Person, nobody: Person) -> None:
    document = make_policy(by=officer)
    ask(document)
    first = file_hash(document)
    acknowledge(document, nobody)
    renew_document(document.pk, file=upload("v2.pdf", PDF + b"2"), by=officer)
    submit_document(document.pk, by=officer)
    assert ask_readers(document.pk) == 0
    approve_policy(document)
    assert ask_readers(document.pk) > 0
    assert told(nobody) == 2
    with pytest.raises(Refused) as refused:
        acknowledge_document(document.pk, by=fresh(nobody), sha256=first)
    assert refused.value.refusal.code == "another_version"
    acknowledge(document, nobody)
    assert Acknowledgement.objects.filter(person=nobody).count() == 2


def test_reminders(officer: Person, nobody: Person, days_on: object) -> None:
    document = make_policy(by=officer)
    ask(document, departments=[], everybody=True)
    acknowledge(document, officer)
    sent = []
    for days in (1, 7, 8, 14, 15, 20, 21, 28):
        days_on(days)  # type: ignore[operator]
        sent.append((days, bool(remind_readers(document.pk)), bool(remind_readers(document.pk))))
    assert [each[0] for each in sent if each[1]] == [7, 14, 21, 28]
    assert not any(each[2] for each in sent)
    assert (told(nobody), told(officer)) == (5, 1)
    assert verbs(document).count("readers_reminded") == 4


def test_who_is_not_concerned_says_nothing(officer: Person, engineer: Person, nobody: Person) -> None:
    document = make_policy(by=officer)
    for person in (engineer, nobody):
        with pytest.raises(PermissionRefused):
            acknowledge(document, person)
        with pytest.raises(PermissionRefused):
            set_readership(document.pk, by=fresh(person), everybody=True)
    assert not Acknowledgement.objects.exists()
    assert not Readership.objects.exists()


def test_nobody_is_asked_before_it_is_approved_nor_once_it_is_retired(officer: Person) -> None:
    document = make_in_review(by=officer)
    assert not ask(document)
    approve_policy(document)
    assert ask_readers(document.pk) > 0
    retire_document(document.pk, by=officer, reason="Replaced")
    assert not ReadingDuty.objects.standing().exists()
    ask_readers(document.pk)
    assert not ReadingDuty.objects.filter(lifted_at=None).exists()
    entry = TrailEntry.objects.about(document).filter(verb__contains=".readers_").first()
    assert entry is not None
    assert entry.verb == "registers.document.readers_released"
    assert entry.details["no_longer"] > 0


def test_bad_readerships(officer: Person) -> None:
    report, policy = make_document("Report", "vendor-report", by=officer), make_policy(by=officer)
    for document, whom, code in (
        (report, {"everybody": True}, "not_a_policy"),
        (policy, {"everybody": True, "days": 0}, "days_out_of_range"),
        (policy, {"everybody": True, "days": 1000}, "days_out_of_range"),
        (policy, {"roles": [policy.pk]}, "role_unknown"),
        (policy, {"departments": [policy.pk]}, "department_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            set_readership(document.pk, by=officer, **whom)
        assert refused.value.refusal.code == code
    assert not Readership.objects.exists()


def test_what_was_acknowledged_stays(officer: Person, nobody: Person) -> None:
    document = make_policy(by=officer)
    ask(document)
    acknowledge(document, nobody)
    for statement in ("UPDATE registers_acknowledgement SET at = now()", "DELETE FROM registers_acknowledgement"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
