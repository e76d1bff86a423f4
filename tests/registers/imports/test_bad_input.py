"""Whatever is handed in: it is named with row and column, or refused, and the register stays as it is."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from access.models import Person
from registers.models import ImportRow, RegisterImport, StoredFile, UseCase
from tests.factories.clients import client_of
from tests.factories.imports import previewed, problems_of
from tests.factories.spreadsheets import csv_of, with_empty_rows, with_foreign_entity, xlsx_of, zip_bomb
from trail.models import TrailEntry

URL = "/registers/imports/new/"


@pytest.fixture(autouse=True)
def _untouched(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)
    yield
    assert not UseCase.objects.exists()
    assert not TrailEntry.objects.filter(verb__startswith="registers.use_case").exists()


def handed_in(officer: Person, data: bytes, name: str = "register.csv") -> tuple[int, str]:
    answer = client_of(officer).post(URL, {"file": SimpleUploadedFile(name, data), "source": "Sales"})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (zip_bomb, "r.xlsx", "packed so tightly"),
        (with_foreign_entity, "r.xlsx", "declares a document type"),
        (lambda: b"", "r.csv", "This file is empty"),
        (lambda: b"Title\n", "r.csv", "no row below the headings"),
        (lambda: b'Title\nOne\n"Two\n', "r.csv", "Row 3: A quotation mark"),
        (lambda: b"%PDF-1.7 ...", "r.pdf", "of the kind PDF"),
        (lambda: xlsx_of(["Title"], ["One"]), "r.csv", "content is of another kind"),
        (lambda: csv_of(["Title"], ["One"]), "r.html", "cannot be uploaded here"),
    ],
)
def test_what_is_refused_leaves_nothing(officer: Person, data: Any, name: str, said: str) -> None:
    status, page = handed_in(officer, data(), name)
    assert status == 422
    assert said in page
    assert not RegisterImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_is_removed_when_its_transaction_fails(officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    save = default_storage.save

    def remembered(name: str, *rest: Any, **more: Any) -> str:
        kept.append(save(name, *rest, **more))
        return kept[-1]

    def fails(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(default_storage, "save", remembered)
    monkeypatch.setattr("registers.actions.imports.record", fails)
    with pytest.raises(ZeroDivisionError):
        handed_in(officer, csv_of(["Title"], ["One"]))
    assert len(kept) == 1
    assert not default_storage.exists(kept[0])


def test_what_is_larger_than_may_be_uploaded_is_refused_before_it_is_read(officer: Person, settings: Any) -> None:
    assert settings.UPLOAD_MAX_SIZE < 200 * 2**20
    settings.UPLOAD_MAX_SIZE = 20_000
    status, page = handed_in(officer, b"Title\n" + b"x" * 30_000)
    assert status == 413
    assert "This is too large" in page


def test_a_million_empty_rows(officer: Person) -> None:
    begun = time.process_time()
    found = previewed(with_empty_rows(), officer, name="r.xlsx")
    assert (found.rows_total, found.rows_good) == (1, 1)
    assert time.process_time() - begun < 60


def test_an_owner_who_does_not_exist_has_left_or_is_no_address(officer: Person, engineer: Person) -> None:
    Person.objects.filter(pk=engineer.pk).update(is_active=False, deactivated_at=engineer.created_at)
    rows = [
        ["A", "gone@example.org"],
        ["B", engineer.email],
        ["C", "Otto"],
        ["D", f"{officer.email};x@y.zz"],
        ["E", "N/A"],
    ]
    found = previewed(csv_of(["Title", "Owner"], *rows), officer)
    told = problems_of(found)
    assert [told[number][0].split(": ", 1)[0] for number in sorted(told)] == [
        f"Row {n}, column B" for n in (2, 3, 4, 5)
    ]
    assert "Nobody here has the e-mail address gone@example.org" in told[2][0]
    assert "is deactivated" in told[3][0]
    assert "“Otto” is no e-mail address" in told[4][0]
    assert (found.rows_good, found.rows_faulty) == (1, 4)


def test_several_contributors_and_categories_in_a_cell(officer: Person, engineer: Person) -> None:
    rows = [["A", f"{officer.email}, Emil <{engineer.email}>\nx@y.zz", ""], ["B", "", "Unheard of"]]
    found = previewed(csv_of(["Title", "Contributors", "Data categories"], *rows), officer, mapping={
        "title": ["A"], "contributors": ["B"], "categories": ["C"],
    })  # fmt: skip
    told = problems_of(found)
    assert "address x@y.zz" in told[2][0]
    assert told[3][0].startswith("Row 3, column C: There is no data category “Unheard of”")


def test_dates_in_four_formats_and_what_is_none(officer: Person) -> None:
    days = [
        "2024-12-31",
        "31.12.2024",
        "12/31/2024",
        "45657",
        "31/12/2024",
        "soon",
        "2999-01-01",
        "N/A",
        "N/A - merged",
    ]
    found = previewed(csv_of(["Title", "Created"], *([f"T{n}", day] for n, day in enumerate(days))), officer,
                      mapping={"title": ["A"], "created_on": ["B"]}, options={"orders": {"B": "mdy"}})  # fmt: skip
    read = [row.values.get("created_on") for row in ImportRow.objects.filter(state="good").order_by("number")]
    assert read == ["2024-12-31"] * 4 + [None] * 2
    told = problems_of(found)
    assert sorted(told) == [6, 7, 8]
    assert "“31/12/2024” is no date" in told[6][0]
    assert "2999-01-01 cannot be" in told[8][0]


def test_control_characters_and_long_titles_are_named(officer: Person) -> None:
    found = previewed(
        csv_of(["Title", "Note"], ["A\x07", "x"], ["B" * 301, ""], ["", "kept"], ["C", "ring \x1b"]), officer
    )
    told = problems_of(found)
    assert "Row 2, column A: There is a control character (U+0007)" in told[2][0]
    assert told[3][0] == "Row 3, column A: The text has 301 characters; at most 300 are kept here."
    assert told[4][0] == "Row 4, column A: There is no title. Every use case needs one."
    assert "Row 5, column B" in told[5][0]


def test_what_cannot_be_read_may_be_left_empty(officer: Person) -> None:
    rows = [["A", "gone@example.org", "soon"], ["", "", ""], ["", "", "x"]]
    found = previewed(csv_of(["Title", "Owner", "Created"], *rows), officer, options={"unreadable": "empty"},
                      mapping={"title": ["A"], "owner": ["B"], "created_on": ["C"]})  # fmt: skip
    assert (found.rows_total, found.rows_good, found.rows_faulty) == (2, 1, 1)
    row = found.rows.get(number=2)
    assert (row.values, row.cells) == ({"title": "A"}, ["A", "gone@example.org", "soon"])


def test_two_columns_of_one_name_and_merged_cells(officer: Person) -> None:
    book = xlsx_of(["Title", "If other", "If other"], ["A", "x", "y"], ["B", "", ""],
                   change=lambda sheet: sheet.merge_cells("B2:B3"))  # fmt: skip
    found = previewed(book, officer, name="r.xlsx", mapping={"title": ["A"], "purpose": ["B", "C"]})
    assert found.rows.get(number=2).values["purpose"] == "If other (column B)\nx\n\nIf other (column C)\ny"
    assert found.rows.get(number=3).values["purpose"] == "If other (column B)\nx"
    page = client_of(officer).get(f"{found.get_absolute_url()}columns/").content.decode()
    assert "Row 2, column B: The cells B2:B3 are merged" in page
