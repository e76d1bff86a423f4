"""Tables as files: CSV, XLSX and JSON, with cells that no spreadsheet runs as a formula."""

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.serializers.json import DjangoJSONEncoder

# A cell that begins like this is run as a formula by spreadsheet programs (OWASP, CSV injection); some pass over what
# cannot be seen in front of the sign.
FORMULA_START = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
# XML 1.0 has no place for these, and most readers of CSV stop at them.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
# Of a larger number a spreadsheet keeps the first fifteen digits only, and its calendar begins in 1900.
LARGEST_NUMBER = 10**15
FIRST_YEAR = 1900
# A sheet ends at row 1,048,576, of which the header takes one; what is written below it is lost.
ROWS_OF_A_SHEET = 2**20 - 1

Rows = Iterable[Sequence[Any]]
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def neutralised(value: Any) -> Any:
    """Return a cell's value; a text that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, str) and FORMULA_START.match(value):
        return "'" + value
    return value


def write_csv(path: Path, header: Sequence[str], rows: Rows) -> int:
    """Write UTF-8 with a byte order mark, as Excel wants it; return the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([neutralised(name) for name in header])
        for row in rows:
            writer.writerow([neutralised(_text(value)) for value in row])
            count += 1
    return count


def write_xlsx(path: Path, header: Sequence[str], rows: Rows) -> int:
    """Write a workbook row by row in constant memory; texts stay texts, dates are dates in UTC; return the rows."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm:ss",
    }
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        day_format = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = _new_sheet(book, header)
        for count, row in enumerate(rows, start=1):
            place = (count - 1) % ROWS_OF_A_SHEET + 1
            if place == 1 and count > 1:
                sheet = _new_sheet(book, header)
            for column, value in enumerate(row):
                _write_cell(sheet, place, column, value, day_format)
    return count


def write_json(path: Path, header: Sequence[str], rows: Rows) -> int:
    """Write a list of objects, one a line; return the rows."""
    count = 0
    # Half of a surrogate pair has no UTF-8, but JSON can write it out.
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("[")
        for row in rows:
            file.write(",\n" if count else "\n")
            named = zip(header, map(_finite, row), strict=True)
            json.dump(dict(named), file, cls=DjangoJSONEncoder, ensure_ascii=False)
            count += 1
        file.write("\n]\n")
    return count


WRITERS: dict[str, Callable[[Path, Sequence[str], Rows], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
}


def _new_sheet(book: Any, header: Sequence[str]) -> Any:
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, max(12, min(40, len(name) + 6)))
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any, day_format: Any) -> None:
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, column, value, None if isinstance(value, datetime) else day_format)
    elif _is_number(value) and abs(value) < LARGEST_NUMBER:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(_text(value))[:LONGEST_CELL])


def _is_number(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return UNREADABLE.sub("\ufffd", json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))
    return value if _is_number(value) else UNREADABLE.sub("\ufffd", str(value))


def _finite(value: Any) -> Any:
    """Return a value that JSON has; it knows no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
