"""XLSX files: sheets, merged cells, formulas, dates; and what was made to do harm is refused before it is unpacked."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from common.refusals import Refused
from registers.importing.reading import read_table
from registers.importing.tables import Reading, Table
from tests.factories.spreadsheets import (
    CLOSES,
    OPENS,
    cell,
    with_empty_rows,
    with_foreign_entity,
    with_part,
    xlsx_of,
    zip_bomb,
)


def read(data: bytes, **how: object) -> Table:
    return read_table(data, Reading(**how))  # type: ignore[arg-type]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.refusal.code


def told(table: Table) -> list[str]:
    return [problem.text for row in table.rows for problem in row.problems]


def test_it_works() -> None:
    def more(sheet: Any) -> None:
        sheet.title = "Use & cases"
        sheet.parent.create_sheet("Notes").append(["Remark"])
        sheet.parent["Notes"].append(["x"])

    book = xlsx_of(
        ["Title", "Days", "Begun", "Read", "Yes"],
        ["One", 90, date(2024, 12, 31), datetime(2024, 1, 2, 3, 4), True],  # noqa: DTZ001 - spreadsheets know no zones
        ["Two", 2.5, None, 45657, False],
        change=more,
    )
    table = read(book)
    assert (table.reading.sheet, list(table.sheets)) == ("Use & cases", ["Use & cases", "Notes"])
    assert [row.cells for row in table.rows] == [
        ("One", "90", "2024-12-31", "2024-01-02 03:04:00", "TRUE"),
        ("Two", "2.5", "", "45657", "FALSE"),
    ]
    assert read(book, sheet="Notes").rows[0].cells == ("x",)
    with pytest.raises(Refused, match="There is no sheet"):
        read(book, sheet="Elsewhere")


def test_headings_are_found_below_a_title_and_beside_empty_columns() -> None:
    book = xlsx_of([], ["", "Our register"], [], ["", "Title", "Owner", "Owner"], ["", "One", "a@b.c", ""])
    table = read(book)
    assert [(each.letter, each.heading) for each in table.columns] == [
        ("B", "Title"),
        ("C", "Owner (column C)"),
        ("D", "Owner (column D)"),
    ]
    assert table.reading.header_row == 4
    assert [remark.text for remark in table.remarks] == [
        "Row 2: Row 4 is taken for the headings; what stands above it is left out."
    ]
    assert (table.rows[0].number, table.rows[0].cells) == (5, ("One", "a@b.c", ""))


def test_merged_cells_are_read_as_they_show_and_named() -> None:
    rows = (["Department", "Title"], ["Sales", "One"], ["", "Two"], ["", "Three"])
    table = read(xlsx_of(*rows, change=lambda sheet: sheet.merge_cells("A2:A3")))
    assert [row.cells[0] for row in table.rows] == ["Sales", "Sales", ""]
    assert [remark.text for remark in table.remarks] == [
        "Row 2, column A: The cells A2:A3 are merged; each is read as if it held what they show."
    ]


def test_a_formula_without_a_value_and_an_error_are_named() -> None:
    def more(sheet: Any) -> None:
        sheet["B3"] = "#N/A"
        sheet["B3"].data_type = "e"

    table = read(xlsx_of(["Title", "Days"], ["One", "=1+1"], ["Two", 0], change=more))
    assert told(table) == [
        "Row 2, column B: The formula has no value. Open the file in a spreadsheet program, save it, so that formulas "
        "are worked out, and upload it again.",
        "Row 3, column B: The cell shows the error #N/A.",
    ]


def test_the_value_of_a_formula_is_read() -> None:
    row = (
        b'<row r="2">' + cell("A2", "One") + b'<c r="B2"><f>40+2</f><v>42</v></c><c r="C2" t="str"><f>""</f><v></v></c>'
    )
    head = b'<row r="1">' + cell("A1", "Title") + cell("B1", "Days") + cell("C1", "Note") + b"</row>"
    table = read(with_part(xlsx_of(["x"]), OPENS + head + row + b"</row>" + CLOSES))
    assert (table.rows[0].cells, told(table)) == (("One", "42", ""), [])


def test_cells_without_a_place_are_counted() -> None:
    one = b"<c><f>1</f></c>"
    text = b'<c t="inlineStr"><is><t>%b</t></is></c>'
    rows = b"<row>%b%b</row><row>%b%b</row>" % (text % b"Title", text % b"Days", text % b"One", one)
    assert [each.split(":")[0] for each in told(read(with_part(xlsx_of(["x"]), OPENS + rows + CLOSES)))] == [
        "Row 2, column B"
    ]


def test_a_million_empty_rows_cost_little() -> None:
    table = read(with_empty_rows())
    assert [row.cells for row in table.rows] == [("Chatbot",)]


def test_two_cells_far_apart_are_refused_before_the_rectangle_is_held() -> None:
    rows = b'<row r="1">' + cell("A1", "Title") + b'</row><row r="1048576">' + cell("XFD1048576", "x") + b"</row>"
    assert refusal(with_part(xlsx_of(["x"]), OPENS + rows + CLOSES)) == "too_far_apart"


def test_what_would_do_harm_is_refused() -> None:
    assert refusal(zip_bomb()) == "packed_too_tightly"
    assert refusal(with_foreign_entity()) == "has_doctype"
    wide = b'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e SYSTEM "x">]><x/>'.decode().encode("utf-16")
    assert refusal(with_part(xlsx_of(["x"], ["y"]), wide, "xl/sharedStrings.xml")) == "has_doctype"


def test_a_bomb_that_lies_about_its_size_is_damaged() -> None:
    honest = zip_bomb()
    size, lie = (40 * 2**20 + len(OPENS + CLOSES)).to_bytes(4, "little"), (5000).to_bytes(4, "little")
    assert refusal(honest.replace(size, lie)) == "damaged"


def test_a_workbook_of_very_many_megabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registers.importing.xlsx_parts.MOST_UNPACKED", 10_000)
    assert refusal(xlsx_of(*([f"{number} use case"] for number in range(2_000)))) == "unpacks_too_large"


def test_other_kinds_are_told() -> None:
    def packed(**parts: str) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
        return file.getvalue()

    assert refusal(packed(mimetype="application/vnd.oasis.opendocument.spreadsheet")) == "other_kind"
    assert refusal(packed(xl__workbook_dot_bin="x")) == "other_kind"
    assert refusal(packed(word__document_dot_xml="<x/>")) == "no_xlsx"
    assert refusal(b"PK\x03\x04 and no more") == "damaged"
    assert refusal(xlsx_of(["Title"], ["One"])[:-200]) == "damaged"
