"""An XLSX before it is unpacked: whether it is one, how large it would grow, and what its cells cannot tell by value.

Looked at as bytes: no XML parser sees the file before what parsers can be misled by is ruled out.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from common.refusals import Refused
from common.refusals import marked as _
from registers.importing.tables import Problem, column_of, letter_of, refused

MEGABYTE = 2**20
MOST_UNPACKED = 256 * MEGABYTE
# Deflate packs a thousand to one at best; real sheets stay below fifty.
MOST_RATIO = 200
RATIO_COUNTS_FROM = 16 * MEGABYTE
MOST_PARTS = 5_000
# The reader holds the whole rectangle from the first to the last cell that holds something.
MOST_AREA = 12_000_000
MOST_CELLS = 4_000_000
CHUNK = MEGABYTE
UNPACKS_TOO_LARGE = _(
    "Unpacked, this file would be %(size)d MB; at most %(most)d MB are read. If it is a spreadsheet of yours, copy the "
    "table into a new file and upload that."
)
PACKED_TOO_TIGHTLY = _("This file is packed so tightly that it was made to overload whoever opens it; it is not read.")
NO_XLSX = _("This file is packed like an XLSX but is none. Save it as XLSX or CSV and upload that.")
OTHER_KIND = _("This is a file of the kind %(kind)s. Open it, save it as XLSX or CSV, and upload that.")
DAMAGED = _("This XLSX is damaged. Open it in a spreadsheet program, save it anew and upload that.")
HAS_DOCTYPE = _(
    "The part %(part)s of this XLSX declares a document type, which could draw other files in; no spreadsheet program "
    "does that. The file is not read."
)
TOO_FAR_APART = _(
    "The table reaches to row %(row)d, column %(column)s, with too much emptiness in between. Delete what stands far "
    "away from the table and upload the file again."
)
TOO_MANY_CELLS = _("There are more than %(most)d cells. Split the table and load its parts one after the other.")
NO_VALUE = _(
    "The formula has no value. Open the file in a spreadsheet program, save it, so that formulas are worked out, and "
    "upload it again."
)
FAULT = _("The cell shows the error %(error)s.")
DOCTYPES = tuple(
    text.encode(code) for text in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
OTHER_KINDS = {"application/vnd.oasis.opendocument": "OpenDocument (ODS)"}
SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s([^>]*)>")
RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\s([^>]*)>")
ATTRIBUTE = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# The cells of some writers are in a namespace with a name.
PREFIX = re.compile(rb"<([\w.-]+:)sheetData[\s>]")
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
ROW_PLACE = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
KIND = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)<")
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
Cell = tuple[int, int, bytes, bytes]
INLINE = re.compile(rb"<(?:[\w.-]+:)?is[\s>]")


@dataclass
class Cells:
    """What a sheet holds: the last row and column with a value, and which cells have none where they should."""

    first_row: int = 2**20
    first_column: int = 2**14
    last_row: int = 0
    last_column: int = 0
    problems: dict[tuple[int, int], Problem] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """Return how many cells the rectangle around all of them has."""
        return max(0, self.last_row - self.first_row + 1) * max(0, self.last_column - self.first_column + 1)


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the packed file once it is sure that it can be unpacked.

    Raises:
        Refused: it is no XLSX, would grow too large, or holds what could draw other files in.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        _refuse_bomb(packed, len(data))
        _refuse_other_kinds(packed)
        for part in packed.namelist():
            if part.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_doctype(packed, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        # A packed part under a password is a RuntimeError to zipfile; what zlib cannot read, an OSError or ValueError.
        raise refused("damaged", DAMAGED) from error
    return packed


def sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the parts of the sheets by their names, in the order of the workbook."""
    targets = {each["Id"]: each.get("Target", "") for each in _found(packed, "xl/_rels/workbook.xml.rels", RELATION)}
    parts = {}
    for sheet in _found(packed, "xl/workbook.xml", SHEET):
        target = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in packed.namelist() and "name" in sheet:
            parts[sheet["name"]] = part
    return parts


def cells_of(packed: zipfile.ZipFile, part: str) -> Cells:
    """Look through the cells of a sheet.

    Raises:
        Refused: they are too many, or lie too far apart to be read as a table.
    """
    found, data = Cells(), packed.read(part)
    for count, (row, column, attributes, content) in enumerate(_placed(data)):
        if count > MOST_CELLS:
            raise refused("too_many_cells", TOO_MANY_CELLS, most=MOST_CELLS)
        _note(found, row, column, attributes, content)
    if found.area > MOST_AREA:
        details = {"row": found.last_row, "column": letter_of(found.last_column)}
        raise refused("too_far_apart", TOO_FAR_APART, **details)
    return found


def _placed(data: bytes) -> Iterator[Cell]:
    """Yield the cells with something in them, each with its row (from 1) and its column (from 0).

    Empty cells, of which there may be millions, are passed over by plain searches; nothing is looked at twice.
    """
    prefixed = PREFIX.search(data)
    prefix = prefixed[1] if prefixed else b""
    close, cells, rows = (b"</%bc>" % prefix), _starts(prefix, b"c"), _starts(prefix, b"row")
    at, row, column = 0, 0, -1
    while (end := data.find(close, at)) >= 0:
        start = max(data.rfind(each, at, end) for each in cells)
        if start < 0:
            at = end + len(close)
            continue
        begins = max(data.rfind(each, at, start) for each in rows)
        if begins >= 0:
            told = ROW_PLACE.search(data, begins, data.find(b">", begins))
            row = int(told[1]) if told else row + sum(data.count(each, at, start) for each in rows)
            column = -1
        column += sum(data.count(each, max(at, begins), start + 1 + len(cells[0])) for each in cells)
        inside = data.find(b">", start, end) + 1
        attributes = data[start:inside]
        told = PLACE.search(attributes)
        if told:
            row, column = int(told[2]), column_of(told[1].decode())
        yield row, column, attributes, data[inside:end]
        at = end + len(close)


def _starts(prefix: bytes, name: bytes) -> list[bytes]:
    """Return how a tag begins: what follows its name tells it from longer ones."""
    return [b"<%b%b%b" % (prefix, name, after) for after in (b" ", b">", b"/", b"\n", b"\t", b"\r")]


def _refuse_bomb(packed: zipfile.ZipFile, size: int) -> None:
    """Look at the sizes that the file's own table tells; zipfile unpacks no more than it says."""
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        details = {"size": max(1, unpacked // MEGABYTE), "most": MOST_UNPACKED // MEGABYTE}
        raise refused("unpacks_too_large", UNPACKS_TOO_LARGE, **details)
    tight = [part for part in parts if part.file_size > RATIO_COUNTS_FROM]
    if any(part.file_size > MOST_RATIO * max(1, part.compress_size) for part in tight) or unpacked > MOST_RATIO * max(
        size, RATIO_COUNTS_FROM // MOST_RATIO
    ):
        raise refused("packed_too_tightly", PACKED_TOO_TIGHTLY)


def _refuse_other_kinds(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if "mimetype" in names:
        kind = packed.read("mimetype")[:100].decode("ascii", errors="replace")
        told = next((name for start, name in OTHER_KINDS.items() if kind.startswith(start)), kind)
        raise refused("other_kind", OTHER_KIND, kind=told)
    if "xl/workbook.bin" in names:
        raise refused("other_kind", OTHER_KIND, kind="XLSB")
    if "xl/workbook.xml" not in names:
        raise refused("no_xlsx", NO_XLSX)


def _refuse_doctype(packed: zipfile.ZipFile, part: str) -> None:
    """Read a part to its end, which also shows that it is as long as the table says and not damaged."""
    tail = b""
    with packed.open(part) as file:
        while chunk := file.read(CHUNK):
            window = tail + chunk
            if any(sign in window for sign in DOCTYPES):
                raise Refused(refused("has_doctype", HAS_DOCTYPE, part=part[:100]).refusal)
            tail = window[-32:]


def _found(packed: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> Iterator[dict[str, str]]:
    try:
        data = packed.read(part)
    except KeyError as error:
        raise refused("damaged", DAMAGED) from error
    for tag in pattern.finditer(data):
        yield {
            name.decode(): html.unescape((one or other).decode("utf-8", errors="replace"))
            for name, one, other in ATTRIBUTE.findall(tag[1])
        }


def _note(found: Cells, row: int, column: int, attributes: bytes, content: bytes) -> None:
    value = VALUE.search(content)
    kind: Any = KIND.search(attributes)
    kind = kind[1] if kind else b""
    if not (value and value[1]) and not INLINE.search(content):
        if FORMULA.search(content) and kind != b"str":
            found.problems[row, column] = Problem(row, letter_of(column), "formula_without_value", NO_VALUE)
        return
    found.first_row, found.last_row = min(found.first_row, row), max(found.last_row, row)
    found.first_column, found.last_column = min(found.first_column, column), max(found.last_column, column)
    if kind == b"e" and value:
        details = {"error": value[1].decode("utf-8", errors="replace")[:40]}
        found.problems[row, column] = Problem(row, letter_of(column), "cell_shows_error", FAULT, details)
