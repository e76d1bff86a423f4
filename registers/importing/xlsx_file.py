"""Rows of an XLSX: values of formulas, dates as dates, merged cells as if each held what they show."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from common.refusals import marked as _
from common.tabular import LARGEST_NUMBER
from registers.importing.tables import LONGEST_TEXT, Problem, Reading, letter_of, refused
from registers.importing.xlsx_parts import DAMAGED, Cells, cells_of, opened, sheet_parts

NO_SUCH_SHEET = _("There is no sheet “%(sheet)s” in this file. It has: %(sheets)s.")
NO_SHEET = _("There is no sheet with cells in this file.")
MERGED = _("The cells %(cells)s are merged; each is read as if it held what they show.")
MOST_FILLED = 20_000
MOST_REMARKS = 20

Rows = Iterator[tuple[int, list[str]]]
Merged = tuple[tuple[int, int], tuple[int, int]]


class Workbook:
    """A workbook whose sheet is chosen: its rows, what its values cannot tell, and what to remark."""

    def __init__(self, data: bytes, how: Reading) -> None:
        packed = opened(data)
        parts = sheet_parts(packed)
        try:
            self._book = load_workbook(io.BytesIO(data))
            self.sheets = _sheets_with_cells(self._book, parts)
            self.sheet = _chosen(how.sheet, self.sheets)
            self._cells: Cells = cells_of(packed, parts[self.sheet])
            self._sheet = self._book.get_sheet_by_name(self.sheet)
            self._merged: Sequence[Merged] = self._sheet.merged_cell_ranges or []
        except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, ValueError) as error:
            raise refused("damaged", DAMAGED) from error
        self.reading = Reading("", "", self.sheet, how.header_row)

    @property
    def problems(self) -> dict[tuple[int, int], Problem]:
        """Return what is wrong in cells, by row (from 1) and column (from 0)."""
        return self._cells.problems

    @property
    def remarks(self) -> list[Problem]:
        """Name the merged cells."""
        return [
            Problem(top + 1, letter_of(left), "cells_merged", MERGED, {"cells": _range(top, left, bottom, right)})
            for (top, left), (bottom, right) in sorted(self._merged)[:MOST_REMARKS]
        ]

    def rows(self) -> Rows:
        """Yield the rows that are not empty, each with its number."""
        left = (self._sheet.start or (0, 0))[1]
        shown = _MergedCells(self._merged)
        flawed = {row for row, _column in self._cells.problems}
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            texts = shown.filled(number - 1, [""] * left + [text_of(cell) for cell in cells])
            if any(texts) or number in flawed:
                yield number, texts


class _MergedCells:
    """Merged cells met row by row: what the first one shows is put into the others."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._waiting = sorted(merged)
        self._room = MOST_FILLED
        self._open: list[tuple[Merged, str]] = []

    def filled(self, row: int, cells: list[str]) -> list[str]:
        """Return the cells of a row (from 0), merged ones filled."""
        while self._waiting and self._waiting[0][0][0] <= row:
            merged = self._waiting.pop(0)
            (top, left), _end = merged
            if top == row and left < len(cells):
                self._open.append((merged, cells[left]))
        self._open = [each for each in self._open if each[0][1][0] >= row]
        for ((_top, left), (_bottom, right)), text in self._open:
            for column in range(left, min(right + 1, len(cells))):
                if self._room and not cells[column]:
                    self._room -= 1
                    cells[column] = text
        return cells


def text_of(value: Any) -> str:
    """Return a cell as text: numbers without needless decimals, dates in ISO 8601."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < LARGEST_NUMBER else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)[:LONGEST_TEXT]


def _sheets_with_cells(book: Any, parts: dict[str, str]) -> list[str]:
    kinds = {each.name: each for each in book.sheets_metadata}
    sheets = [
        name
        for name in parts
        if name in kinds
        and kinds[name].typ == SheetTypeEnum.WorkSheet
        and kinds[name].visible != SheetVisibleEnum.VeryHidden
    ]
    if not sheets:
        raise refused("no_sheet", NO_SHEET)
    return sheets


def _chosen(asked: str, sheets: list[str]) -> str:
    if asked and asked not in sheets:
        raise refused("sheet_unknown", NO_SUCH_SHEET, sheet=asked[:100], sheets=", ".join(sheets)[:300])
    return asked or sheets[0]


def _range(top: int, left: int, bottom: int, right: int) -> str:
    return f"{letter_of(left)}{top + 1}:{letter_of(right)}{bottom + 1}"
