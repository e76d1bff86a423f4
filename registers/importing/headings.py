"""Where the headings of a table are, and what each column is called: every name once, empty columns left out."""

import re
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _t

from common.refusals import marked as _
from registers.importing.tables import Problem, letter_of, refused

LOOKED_AT = 30
LONGEST_HEADING = 300
SPACE = re.compile(r"\s+")
# What stands in rows of data and never above a column.
DATUM = re.compile(
    r"[-+]?[\d.,]+%?|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.*|\S+@\S+\.\S+|https?://.*|true|false|n/a", re.IGNORECASE
)
NO_HEADINGS = _(
    "“%(cell)s” is no heading, so the columns are called by their letters. If there are headings in another row, say "
    "in which."
)
HEADINGS_BELOW = _("Row %(header)d is taken for the headings; what stands above it is left out.")
NO_SUCH_ROW = _("There is no row %(row)d with anything in it to take for headings.")

Cells = Sequence[str]


def header_of(rows: Sequence[tuple[int, Cells]], asked: int | None) -> tuple[int, list[Problem]]:
    """Return the number of the row of headings (0: there is none) and what to remark about it.

    Raises:
        Refused: the row that was asked for is empty.
    """
    if asked:
        if all(number != asked for number, _cells in rows):
            raise refused("header_row_unknown", NO_SUCH_ROW, row=asked)
        return asked, []
    if asked == 0 or not rows:
        return 0, []
    usual = max(_filled(cells) for _number, cells in rows[:LOOKED_AT])
    number, cells = next(each for each in rows if _filled(each[1]) >= max(1, 0.6 * usual))
    datum = next(((place, cell) for place, cell in enumerate(cells) if is_datum(cell)), None)
    if datum is not None:
        place, cell = datum
        return 0, [Problem(number, letter_of(place), "no_headings", NO_HEADINGS, {"cell": cell.strip()[:80]})]
    above = [each for each, _cells in rows if each < number]
    return number, [Problem(above[0], "", "headings_below", HEADINGS_BELOW, {"header": number})] if above else []


def is_datum(cell: str) -> bool:
    """Tell whether a cell is a value rather than a heading."""
    text = cell.strip()
    return bool(text) and bool(DATUM.fullmatch(text))


def named(header: Cells, places: Sequence[int]) -> dict[int, str]:
    """Return a name for each column: its heading; with its letters where another has the same, or it has none."""
    plain = {place: _plain(header[place] if place < len(header) else "") for place in places}
    often = Counter(name.casefold() for name in plain.values())
    return {
        place: _t("Column %(column)s") % {"column": letter_of(place)}
        if not name
        else name
        if often[name.casefold()] == 1
        else _t("%(name)s (column %(column)s)") % {"name": name, "column": letter_of(place)}
        for place, name in plain.items()
    }


def _plain(text: str) -> str:
    return SPACE.sub(" ", text).strip()[:LONGEST_HEADING]


def _filled(cells: Cells) -> int:
    return sum(bool(cell.strip()) for cell in cells)
