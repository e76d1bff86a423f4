"""Walking a list page by page shows every row once, in order, whatever the order, the gaps and the page's size."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from access.choices import AttemptKind
from access.models import AccessAttempt
from common.keyset import InvalidCursor, page

START = datetime(2026, 1, 1, tzinfo=UTC)
ADDRESSES = [None, "10.0.0.1", "10.0.0.2", "2001:db8::1"]

attempts = st.lists(
    st.builds(
        AccessAttempt,
        kind=st.sampled_from(AttemptKind.values),
        target=st.sampled_from(["a", "B", "ä", "a b", ""]),
        address=st.sampled_from(ADDRESSES),
        at=st.integers(0, 3).map(lambda n: START + timedelta(microseconds=n)),
    ),
    max_size=12,
)
orders = st.lists(st.sampled_from(["target", "address", "at", "kind"]), max_size=3, unique=True).flatmap(
    lambda names: st.tuples(*(st.sampled_from([name, f"-{name}"]) for name in names))
)


def walk(order: tuple[str, ...], size: int, *, towards_end: bool, cursor: str | None = None) -> list[list[UUID]]:
    pages = []
    while True:
        found = page(AccessAttempt.objects.all(), order, cursor, size)
        pages.append([row.pk for row in found.rows])
        cursor = found.next_cursor if towards_end else found.previous_cursor
        if cursor is None:
            return pages


class Walks(TestCase):
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(rows=attempts, order=orders, size=st.integers(1, 5))
    def test_every_row_is_shown_once_and_the_way_back_is_the_same(
        self, rows: list[AccessAttempt], order: tuple[str, ...], size: int
    ) -> None:
        AccessAttempt.objects.bulk_create(rows)
        whole = [row.pk for row in page(AccessAttempt.objects.all(), order, None, 100).rows]
        assert len(whole) == len(set(whole)) == len(rows)

        forward = walk(order, size, towards_end=True)
        assert [key for each in forward for key in each] == whole
        assert all(len(each) == size for each in forward[:-1])

        cursor = None
        for _each in forward[1:]:
            cursor = page(AccessAttempt.objects.all(), order, cursor, size).next_cursor
        assert walk(order, size, towards_end=False, cursor=cursor) == list(reversed(forward))


@pytest.mark.django_db
def test_empty_values_come_last_both_ways_and_the_key_breaks_ties() -> None:
    for address in ADDRESSES:
        AccessAttempt.objects.create(kind=AttemptKind.CODE, target="x", address=address, at=START)

    def shown(name: str) -> list[str | None]:
        return [row.address for row in page(AccessAttempt.objects.all(), [name], None, 9).rows]

    assert shown("address") == ["10.0.0.1", "10.0.0.2", "2001:db8::1", None]
    assert shown("-address") == ["2001:db8::1", "10.0.0.2", "10.0.0.1", None]
    newest_first = [row.pk for row in page(AccessAttempt.objects.all(), ["-at"], None, 9).rows]
    assert newest_first == sorted(newest_first, reverse=True)


@pytest.mark.django_db
def test_rows_deleted_meanwhile_leave_no_dead_end() -> None:
    for number in range(4):
        AccessAttempt.objects.create(kind=AttemptKind.CODE, target=str(number), at=START)
    everything = AccessAttempt.objects.all()
    second = page(everything, ["target"], page(everything, ["target"], None, 2).next_cursor, 2)
    after_first = page(everything, ["target"], None, 2).next_cursor

    AccessAttempt.objects.filter(target__in="01").delete()
    assert [row.target for row in page(everything, ["target"], second.previous_cursor, 2).rows] == ["2", "3"]

    AccessAttempt.objects.filter(target__in="23").delete()
    AccessAttempt.objects.create(kind=AttemptKind.CODE, target="0", at=START)
    emptied = page(everything, ["target"], after_first, 2)
    assert emptied.rows == []
    assert [row.target for row in page(everything, ["target"], emptied.previous_cursor, 2).rows] == ["0"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    ["x", "ä", "====", "e30", "W10", "bnVsbA", "A" * 5000, "W1s" * 700, "WyJhIiwxXQ"],
)
def test_a_broken_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor, match="first page"):
        page(AccessAttempt.objects.all(), ["target"], cursor, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        '["x","not-a-key"]',
        '["x\\u0000",null]',
        '["\\ud800","01890000-0000-7000-8000-000000000000"]',
        '["x",Infinity]',
        '[[],"01890000-0000-7000-8000-000000000000"]',
        '["x"]',
        "7",
        "null",
    ],
)
def test_impossible_values_in_a_cursor_are_refused(values: str) -> None:
    from base64 import urlsafe_b64encode

    cursor = urlsafe_b64encode(f'[["target","id"],{values},false]'.encode()).decode()
    with pytest.raises(InvalidCursor):
        page(AccessAttempt.objects.all(), ["target"], cursor, 2)


@pytest.mark.django_db
def test_a_cursor_of_another_order_is_refused() -> None:
    for number in range(3):
        AccessAttempt.objects.create(kind=AttemptKind.CODE, target=str(number), at=START)
    cursor = page(AccessAttempt.objects.all(), ["target"], None, 2).next_cursor
    with pytest.raises(InvalidCursor):
        page(AccessAttempt.objects.all(), ["-target"], cursor, 2)
