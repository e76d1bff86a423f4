"""Tables as files: CSV, XLSX and JSON, with cells that no spreadsheet runs as a formula."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter
from django.core.serializers.json import DjangoJSONEncoder

# A cell that begins like this is run as a formula by spreadsheet programs (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LONGEST_CELL = 32_767

Rows = Iterable[Sequence[Any]]
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def neutralised(value: Any) -> Any:
    """Return a cell's value; a text that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def write_csv(path: Path, header: Sequence[str], rows: Rows) -> int:
    """Write UTF-8 with a byte order mark, as Excel wants it; return the number of rows."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        return _csv_into(file, header, rows)


def _csv_into(file: TextIO, header: Sequence[str], rows: Rows) -> int:
    writer = csv.writer(file)
    writer.writerow([neutralised(name) for name in header])
    count = 0
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
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, max(12, min(40, len(name) + 6)))
        for count, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, count, column, value)
    return count


def write_json(path: Path, header: Sequence[str], rows: Rows) -> int:
    """Write a list of objects, one a line; return the rows."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for row in rows:
            file.write(",\n" if count else "\n")
            json.dump(dict(zip(header, row, strict=True)), file, cls=DjangoJSONEncoder, ensure_ascii=False)
            count += 1
        file.write("\n]\n")
    return count


WRITERS: dict[str, Callable[[Path, Sequence[str], Rows], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
}


def as_csv_text(header: Sequence[str], rows: Rows) -> str:
    """Return a small table as CSV text."""
    file = io.StringIO(newline="")
    _csv_into(file, header, rows)
    return file.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001 - Excel has no zones
    elif isinstance(value, bool) or value is None or not isinstance(value, int | float):
        sheet.write_string(row, column, _text(value)[:LONGEST_CELL])
    else:
        sheet.write_number(row, column, value)


def _text(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
