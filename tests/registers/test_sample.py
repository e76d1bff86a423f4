"""The sample organisation: what a first start shows, and that it came about by what people do."""

import hashlib
from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from access.models import Notification, Person
from access.work import groups_for
from common.clock import now, today
from registers.models import (
    BoundaryRule,
    Comment,
    Condition,
    DataCategory,
    Delegation,
    Document,
    JoinRequest,
    Project,
    ProviderModel,
    ReadingDuty,
    RegisterException,
    RegisterImport,
    ReviewStep,
    StoredFile,
    UseCase,
)
from registers.reading.checklist import checklist_on
from tests.factories.clients import client_of
from trail.models import TrailEntry


@pytest.mark.django_db
def test_it_works(settings: Any) -> None:
    """Look at all of it in one go: playing it takes some seconds."""
    settings.SAMPLE = True
    call_command("load_sample", stdout=StringIO())
    use_cases_are_in_every_state()
    requests_are_on_their_way()
    papers_stand_as_papers_do()
    the_inventory_was_imported()
    every_use_case_opens_for_the_officer_and_its_owner()
    the_trail_tells_it()
    policies_are_approved_and_read()
    what_a_leaver_owned_is_work_of_the_officers()
    nothing_goes_out_by_mail()


def opens(client: Client, use_cases: list[UseCase]) -> None:
    failed = [str(each) for each in use_cases if client.get(each.get_absolute_url()).status_code != 200]
    assert not failed


def use_cases_are_in_every_state() -> None:
    asked = UseCase.objects.filter(origin="entered")
    states = Counter(asked.values_list("state", flat=True))
    assert states == {
        "approved": 19, "in-review": 5, "draft": 6, "withdrawn": 4, "retired": 4,
        "suspended": 1, "lapsed": 1, "conditional": 1, "rejected": 1, "changes-asked": 1,
    }  # fmt: skip
    assert asked.filter(in_force__isnull=False, proposed__state="in-review").count() == 4
    assert asked.filter(in_force__isnull=False, proposed__state="draft").count() == 1
    assert asked.in_force_on(today()).count() == 19
    soon = asked.in_force_on(today()).filter(approved_until__lte=today() + timedelta(days=30))
    assert soon.count() == 3
    assert JoinRequest.objects.filter(answered_at=None).count() == 4
    assert {each.department.name for each in asked.select_related("department") if each.department} == {
        "Engineering", "Customer Operations", "Risk & Compliance", "Data & Analytics",
    }  # fmt: skip
    # Those who left still own what they owned: somebody has to take it over.
    assert asked.exclude(state="retired").filter(owner__is_active=False).count() == 2
    catalogue = (DataCategory, Project, ProviderModel, BoundaryRule)
    assert [table.objects.count() for table in catalogue] == [19, 8, 19, 64]
    assert set(ProviderModel.objects.values_list("state", flat=True)) == {
        "approved", "restricted", "deprecated", "proposed", "refused",
    }  # fmt: skip


def requests_are_on_their_way() -> None:
    waiting = ReviewStep.objects.waiting().filter(review__version__isnull=False)
    assert Counter(waiting.values_list("step__route__route_for", flat=True)) == {"low": 3, "medium": 5, "high": 1}
    assert waiting.filter(due_at__lt=now()).count() > 0
    assert waiting.exclude(escalated_at=None).count() > 0
    assert Condition.objects.unmet().exclude(reported_at=None).count() == 1
    assert Condition.objects.exclude(met_at=None).count() == 1
    assert Delegation.objects.in_force_on(today()).count() == 1
    assert Comment.objects.open().count() == 6
    executive = Person.objects.get(name="Margaret Holm")
    assert executive.decisions.count() == 2


def policies_are_approved_and_read() -> None:
    policy = Document.objects.get(title__startswith="Policy on")
    newest = policy.versions.latest("number")
    assert policy.versions.filter(review__state="approved").count() == 2
    duties = ReadingDuty.objects.filter(document_version=newest, lifted_at=None)
    read = newest.acknowledgements.count()
    assert read >= 12
    assert duties.count() - read >= 4
    wish = UseCase.objects.get(origin="intake")
    assert (wish.owner.name if wish.owner else "", wish.members.get().membership) == ("Yuki Tanaka", "steward")


def what_a_leaver_owned_is_work_of_the_officers() -> None:
    """Two engineers left: one had handed over what they owned, the other one had not."""
    gone = Person.objects.left().order_by("name")
    assert [person.name for person in gone] == ["Erik Johansen", "Viktor Hansson"]
    officer = Person.objects.get(name="Samuel Brandt")
    work = {group.kind.name: group for group in groups_for(officer)}
    assert [str(item.title) for item in work["leavers"].items] == [
        "Viktor Hansson left: 1 service identity, 2 use cases"
    ]
    assert client_of(officer).get(work["leavers"].items[0].url).status_code == 200
    assert Notification.objects.filter(person=officer, kind="leaver").count() == 1


def nothing_goes_out_by_mail() -> None:
    assert not Notification.objects.exclude(mail_after=None).exists()
    officer = Notification.objects.filter(person__name="Samuel Brandt")
    assert 0 < officer.unread().count() < 12


def papers_stand_as_papers_do() -> None:
    day = today()
    documents: Any = Document.objects.with_standing(day)
    assert Counter(each.standing for each in documents) == {"current": 9, "overdue": 1, "expired": 1, "retired": 1}
    assert Document.objects.get(title__startswith="Policy on").versions.count() == 2
    officer = Person.objects.get(name="Samuel Brandt")
    lines = [line for required in checklist_on(day, officer) for line in required.lines]
    assert {"missing", "expired", "current"} <= {line.standing for line in lines}
    exceptions = RegisterException.objects.all()
    assert Counter(exceptions.values_list("state", flat=True)) == {"requested": 1, "granted": 3, "refused": 1}
    assert exceptions.filter(state="granted", expires_on__lt=day).count() == 1
    for kept in StoredFile.objects.all():
        with kept.file.open("rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == kept.sha256


def the_inventory_was_imported() -> None:
    found = RegisterImport.objects.get()
    counts = (found.state, found.rows_total, found.rows_entered, found.rows_duplicate, found.rows_faulty)
    assert counts == ("committed", 25, 21, 2, 2)
    assert UseCase.objects.filter(origin="imported", state="approved").count() == 3
    use_case = UseCase.objects.get(reference="INV-21")
    client = client_of(Person.objects.get(name="Samuel Brandt"))
    page = client.get(f"{use_case.get_absolute_url()}?tab=import").content.decode()
    # What found no place of its own stays readable beside its heading; what did is not said twice.
    assert all(text in page for text in ("Cost centre", "3200", "Yearly cost (EUR)"))
    assert "<dt>No.</dt>" not in page


def every_use_case_opens_for_the_officer_and_its_owner() -> None:
    use_cases = list(UseCase.objects.select_related("owner"))
    opens(client_of(Person.objects.get(name="Samuel Brandt")), use_cases)
    owners = {each.owner for each in use_cases if each.owner and each.owner.is_active}
    for owner in owners:
        opens(client_of(owner), [each for each in use_cases if each.owner == owner])


def the_trail_tells_it() -> None:
    for use_case in UseCase.objects.filter(origin="entered"):
        told = list(TrailEntry.objects.about(use_case))
        assert told[-1].verb == "registers.use_case.drafted"
        assert told[-1].at == use_case.created_at or told[-1].at > use_case.created_at
        assert all((each.channel == "web" and each.address) or each.channel == "job" for each in told)
    days = {entry.at.date() for entry in TrailEntry.objects.filter(verb__startswith="registers.use_case.")}
    assert len(days) > 40
    assert BoundaryRule.objects.in_force_on(today()).exists()
