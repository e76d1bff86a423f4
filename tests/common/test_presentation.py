"""How values are shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from common.presentation import (
    avatar_colour,
    initials_of,
    other_parameters,
    relative_time,
    sparkline_points,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada King", "AK"),
        ("Ada Byron King", "AK"),
        ("ada", "A"),
        ("Jean-Luc Picard", "JP"),
        ("Öz Åberg", "ÖÅ"),
        ("(deactivated) Ada", "A"),
        ("", "?"),
    ],
)
def test_initials(name: str, initials: str):
    assert initials_of(name) == initials


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=1, hours=5), "1 day ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=7), ""),
        (-timedelta(seconds=5), "in a moment"),
        (-timedelta(days=3), "in 3 days"),
        (-timedelta(days=60), ""),
    ],
)
def test_times_are_told_in_one_unit(ago: timedelta, words: str):
    with translation.override("en"):
        assert relative_time(NOW - ago, NOW) == words


def test_a_name_keeps_its_colour():
    assert avatar_colour("Ada King") == avatar_colour("Ada King")
    assert {avatar_colour(f"Person {number}") for number in range(200)} == set(range(8))


def test_a_form_carries_the_rest_of_the_query():
    assert other_parameters("q=x&sort=name&state=a&state=b&cursor=1", {"q"}) == [
        ("sort", "name"),
        ("state", "a"),
        ("state", "b"),
    ]


def test_a_sparkline_needs_two_values_and_stays_inside_its_box():
    assert sparkline_points([]) == ""
    assert sparkline_points([3]) == ""
    points = [tuple(map(float, point.split(","))) for point in sparkline_points([5, 5, 9, -2]).split()]
    assert len(points) == 4
    assert all(0 <= x <= 96 and 0 <= y <= 24 for x, y in points)
