"""The clock: running, held, and held again inside."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from common.clock import held_at, now, readers_today, tick, today

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)


def test_it_runs_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= now() <= datetime.now(UTC)
    assert now().utcoffset() == timedelta()
    assert tick() is None


def test_it_is_held_and_runs_again() -> None:
    with held_at(NOON):
        assert now() == now() == NOON
    assert now() > NOON


def test_held_moments_nest() -> None:
    with held_at(NOON):
        with held_at(LATER):
            assert now() == LATER
            tick()
        assert now() == NOON


def test_it_runs_again_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), held_at(NOON):
        _ = 1 / 0
    assert tick() is None


def test_ticks_keep_the_order_of_what_happens() -> None:
    with held_at(NOON):
        moments = [tick() for _each in range(3)]
        assert moments == [NOON, NOON + timedelta(milliseconds=1), NOON + timedelta(milliseconds=2)]
        assert now() == NOON + timedelta(milliseconds=3)


def test_ticks_of_an_inner_hold_do_not_move_the_outer_one() -> None:
    with held_at(NOON):
        tick()
        with held_at(LATER):
            assert tick() == LATER
        assert tick() == NOON + timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", date(2026, 3, 5)), ("Europe/Berlin", date(2026, 3, 6)), ("America/New_York", date(2026, 3, 5))],
)
def test_the_readers_today_is_the_day_where_they_are(zone: str, day: date) -> None:
    with held_at(LATER), timezone.override(zone):
        assert readers_today() == day


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Pacific/Kiritimati", "UTC"])
def test_rights_go_by_the_portals_day_wherever_the_reader_is(zone: str) -> None:
    with timezone.override(zone), held_at(datetime(2026, 7, 1, 0, 30, tzinfo=UTC)):
        assert today() == date(2026, 7, 1)
