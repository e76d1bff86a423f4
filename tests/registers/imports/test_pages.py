"""The wizard: hand in, map, look, commit; in a browser without JavaScript."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.actions import jobs
from access.models import Job, Person
from registers.choices import ImportState
from registers.models import ImportMapping, ImportRow, RegisterImport, UseCase
from tests.factories.clients import client_of
from tests.factories.imports import previewed
from tests.factories.spreadsheets import csv_of, government_register, xlsx_of
from trail.models import TrailEntry

URL = "/registers/imports/"


@pytest.fixture(autouse=True)
def _queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)


def upload(page: Client, data: bytes, name: str = "register.csv", source: str = "Sales") -> str:
    answer = page.post(f"{URL}new/", {"file": SimpleUploadedFile(name, data), "source": source})
    assert answer.status_code == 302, re.findall(r"field-error[^<]*<[^<]*", answer.content.decode())
    return str(answer.headers["Location"])


def form_of(page: Client, address: str) -> dict[str, str]:
    """Return what the form of the columns would send as it stands."""
    form = page.get(address).context["form"]
    return {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}


def work(kind: str) -> Job:
    """Do what a worker would do now."""
    done = jobs.run(Job.objects.get(kind=kind, state="waiting").pk)
    assert done is not None
    assert done.state == "done", done.message
    return done


@pytest.mark.django_db(transaction=True)
def test_it_works(officer: Person) -> None:
    page = client_of(officer)
    columns = upload(page, government_register(rows=300), "federal.csv")
    shown = page.get(columns).content.decode()
    assert "Use Case Name" in shown
    assert "If Other, please explain. (column AL)" in shown
    sent = form_of(page, columns)
    assert (sent["encoding"], sent["column_A"], sent["column_B"]) == ("cp1252", "title", "department")
    answer = page.post(columns, {**sent, "submit": "preview"})
    place = str(answer.headers["Location"])
    assert "hx-get" in page.get(place).content.decode()
    said = work("import-preview").message
    found = RegisterImport.objects.get()
    assert said == f"{found.rows_good} ready, {found.rows_duplicate} duplicates, {found.rows_faulty} with errors."
    assert found.rows_good + found.rows_duplicate + found.rows_faulty == 300
    assert page.get(f"{place}?progress=1").headers["HX-Refresh"] == "true"
    rows = page.get(place, {"state": "duplicate"}).content.decode()
    assert "duplicate of Row 50 of this file" in rows
    assert "twin" in page.get(f"{place}rows/51/").content.decode()
    answer = page.post(f"{place}commit/", {"duplicates": "leave-out"})
    assert answer.status_code == 302
    assert work("import-commit").message == f"{found.rows_good} use cases are on the register."
    assert UseCase.objects.count() == found.rows_good
    after = page.get(place).content.decode()
    assert "On the register" in after
    assert "commit/" not in after
    assert "Committed" in page.get(URL).content.decode()


def test_the_file_is_read_again_at_once(officer: Person) -> None:
    page = client_of(officer)
    columns = upload(page, "Title;Zweck\nGröße;x\n".encode("cp1252"))
    sent = {**form_of(page, columns), "encoding": "mac_roman", "submit": "read"}
    answer = page.post(columns, sent)
    assert answer.headers["Location"] == columns
    assert "Größe" not in page.get(columns).content.decode()
    assert page.post(columns, {**sent, "encoding": "utf-8"}).status_code == 422
    page.post(columns, {**sent, "encoding": "cp1252", "header_row": "0"})
    assert RegisterImport.objects.get().columns[0]["heading"] == "Column A"


def test_a_sheet_is_chosen(officer: Person) -> None:
    page = client_of(officer)
    book = xlsx_of(["x"], ["y"], change=lambda sheet: sheet.parent.create_sheet("Register").append(["Title"]))
    answer = page.post(f"{URL}new/", {"file": SimpleUploadedFile("r.xlsx", book), "source": "Sales"})
    columns = str(answer.headers["Location"])
    assert (
        "There is no row below the headings"
        in page.post(columns, {**form_of(page, columns), "sheet": "Register", "submit": "read"}).content.decode()
    )


def test_the_order_of_dates_is_asked_once(officer: Person) -> None:
    page = client_of(officer)
    file = csv_of(["Title", "Created"], ["One", "1/2/2024"], ["Two", "3/4/2024"])
    columns = upload(page, file)
    sent = {**form_of(page, columns), "submit": "preview"}
    answer = page.post(columns, sent)
    assert answer.status_code == 422
    assert "Say whether the day or the month comes first" in answer.content.decode()
    assert page.post(columns, {**sent, "order_B": "dmy"}).status_code == 302
    again = upload(page, file)
    assert form_of(page, again)["order_B"] == "dmy"


def test_the_mapping_is_remembered_for_its_source(officer: Person) -> None:
    page = client_of(officer)
    file = csv_of(["Title", "Text", "Other"], ["One", "x", "y"])
    columns = upload(page, file)
    page.post(columns, {**form_of(page, columns), "column_B": "purpose", "column_C": "purpose", "submit": "preview"})
    assert ImportMapping.objects.get(source="Sales").mapping == {"title": ["Title"], "purpose": ["Text", "Other"]}
    moved = upload(page, csv_of(["Other", "Title", "Text"], ["y", "One", "x"]), source="sales")
    assert [form_of(page, moved)[f"column_{letter}"] for letter in "ABC"] == ["purpose", "title", "purpose"]
    elsewhere = upload(page, file, source="Elsewhere")
    assert form_of(page, elsewhere)["column_B"] == ""


def test_rows_with_errors_are_handed_back_to_be_mended(officer: Person) -> None:
    file = csv_of(
        ["Title", "Owner", "Sum"],
        ["One", "gone@example.org", "=1+1"],
        ["Two", officer.email, "x"],
        ["two", officer.email, ""],
    )
    place = previewed(file, officer).get_absolute_url()
    page = client_of(officer)
    answer = page.post(f"{place}rows-to-mend/")
    handed = answer.content
    lines = handed.decode("utf-8-sig").splitlines()
    assert lines[0] == "Title,Owner,Sum,What is wrong"
    assert lines[1].startswith("One,gone@example.org,'=1+1,\"Row 2, column B: Nobody here has the e-mail address")
    assert lines[2].endswith("Row 4: duplicate of Row 3 of this file")
    assert TrailEntry.objects.filter(verb="access.list.exported", actor=officer).exists()
    mended = previewed(handed.replace(b"gone@example.org", officer.email.encode()), officer, source="Mended")
    assert [row.state for row in mended.rows.all()] == ["good", "good"]
    assert mended.rows.get(number=2).cells[2] == "=1+1"
    assert "What is wrong" not in {name for name in mended.mapping.values() for name in name}


def test_every_cell_of_a_row_is_readable(officer: Person) -> None:
    rows = (["One", officer.email, "Kept <b>here</b>"], ["Two", "", "Chatbot für Anfragen"])
    found = previewed(csv_of(["Title", "Owner", "Remark"], *rows), officer)
    row = ImportRow.objects.get(number=2)
    listed = client_of(officer).get(found.get_absolute_url(), {"q": "CHATBOT FÜR"}).content.decode()
    assert "rows/3/" in listed
    assert "rows/2/" not in listed
    shown = client_of(officer).get(row.get_absolute_url()).content.decode()
    assert "Kept &lt;b&gt;here&lt;/b&gt;" in shown
    assert "Oscar Officer" in shown
    assert client_of(officer).get(f"{found.get_absolute_url()}rows/99/").status_code == 404


def test_it_is_discarded(officer: Person) -> None:
    found = previewed(csv_of(["Title"], ["One"]), officer)
    RegisterImport.objects.update(job=None)
    page = client_of(officer)
    assert page.post(f"{found.get_absolute_url()}discard/").status_code == 302
    found.refresh_from_db()
    assert found.state == ImportState.DISCARDED
    assert page.post(f"{found.get_absolute_url()}commit/", {"duplicates": "import"}).status_code == 422


def test_only_who_may_import_sees_it(officer: Person, auditor: Person, engineer: Person) -> None:
    found = previewed(csv_of(["Title"], ["One"]), officer)
    place = found.get_absolute_url()
    for person in (auditor, engineer):
        page = client_of(person)
        for address in (URL, f"{URL}new/", place, f"{place}columns/", f"{place}rows/2/", f"{place}commit/"):
            assert page.get(address).status_code == 404, address


def test_everything_wrong_with_a_row_is_shown(officer: Person) -> None:
    file = csv_of(["Title", "Owner", "Data categories"], ["One", "gone@example.org", "Unheard of"], ["Two", "Otto", ""])
    place = previewed(file, officer).get_absolute_url()
    shown = html.unescape(client_of(officer).get(place, {"state": "faulty"}).content.decode())
    for row in ImportRow.objects.filter(state="faulty"):
        for problem in row.told:
            assert problem.text in shown
    assert "and 1 more</summary>" in shown


def test_a_file_that_is_gone_cannot_be_read_again(officer: Person) -> None:
    page = client_of(officer)
    columns = upload(page, csv_of(["Title"], ["One"]))
    kept = RegisterImport.objects.get().file.file
    kept.storage.delete(str(kept.name))
    answer = page.post(columns, {**form_of(page, columns), "submit": "read"})
    assert answer.status_code == 422
    assert "The file is no longer in storage." in answer.content.decode()
