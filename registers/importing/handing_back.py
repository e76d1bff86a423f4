"""The rows that were not imported, as a file that can be mended and loaded again as it is."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _t

from common.tabular import write_csv
from registers.choices import ImportRowState
from registers.importing.guessing import WRONG_HEADINGS
from registers.models import ImportRow, RegisterImport

REJECTED = (ImportRowState.FAULTY, ImportRowState.DUPLICATE, ImportRowState.LEFT_OUT)


def twin_in_words(duplicate_of: str) -> str:
    """Return of what a row is a duplicate: a use case, or an earlier row of the file."""
    if duplicate_of.startswith("#"):
        return _t("Row %(row)s of this file") % {"row": duplicate_of[1:]}
    return duplicate_of


def wrong_with(row: ImportRow) -> str:
    """Return in one text why a row is not imported."""
    if row.duplicate_of and row.state in {ImportRowState.DUPLICATE, ImportRowState.LEFT_OUT}:
        return _t("Row %(row)d: duplicate of %(twin)s") % {"row": row.number, "twin": twin_in_words(row.duplicate_of)}
    return " ".join(problem.text for problem in row.told)


def file_of_rejected(register_import: RegisterImport) -> bytes:
    """Return the rows with errors and the duplicates as CSV: the columns of the file, and last what is wrong."""
    headings = [each["heading"] for each in register_import.columns if each["heading"] not in WRONG_HEADINGS]
    places = [place for place, each in enumerate(register_import.columns) if each["heading"] not in WRONG_HEADINGS]
    rows = register_import.rows.filter(state__in=REJECTED)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        lines = ([*(row.cells[place] for place in places), wrong_with(row)] for row in rows.iterator())
        write_csv(path, [*headings, _t("What is wrong")], lines)
        return path.read_bytes()
