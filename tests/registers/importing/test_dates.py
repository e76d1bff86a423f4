"""Dates in four ways; which of day and month comes first shows in a column, or is asked."""

from datetime import date

import pytest

from registers.importing.dates import Order, order_of, read_date


@pytest.mark.parametrize(
    "text",
    ["2024-12-31", "2024-12-31 00:00:00", "2024-12-31T10:00:00Z", "31.12.2024", "31. 12. 2024", "31.12.24", "45657"],
)
def test_it_works(text: str) -> None:
    assert read_date(f" {text} ", "") == date(2024, 12, 31)


def test_slashes_follow_the_order_of_their_column() -> None:
    assert read_date("12/31/2024", Order.MONTH_FIRST) == read_date("31/12/24", Order.DAY_FIRST) == date(2024, 12, 31)
    assert read_date("1/2/2024", Order.MONTH_FIRST) == date(2024, 1, 2)
    assert read_date("1/2/2024", Order.DAY_FIRST) == date(2024, 2, 1)
    assert read_date("31/12/2024", Order.MONTH_FIRST) is None


@pytest.mark.parametrize("text", ["", "N/A", "FY23", "2024", "2024-13-01", "30.2.2024", "1/2", "19999", "99999", "1e5"])
def test_what_is_no_date(text: str) -> None:
    assert read_date(text, Order.MONTH_FIRST) is None


@pytest.mark.parametrize(
    ("values", "order"),
    [
        ((), Order.NONE),
        (("2024-12-31", "31.12.2024", "N/A"), Order.NONE),
        (("1/2/2024", "12/31/2024"), Order.MONTH_FIRST),
        (("1/2/2024", "31/12/2024"), Order.DAY_FIRST),
        (("1/2/2024", "3/4/2024"), Order.UNKNOWN),
        (("12/31/2024", "31/12/2024"), Order.MIXED),
        (("1/1/2024", "2/2/2024"), Order.MONTH_FIRST),
    ],
)
def test_the_order_of_a_column(values: tuple[str, ...], order: Order) -> None:
    assert order_of(values) == order
