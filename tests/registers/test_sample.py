"""The sample organisation: what a first start shows, and that it came about by what people do."""

import hashlib
from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from access.models import Person
from common.clock import today
from registers.models import (
    BoundaryRule,
    DataCategory,
    Document,
    JoinRequest,
    Project,
    ProviderModel,
    RegisterException,
    RegisterImport,
    StoredFile,
    UseCase,
)
from registers.reading.checklist import checklist_on
from tests.factories.clients import client_of
from trail.models import TrailEntry


@pytest.fixture
def sample(db: None, settings: pytest.FixtureRequest) -> None:
    settings.SAMPLE = True  # type: ignore[attr-defined]
    call_command("load_sample", stdout=StringIO())


def opens(client: Client, use_cases: list[UseCase]) -> None:
    failed = [str(each) for each in use_cases if client.get(each.get_absolute_url()).status_code != 200]
    assert not failed


def test_it_works(sample: None) -> None:
    asked = UseCase.objects.filter(origin="entered")
    states = Counter(asked.values_list("state", flat=True))
    assert states == {"approved": 19, "in-review": 10, "draft": 6, "withdrawn": 4, "retired": 4}
    assert UseCase.objects.lapsed_on(today()).count() == 1
    assert asked.filter(in_force__isnull=False, proposed__state="in-review").count() == 2
    assert asked.filter(in_force__isnull=False, proposed__state="draft").count() == 2
    assert asked.in_force_on(today()).count() == 18
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


def test_papers_stand_as_papers_do(sample: None) -> None:
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


def test_the_inventory_was_imported(sample: None) -> None:
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


def test_every_use_case_opens_for_the_officer_and_its_owner(sample: None) -> None:
    use_cases = list(UseCase.objects.select_related("owner"))
    opens(client_of(Person.objects.get(name="Samuel Brandt")), use_cases)
    owners = {each.owner for each in use_cases if each.owner and each.owner.is_active}
    for owner in owners:
        opens(client_of(owner), [each for each in use_cases if each.owner == owner])


def test_the_trail_tells_it(sample: None) -> None:
    for use_case in UseCase.objects.filter(origin="entered"):
        told = list(TrailEntry.objects.about(use_case))
        assert told[-1].verb == "registers.use_case.drafted"
        assert told[-1].at == use_case.created_at or told[-1].at > use_case.created_at
        assert all(each.channel == "web" and each.address for each in told)
    days = {entry.at.date() for entry in TrailEntry.objects.filter(verb__startswith="registers.use_case.")}
    assert len(days) > 40
    assert BoundaryRule.objects.in_force_on(today()).exists()
