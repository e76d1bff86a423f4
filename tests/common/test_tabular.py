"""Tables as files: every value arrives as it was, opens in a spreadsheet, and none is run as a formula."""

import csv
import json
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.escape import unescape

from common import tabular
from common.tabular import WRITERS, neutralised, write_csv, write_json, write_xlsx

HALF_PAST_TEN = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
IN_UTC = datetime(2026, 3, 1, 8, 30)  # noqa: DTZ001 - a spreadsheet has no zones
LOST = "\ufffd"


def from_csv(path: Path, value: Any) -> str:
    assert write_csv(path, ["Value"], [[value]]) == 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1][0]


def from_xlsx(path: Path, value: Any) -> Cell:
    assert write_xlsx(path, ["Value"], [[value]]) == 1
    sheet = load_workbook(path).active
    assert sheet is not None
    cell = sheet["A2"]
    assert isinstance(cell, Cell)
    assert cell.data_type != "f"
    return cell


def from_json(path: Path, value: Any) -> Any:
    assert write_json(path, ["Value"], [[value]]) == 1
    return json.loads(path.read_text(encoding="utf-8"))[0]["Value"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.xlsx"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
@pytest.mark.parametrize("before", ["", " ", "   ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\ufeff", "\u200b"])
def test_a_formula_is_a_text(path: Path, before: str, sign: str) -> None:
    text = f"{before}{sign}HYPERLINK(1)"
    assert neutralised(text) == f"'{text}"
    assert from_csv(path, text) == f"'{text}"
    assert from_xlsx(path, text).data_type == "s"
    assert from_json(path, text) == text


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx"])
def test_a_start_that_moves_to_another_cell_is_led_too(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "a=b", "1-2", "ada@example.org", "'=1", "\u2013 dash", "[=]"])
def test_other_texts_stay(path: Path, text: str) -> None:
    assert neutralised(text) == text
    assert from_csv(path, text) == text


def test_headers_are_no_formulas_either(path: Path) -> None:
    write_csv(path, ["=1+1"], [])
    assert path.read_bytes() == b"\xef\xbb\xbf'=1+1\r\n"
    write_xlsx(path, ["=1+1"], [])
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet["A1"].data_type == "s"


@pytest.mark.parametrize(
    ("value", "in_csv", "in_xlsx", "in_json"),
    [
        (None, "", "", None),
        (True, "True", "True", True),
        (False, "False", "False", False),
        (0, "0", 0, 0),
        (-12, "-12", -12, -12),
        (1.5, "1.5", 1.5, 1.5),
        (float("nan"), "nan", "nan", None),
        (float("-inf"), "'-inf", "-inf", None),
        (10**15 - 1, "999999999999999", 10**15 - 1, 10**15 - 1),
        (4_111_111_111_111_111, "4111111111111111", "4111111111111111", 4_111_111_111_111_111),
        (10**400, str(10**400), str(10**400), 10**400),
        (Decimal("1.10"), "1.10", "1.10", "1.10"),
        (Decimal("-1.10"), "'-1.10", "-1.10", "-1.10"),
        (date(2026, 3, 1), "2026-03-01", datetime(2026, 3, 1), "2026-03-01"),  # noqa: DTZ001
        (date(1899, 12, 31), "1899-12-31", "1899-12-31", "1899-12-31"),
        (HALF_PAST_TEN, "2026-03-01T08:30:00+00:00", IN_UTC, "2026-03-01T10:30:00+02:00"),
        (IN_UTC, "2026-03-01T08:30:00", IN_UTC, "2026-03-01T08:30:00"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z"),
        (["a", "\u00e4"], '["a", "\u00e4"]', '["a", "\u00e4"]', ["a", "\u00e4"]),
        ({"n": Decimal(1)}, '{"n": "1"}', '{"n": "1"}', {"n": "1"}),
        (UUID(int=1), f"{UUID(int=1)}", f"{UUID(int=1)}", f"{UUID(int=1)}"),
        (gettext_lazy("Name"), "Name", "Name", "Name"),
        ('a;"b",\nc', 'a;"b",\nc', 'a;"b",\nc', 'a;"b",\nc'),
        ("https://example.org", "https://example.org", "https://example.org", "https://example.org"),
        ("007", "007", "007", "007"),
        ("_x0041_", "_x0041_", "_x0041_", "_x0041_"),
    ],
)
def test_each_kind_of_value(path: Path, value: Any, in_csv: str, in_xlsx: Any, in_json: Any) -> None:
    assert from_csv(path, value) == in_csv
    shown = from_xlsx(path, value).value
    assert (unescape(shown) if isinstance(shown, str) else shown) == in_xlsx
    assert from_json(path, value) == in_json


def test_days_and_moments_look_like_it_in_a_workbook(path: Path) -> None:
    assert from_xlsx(path, IN_UTC).number_format == "yyyy-mm-dd hh:mm:ss"
    assert from_xlsx(path, IN_UTC.date()).number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_file_can_hold_is_shown_as_lost(path: Path, character: str) -> None:
    assert from_csv(path, f"a{character}b") == f"a{LOST}b"
    assert from_xlsx(path, f"a{character}b").value == f"a{LOST}b"
    assert from_csv(path, [f"a{character}b"]) in {f'["a{LOST}b"]', json.dumps([f"a{character}b"])}
    assert from_json(path, f"a{character}b") == f"a{character}b"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=40) | st.text("=+-@\t\r\n \x00\ud800\u3000", max_size=6))
def test_whatever_is_written_can_be_read(path: Path, text: str) -> None:
    assert (
        from_csv(path, text).removeprefix("'").strip() == tabular.UNREADABLE.sub(LOST, text).removeprefix("'").strip()
    )
    assert from_xlsx(path, text).data_type in {"s", "n"}
    assert from_json(path, text) == text


@pytest.mark.parametrize("letter", ["x", "\U0001f600"])
def test_a_huge_text_is_cut_where_a_workbook_ends_and_whole_elsewhere(path: Path, letter: str) -> None:
    huge = letter * 200_000
    usual = csv.field_size_limit(1_000_000)
    try:
        assert from_csv(path, huge) == huge
    finally:
        csv.field_size_limit(usual)
    assert from_json(path, huge) == huge
    shown = from_xlsx(path, huge).value
    assert isinstance(shown, str)
    assert set(shown) == {letter}
    assert 16_000 < len(shown) <= tabular.LONGEST_CELL


@pytest.mark.parametrize("file_format", WRITERS)
def test_an_empty_table_is_a_file_too(path: Path, file_format: str) -> None:
    assert WRITERS[file_format](path, ["A", "B"], []) == 0
    assert path.stat().st_size > 3


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "ROWS_OF_A_SHEET", 3)
    assert write_xlsx(path, ["N"], ([number] for number in range(7))) == 7
    book = load_workbook(path)
    read = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    assert read == [["N", 0, 1, 2], ["N", 3, 4, 5], ["N", 6]]


@pytest.mark.parametrize("file_format", WRITERS)
def test_memory_does_not_grow_with_the_rows(path: Path, file_format: str) -> None:
    def rows() -> Iterator[Sequence[Any]]:
        for number in range(30_000):
            yield [number, f"Person {number}"]

    tracemalloc.start()
    try:
        assert WRITERS[file_format](path, ["N", "Name"], rows()) == 30_000
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4_000_000
