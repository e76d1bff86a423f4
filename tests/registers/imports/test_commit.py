"""A spreadsheet becomes use cases: each with its version, its line, its row, and one entry of the trail."""

from decimal import Decimal

import pytest
from django.db import transaction

from access.models import Department, Person
from common.refusals import Refused
from registers.actions.entering import enter_import
from registers.actions.imports import discard_import, start_commit
from registers.choices import ImportRowState, ImportState, Origin, UseCaseState, VersionState
from registers.models import ImportRow, RegisterImport, RegisterLine, UseCase, UseCaseVersion
from tests.factories.imports import committed, nothing, previewed
from tests.factories.spreadsheets import csv_of, government_register
from trail.models import TrailEntry

HEADINGS = ["Titel", "Zweck", "Verantwortlich", "Abteilung", "Status", "Aufbewahrung", "Budget", "Erstellt am", "Notiz"]
HELP = [
    "Bürohilfe",
    "Schreibt Briefe",
    "oscar-officer@example.org",
    "Compliance",
    "aktiv",
    "30",
    "1.200,50 €",
    "1.2.2024",
    "x",
]
OLD = ["Altes", "", "", "Vertrieb", "stillgelegt", "", "", "", "gehört zu Nr. 3"]


@pytest.fixture(autouse=True)
def _queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)


def test_it_works(officer: Person) -> None:
    done = committed(csv_of(HEADINGS, HELP, OLD, delimiter=";", encoding="cp1252"), officer)
    assert (done.state, done.rows_total, done.rows_entered) == (ImportState.COMMITTED, 2, 2)
    helper, old = UseCase.objects.order_by("number")
    assert (helper.title, helper.purpose, helper.owner, helper.state) == (
        "Bürohilfe", "Schreibt Briefe", officer, UseCaseState.DRAFT,
    )  # fmt: skip
    assert (helper.department, helper.origin, helper.risk_tier) == (officer.department, Origin.IMPORTED, "")
    version = UseCaseVersion.objects.get(use_case=helper)
    assert (version.retention_days, version.monthly_budget) == (30, Decimal("1200.50"))
    assert helper.version == helper.proposed == version
    assert helper.created_at.date().isoformat() == "2024-02-01"
    assert (old.state, old.proposed, old.version) == (
        UseCaseState.RETIRED,
        None,
        UseCaseVersion.objects.get(use_case=old),
    )
    assert UseCaseVersion.objects.get(use_case=old).state == VersionState.WITHDRAWN
    assert RegisterLine.objects.filter(use_case__in=[helper, old], until=None).count() == 2
    row = ImportRow.objects.get(use_case=old)
    assert (row.state, row.number, row.cells[-1]) == (ImportRowState.ENTERED, 3, "gehört zu Nr. 3")
    told = TrailEntry.objects.filter(verb="registers.use_case.imported").order_by("id")
    assert [entry.sentence for entry in told] == [
        f"Oscar Officer imported {helper} from Sales, row 2",
        f"Oscar Officer imported {old} from Sales, row 3",
    ]
    assert {change["type"] for change in told[0].changes} == {"registers.usecase", "registers.usecaseversion"}
    last = TrailEntry.objects.get(verb="registers.import.committed")
    assert last.sentence == "Oscar Officer imported 2 of 2 rows of Sales"


def test_no_row_of_a_real_register_is_lost(officer: Person) -> None:
    done = committed(government_register(), officer, options={"unreadable": "empty"}, duplicates="import")
    named = [row for row in done.rows.filter(state=ImportRowState.FAULTY) if row.told]
    assert len(named) == done.rows_faulty == 3
    assert done.rows_entered + len(named) == done.rows_total == 2_133
    assert UseCase.objects.count() == TrailEntry.objects.filter(verb="registers.use_case.imported").count() == 2_130


def test_duplicates_are_left_out_or_imported_all_the_same(officer: Person) -> None:
    file = csv_of(
        ["Title", "Department"], ["Chatbot", "Sales"], [" chat BOT", "sales"], ["Chatbot", "Sales "], ["Chatbot", ""]
    )
    first = committed(file, officer)
    assert (first.rows_entered, first.rows_duplicate) == (3, 1)
    assert first.rows.get(state=ImportRowState.LEFT_OUT).duplicate_of == "#2"
    again = previewed(file, officer)
    code = UseCase.objects.order_by("number")[0].code
    assert (again.rows_good, again.rows_duplicate) == (0, 4)
    assert again.rows.get(number=2).duplicate_of == code
    assert committed(file, officer, duplicates="import").rows_entered == 4


def test_departments_are_created_where_it_is_wanted(officer: Person) -> None:
    file = csv_of(["Title", "Department"], ["One", "Moon base"], ["Two", "MOON  base"], ["Three", "compliance"])
    kept = committed(file, officer)
    assert set(UseCase.objects.values_list("department__name", flat=True)) == {None, "Compliance"}
    assert kept.rows.get(number=2).values["department"] == "Moon base"
    committed(file, officer, options={"departments": "create"}, duplicates="import")
    assert Department.objects.get(name="MOON base").usecases.count() == 2
    assert TrailEntry.objects.filter(verb="access.department.created", actor=officer).count() == 1


def test_the_register_changed_since_the_preview(officer: Person) -> None:
    file = csv_of(["Title", "Owner"], ["One", ""], ["Two", ""])
    waiting = previewed(file, officer)
    committed(csv_of(["Title"], ["one"]), officer)
    RegisterImport.objects.filter(pk=waiting.pk).update(job=None)
    start_commit(waiting.pk, duplicates="leave-out", by=officer)
    done = enter_import(waiting.pk, by=officer, step=nothing)
    assert done.rows_entered == 1
    assert done.rows.get(state=ImportRowState.LEFT_OUT).title == "One"


def test_a_person_who_left_since_the_preview_stops_it_all(officer: Person, engineer: Person) -> None:
    waiting = previewed(csv_of(["Title", "Owner"], ["One", ""], ["Two", engineer.email]), officer)
    Person.objects.filter(pk=engineer.pk).update(is_active=False, deactivated_at=engineer.created_at)
    with pytest.raises(Refused, match="gone by now"):
        enter_import(waiting.pk, by=officer, step=nothing)
    assert not UseCase.objects.exists()


def test_a_second_run_changes_nothing(officer: Person) -> None:
    done = committed(csv_of(["Title"], ["One"]), officer)
    before = TrailEntry.objects.count()
    enter_import(done.pk, by=officer, step=nothing)
    assert (UseCase.objects.count(), TrailEntry.objects.count()) == (1, before)


def test_what_fails_half_way_leaves_nothing(officer: Person) -> None:
    waiting = previewed(csv_of(["Title"], *([f"Use case {number}"] for number in range(300))), officer)

    def dies(done: int, _total: int) -> None:
        if done:
            assert UseCase.objects.count() == 250
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enter_import(waiting.pk, by=officer, step=dies)
    assert not UseCase.objects.exists()
    assert not TrailEntry.objects.filter(verb="registers.use_case.imported").exists()
    assert enter_import(waiting.pk, by=officer, step=nothing).rows_entered == 300


def test_discarded_is_over(officer: Person) -> None:
    waiting = previewed(csv_of(["Title"], ["One"]), officer)
    RegisterImport.objects.filter(pk=waiting.pk).update(job=None)
    discard_import(waiting.pk, by=officer)
    assert not waiting.rows.exists()
    assert TrailEntry.objects.get(verb="registers.import.discarded").details["file"] == "register.csv"
    for again in (discard_import, lambda pk, by: start_commit(pk, duplicates="", by=by)):
        with pytest.raises(Refused, match="committed or discarded"):
            again(waiting.pk, by=officer)
