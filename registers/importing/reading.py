"""Reading a file into a table, whatever kind it is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from common.refusals import marked as _
from registers.importing.blanks import is_nothing
from registers.importing.csv_file import read_csv
from registers.importing.dates import looks_like_a_date, order_of
from registers.importing.headings import header_of, named
from registers.importing.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    NO_ROWS,
    SAMPLES,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Column,
    Problem,
    Reading,
    Row,
    Table,
    letter_of,
    refused,
)
from registers.importing.xlsx_file import Workbook
from registers.importing.xlsx_parts import OTHER_KIND

EMPTY_FILE = _("This file is empty.")
ENCRYPTED = _("This file is protected by a password. Open it, save it without one, and upload that.")
NO_TABLE = _("This file is no spreadsheet. Save the table as XLSX or CSV and upload that.")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
HAS_CONTROL = _(
    "There is a control character (%(character)s) in the cell. Take it out; if there are many, the file may be written "
    "in another encoding than %(encoding)s."
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# How the part of an encrypted workbook is named in its wrapping.
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table)", re.IGNORECASE)
LONGEST_SAMPLE = 200
LOOKED_AT = 64 * 1024
# Titles and the like above the table do not count against its rows.
ROWS_ABOVE = 100

Numbered = tuple[int, list[str]]


def read_table(data: bytes, how: Reading) -> Table:
    """Return the table in a file.

    Raises:
        Refused: it cannot be read, or is larger than a register; the sentence says where and what to do.
    """
    if data.startswith(b"PK"):
        book = Workbook(data, how)
        return _table(book.rows(), book.reading, book.problems, book.sheets, book.remarks)
    _refuse_other_kinds(data)
    reading, rows = read_csv(data, how)
    return _table(rows, reading, {}, (), ())


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:LOOKED_AT]
    if not start.strip(b" \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise refused("file_empty", EMPTY_FILE)
    if data.startswith(OLE):
        if ENCRYPTED_PART in data:
            raise refused("encrypted", ENCRYPTED)
        raise refused("other_kind", OTHER_KIND, kind="XLS")
    if data.startswith(b"%PDF"):
        raise refused("other_kind", OTHER_KIND, kind="PDF")
    if MARKUP.match(start):
        raise refused("other_kind", OTHER_KIND, kind="HTML / XML")
    strange = sum(each < 9 or 13 < each < 32 for each in start) - start.count(0)
    if strange > 0.05 * len(start):
        raise refused("no_table", NO_TABLE)


def _table(
    rows: Iterator[Numbered],
    reading: Reading,
    problems: dict[tuple[int, int], Problem],
    sheets: Sequence[str],
    remarks: Sequence[Problem],
) -> Table:
    every = list(islice(rows, MOST_ROWS + ROWS_ABOVE))
    header, about = header_of(every, reading.header_row)
    body = [each for each in every if each[0] > header]
    if len(body) > MOST_ROWS:
        raise refused("too_many_rows", TOO_MANY_ROWS, most=MOST_ROWS)
    headings = next((cells for number, cells in every if number == header), [])
    places = _places(headings, body, problems)
    if not body or not places:
        raise refused("no_rows", NO_ROWS)
    if len(places) > MOST_COLUMNS:
        raise refused("too_many_columns", TOO_MANY_COLUMNS, count=len(places), most=MOST_COLUMNS)
    flaws: dict[int, list[tuple[int, Problem]]] = {}
    for (number, place), problem in problems.items():
        flaws.setdefault(number, []).append((place, problem))
    encoding = reading.encoding or "XLSX"
    read = [_row(number, cells, places, flaws.get(number, ()), encoding) for number, cells in body]
    how = Reading(reading.encoding, reading.delimiter, reading.sheet, header)
    return Table(how, _columns(headings, places, read), read, sheets, [*about, *remarks])


def _places(header: Sequence[str], body: Sequence[Numbered], problems: Iterable[tuple[int, int]]) -> list[int]:
    """Return the columns that hold anything, a heading or a value."""
    used = {place for place, cell in enumerate(header) if cell.strip()}
    for _number, cells in body:
        if len(used) < len(cells):
            used.update(place for place, cell in enumerate(cells) if place not in used and cell.strip())
    return sorted(used | {place for _row, place in problems})


def _row(
    number: int, cells: list[str], places: Sequence[int], flaws: Iterable[tuple[int, Problem]], encoding: str
) -> Row:
    texts, found = [], [problem for _place, problem in sorted(flaws, key=lambda flaw: flaw[0])]
    for place in places:
        text = cells[place] if place < len(cells) else ""
        if text and (odd := CONTROL.search(text)):
            details = {"character": f"U+{ord(odd[0]):04X}", "encoding": encoding}
            found.append(Problem(number, letter_of(place), "control_character", HAS_CONTROL, details))
            text = CONTROL.sub("\ufffd", text)
        texts.append(text)
    return Row(number, tuple(texts), tuple(found))


def _columns(header: Sequence[str], places: Sequence[int], rows: Sequence[Row]) -> list[Column]:
    names = named(header, places)
    columns = []
    for index, place in enumerate(places):
        values = [row.cells[index] for row in rows if not is_nothing(row.cells[index])]
        samples = tuple(each[:LONGEST_SAMPLE] for each in islice(dict.fromkeys(values), SAMPLES))
        short = [text.strip() for text in values if len(text) < 24]
        dated = sum(looks_like_a_date(text) for text in short if text[:1].isdigit())
        columns.append(Column(letter_of(place), names[place], samples, len(values), dated, order_of(short)))
    return columns
