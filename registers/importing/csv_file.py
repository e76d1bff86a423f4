"""Rows of a CSV, with line breaks in cells; what cannot be read is named with its row and column."""

import csv
import io
import re
from collections.abc import Iterator

from common.refusals import Refused
from common.refusals import marked as _
from common.tabular import FORMULA_START
from registers.importing.encodings import DELIMITERS, ENCODINGS, guessed_delimiter, guessed_encoding
from registers.importing.tables import LONGEST_TEXT, Problem, Reading, letter_of, refused

NOT_IN_ENCODING = _(
    "The byte %(byte)s is no text in the encoding %(encoding)s. Choose the encoding that the file was saved in."
)
TOO_LONG = _(
    "A cell has over %(most)d characters; a quotation mark may be missing here or in a row above. Mend it and upload "
    "the file again."
)
QUOTE_LEFT_OPEN = _("A quotation mark opens a cell and is never closed. Mend it and upload the file again.")
UNKNOWN_ENCODING = _("The encoding %(encoding)s is not among those that can be read.")
UNKNOWN_DELIMITER = _("Columns can be parted by comma, semicolon, tab or vertical bar.")
# How `common.tabular` keeps spreadsheet programs from running a text.
NEUTRALISED = re.compile(rf"'(?={FORMULA_START.pattern})")


def read_csv(data: bytes, how: Reading) -> tuple[Reading, Iterator[tuple[int, list[str]]]]:
    """Return how a CSV is read, and its rows that are not empty, each with its number.

    Raises:
        Refused: the encoding does not fit, or (while rows are read) a cell has no end.
    """
    encoding = how.encoding or guessed_encoding(data)
    text = _decoded(data, encoding)
    delimiter = how.delimiter or guessed_delimiter(text)
    if delimiter not in dict(DELIMITERS):
        raise refused("delimiter_unknown", UNKNOWN_DELIMITER)
    return Reading(encoding, delimiter, "", how.header_row), _rows(text, delimiter)


def _decoded(data: bytes, encoding: str) -> str:
    if encoding not in dict(ENCODINGS):
        raise refused("encoding_unknown", UNKNOWN_ENCODING, encoding=encoding[:40])
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Refused(_undecodable(data, encoding, error).refusal()) from error


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode(encoding, errors="ignore").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(before, newline=""), delimiter=guessed_delimiter(before))) or [[""]]
    byte = " ".join(f"{each:02X}" for each in data[error.start : error.end])
    details = {"byte": byte, "encoding": str(dict(ENCODINGS)[encoding])}
    return Problem(len(rows), letter_of(max(0, len(rows[-1]) - 1)), "encoding_wrong", NOT_IN_ENCODING, details)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows as a spreadsheet program counts them: a row with line breaks in it is one."""
    lines: list[str] = []

    def held() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    number, last, reader = 0, [""], csv.reader(held(), delimiter=delimiter)
    while True:
        lines.clear()
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise Refused(
                Problem(number + 1, "", "cell_too_long", TOO_LONG, {"most": LONGEST_TEXT}).refusal()
            ) from error
        number, last = number + 1, list(lines)
        if any(cells):
            yield number, [NEUTRALISED.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in cells]
    if not _is_closed(last, delimiter):
        raise Refused(Problem(number, "", "quote_left_open", QUOTE_LEFT_OPEN).refusal())


def _is_closed(lines: list[str], delimiter: str) -> bool:
    """Tell whether a row has ended: if a quotation mark is open, a line put behind it is part of its last cell."""
    return next(reversed(list(csv.reader([*lines, f".{delimiter}.\n"], delimiter=delimiter)))) == [".", "."]
