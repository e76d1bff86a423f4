"""Headings are found, named once each, and missed where there are none."""

import pytest

from common.refusals import Refused
from registers.importing.reading import read_table
from registers.importing.tables import Reading, column_of, letter_of
from tests.factories.spreadsheets import csv_of


def test_it_works() -> None:
    table = read_table(csv_of(["Title", " Other\nplease ", "", "other please"], ["a", "b", "c", "d"]), Reading())
    assert [column.heading for column in table.columns] == [
        "Title",
        "Other please (column B)",
        "Column C",
        "other please (column D)",
    ]
    assert [column.samples for column in table.columns] == [("a",), ("b",), ("c",), ("d",)]


def test_a_missing_heading_is_named_and_the_row_kept() -> None:
    rows = (["Chatbot", "anna@example.org", "31.12.2024"], ["Routing", "ben@example.org", "1.2.2024"])
    table = read_table(csv_of(*rows), Reading())
    assert table.reading.header_row == 0
    assert [row.number for row in table.rows] == [1, 2]
    assert [column.heading for column in table.columns] == ["Column A", "Column B", "Column C"]
    assert table.remarks[0].text.startswith("Row 1, column B: “anna@example.org” is no heading")


def test_the_row_of_headings_is_said() -> None:
    data = csv_of(["x", "y"], ["Title", "Owner"], ["One", "a@b.c"])
    table = read_table(data, Reading(header_row=2))
    assert [column.heading for column in table.columns] == ["Title", "Owner"]
    assert len(read_table(data, Reading(header_row=0)).rows) == 3
    with pytest.raises(Refused, match="no row 9"):
        read_table(data, Reading(header_row=9))


def test_letters() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 37, 701, 702, 16_383)] == [
        "A", "Z", "AA", "AL", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
    assert all(column_of(letter_of(place)) == place for place in range(2_000))
