"""Dates as spreadsheets hold them, in four ways; which of day and month comes first is asked where no value tells."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?: [\d:]+)?")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?: [\d:]+(?: [AaPp][Mm])?)?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# Day 60 of Excel's calendar is the 29th of February 1900, which never was; counting from here is right from March 1900.
EXCEL_BEGINS = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000


class Order(StrEnum):
    """Whether the month or the day comes first in dates with slashes, as far as the values of a column show it."""

    NONE = ""
    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"
    UNKNOWN = "unknown"
    MIXED = "mixed"


def order_of(values: Iterable[str]) -> Order:
    """Return what the dates with slashes of a column show; UNKNOWN or MIXED has to be asked."""
    found = [(int(each[1]), int(each[2])) for each in map(SLASHED.fullmatch, values) if each]
    day_first = any(first > 12 for first, _second in found)
    month_first = any(second > 12 for _first, second in found)
    if not found or all(first == second for first, second in found):
        return Order.MONTH_FIRST if found else Order.NONE
    if day_first and month_first:
        return Order.MIXED
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST if month_first else Order.UNKNOWN


def read_date(text: str, order: str) -> date | None:
    """Return the date that a cell holds, or None where it holds none that can be read."""
    text = text.strip()
    try:
        if found := ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DOTTED.fullmatch(text):
            return date(_year(found[3]), int(found[2]), int(found[1]))
        if found := SLASHED.fullmatch(text):
            return _slashed(int(found[1]), int(found[2]), _year(found[3]), order)
        if SERIAL.fullmatch(text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
            return EXCEL_BEGINS + timedelta(days=int(float(text)))
    except ValueError:
        return None
    return None


def looks_like_a_date(text: str) -> bool:
    """Tell whether a cell holds a date in any of the ways."""
    return read_date(text, Order.MONTH_FIRST) is not None or read_date(text, Order.DAY_FIRST) is not None


def _slashed(first: int, second: int, year: int, order: str) -> date:
    """Where the order was not said, a number above 12 can only be the day."""
    if order == Order.DAY_FIRST or (order != Order.MONTH_FIRST and first > 12):
        return date(year, second, first)
    return date(year, first, second)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
