"""CSV files are read in any common encoding and with any delimiter; what cannot be read is named by row and column."""

# ruff: noqa: RUF001 - the very signs that such files hold
import pytest

from common.refusals import Refused
from registers.importing.reading import read_table
from registers.importing.tables import MOST_ROWS, Reading, Table
from tests.factories.spreadsheets import csv_of, government_register

GERMAN = (["Titel", "Zweck"], ["Bürohilfe", "Größen prüfen"], ["Übersetzer", "Straße – „gut“"])


def read(data: bytes, **how: object) -> Table:
    return read_table(data, Reading(**how))  # type: ignore[arg-type]


def refusal(data: bytes, **how: object) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read(data, **how)
    return refused.value.refusal.code, str(refused.value)


def test_it_works() -> None:
    table = read(government_register())
    assert (table.reading.encoding, table.reading.delimiter, table.reading.header_row) == ("cp1252", ",", 1)
    assert (len(table.rows), len(table.columns)) == (2133, 62)
    assert (table.rows[0].number, table.rows[-1].number) == (2, 2134)
    assert "\r\nBenefits:\n“" in table.rows[0].cells[7]
    assert table.columns[8].heading == "Describe the AI system’s outputs."
    assert len({column.heading for column in table.columns}) == 62
    assert table.columns[37].heading == "If Other, please explain. (column AL)"
    assert not table.remarks
    assert not any(row.problems for row in table.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_found(encoding: str, delimiter: str) -> None:
    table = read(csv_of(*GERMAN, delimiter=delimiter, encoding=encoding))
    assert [list(row.cells) for row in table.rows] == [list(row) for row in GERMAN[1:]]
    assert table.reading.delimiter == delimiter
    assert encoding.startswith(table.reading.encoding)


def test_latin_1_is_read_as_the_windows_encoding_that_contains_it() -> None:
    table = read(csv_of(["Titel"], ["Größe"], encoding="latin-1"))
    assert (table.rows[0].cells, table.reading.encoding) == (("Größe",), "cp1252")


def test_the_encoding_is_changed_by_who_knows_better() -> None:
    polish = csv_of(["Tytuł"], ["Zażółć gęślą jaźń"], encoding="cp1250")
    assert read(polish, encoding="cp1250").rows[0].cells == ("Zażółć gęślą jaźń",)
    code, sentence = refusal(csv_of(["Title", "Zweck"], ["x\ny", "Größe"], encoding="cp1252"), encoding="utf-8")
    assert code == "encoding_wrong"
    assert sentence.startswith("Row 2, column B: The byte F6 is no text in the encoding UTF-8.")
    assert refusal(csv_of(["Title"], ["x"]), encoding="rot13")[0] == "encoding_unknown"
    assert refusal(csv_of(["Title"], ["x"]), delimiter="x")[0] == "delimiter_unknown"


def test_control_characters_are_named() -> None:
    table = read(b"Title,Purpose\nOne,fine\nTwo,ring\x07ring\nThree\x00,x\n")
    assert [problem.text.split(".")[0] for row in table.rows for problem in row.problems] == [
        "Row 3, column B: There is a control character (U+0007) in the cell",
        "Row 4, column A: There is a control character (U+0000) in the cell",
    ]
    assert table.rows[1].cells[1] == "ring\ufffdring"
    wrong = read(csv_of(["Title"], ["A – B"], encoding="cp1252"), encoding="iso8859-1")
    assert wrong.rows[0].problems[0].details == {"character": "U+0096", "encoding": "iso8859-1"}


def test_an_open_quotation_mark_is_named() -> None:
    assert refusal(b'Title,Purpose\nOne,x\nTwo,"never\nends,\n') == (
        "quote_left_open",
        "Row 3: A quotation mark opens a cell and is never closed. Mend it and upload the file again.",
    )
    assert refusal(b'Title,Purpose\n"' + b"x" * 200_000)[0] == "cell_too_long"
    assert read(b'Title\n"closed\nat the end"').rows[0].cells == ("closed\nat the end",)


def test_empty_rows_and_columns_are_skipped_cheaply() -> None:
    table = read(b"Title,,Purpose,\n" + b",,,\n" * 100_000 + b"\n" * 1_000_000 + b"One,,x,\n")
    assert [column.letter for column in table.columns] == ["A", "C"]
    assert [(row.number, row.cells) for row in table.rows] == [(1_100_002, ("One", "x"))]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (b"Title,Purpose\n", "no_rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "other_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"%PDF-1.7", "other_kind"),
        (b"<html><table><tr><td>Title</td></tr></table></html>", "other_kind"),
        (bytes(range(1, 32)) * 40, "no_table"),
        (b"Title\n" + b"x\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b",".join(b"c%d" % n for n in range(600)) + b"\n" + b",".join([b"x"] * 600), "too_many_columns"),
    ],
)
def test_what_is_no_register_is_told(data: bytes, code: str) -> None:
    assert refusal(data)[0] == code
