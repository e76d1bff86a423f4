"""A spreadsheet as it was read: how, which columns, which rows, and what is remarkable about it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from django.utils.translation import gettext as _t

from common.refusals import Refusal, Refused
from common.refusals import marked as _

# More is no register but a log; each row is kept whole.
MOST_ROWS = 50_000
MOST_COLUMNS = 500
# What Python's csv reads into one cell.
LONGEST_TEXT = 131_072
SAMPLES = 3
TOO_MANY_ROWS = _("There are more than %(most)d rows. Split the file and load its parts one after the other.")
TOO_MANY_COLUMNS = _("There are %(count)d columns; at most %(most)d can be read. Take away those that are empty.")
NO_ROWS = _("There is no row below the headings. Check the sheet and the row of the headings.")


def letter_of(column: int) -> str:
    """Return the name that spreadsheet programs give a column, counted from 0: 0 is A, 37 is AL."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the place of a column, counted from 0, by its letters."""
    place = 0
    for each in letters.upper():
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read; what is empty is guessed. `header_row` counts from 1; 0 says that there are no headings."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """Return it as it was kept."""
        return cls(**{name: kept[name] for name in cls.__slots__ if name in kept})

    def as_json(self) -> dict[str, Any]:
        """Return it to be kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a place of the file: a row as spreadsheet programs count, a column by its letters."""

    row: int
    column: str
    code: str
    message: str
    details: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: int, kept: dict[str, Any]) -> Self:
        """Return the problem of a row as it was kept."""
        return cls(row, kept["column"], kept["code"], kept["message"], kept["details"])

    def as_json(self) -> dict[str, Any]:
        """Return it to be kept with its row."""
        return {"column": self.column, "code": self.code, "message": self.message, "details": self.details}

    @property
    def text(self) -> str:
        """Return the sentence in the reader's language, led by the place."""
        sentence = _t(self.message) % self.details if self.details else _t(self.message)
        return f"{self.place}: {sentence}"

    @property
    def place(self) -> str:
        """Return where it is."""
        if self.column:
            return _t("Row %(row)d, column %(column)s") % {"row": self.row, "column": self.column}
        return _t("Row %(row)d") % {"row": self.row}

    def refusal(self, field_name: str | None = "file") -> Refusal:
        """Return it as the reason why the whole file cannot be read."""
        where = _("Row %(row)d, column %(column)s: %(what)s") if self.column else _("Row %(row)d: %(what)s")
        what = _t(self.message) % self.details if self.details else _t(self.message)
        return Refusal(self.code, where, field_name, {"row": self.row, "column": self.column, "what": what})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: its number, its cells as text, and what was wrong in reading them."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its letters, its heading (unique), some of its values, and how its dates are written.

    `filled` counts the cells that say something, `dated` those of them that hold a date.
    """

    letter: str
    heading: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    dated: int = 0
    dates: str = ""

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """Return the column as it was kept."""
        return replace(cls(**kept), samples=tuple(kept["samples"]))

    def as_json(self) -> dict[str, Any]:
        """Return it to be kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it was read: how, of which sheets, its columns, its rows, and what a reader should know."""

    reading: Reading
    columns: Sequence[Column]
    rows: Sequence[Row]
    sheets: Sequence[str] = ()
    remarks: Sequence[Problem] = ()


def refused(code: str, message: str, **details: Any) -> Refused:
    """Return the refusal of a whole file."""
    return Refused(Refusal(code, message, "file", details))
