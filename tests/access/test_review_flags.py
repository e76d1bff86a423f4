"""What is remarkable about a right: each flag, with the figures that its sentence names."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from access.choices import ReviewFlag
from access.rules.review_flags import DORMANT_DAYS, ENDS_SOON_DAYS, MOST_ROLES, SENTENCES, UNUSED_DAYS, Flag, flags_of
from access.rules.review_rights import Grant, Holder

TODAY = date(2026, 11, 21)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def flags(holder: dict[str, Any] | None = None, **grant: Any) -> list[Flag]:
    usual = {"since": ago(40), "last_seen_on": ago(1)}
    return flags_of(Holder(**{**usual, **(holder or {})}), Grant(**{"since": ago(20), **grant}), TODAY)


def test_what_is_in_order_has_no_flag() -> None:
    assert flags() == []


@pytest.mark.parametrize(
    ("holder", "grant", "raised"),
    [
        ({"deactivated_on": ago(3)}, {}, "deactivated"),
        ({"is_service": True, "owner": "Ada", "owner_left_on": ago(3)}, {}, "owner_left"),
        ({"is_service": False, "owner": "Ada", "owner_left_on": ago(3)}, {}, None),
        ({"has_department": False}, {}, "no_department"),
        ({"has_department": False, "is_service": True}, {}, None),
        ({}, {"gone_groups": ("eng",)}, "group_gone"),
        ({}, {"conflicts_with": ("Auditor",)}, "conflict"),
        ({"last_seen_on": ago(DORMANT_DAYS)}, {}, "dormant"),
        ({"last_seen_on": ago(DORMANT_DAYS - 1)}, {}, None),
        ({"last_seen_on": None, "since": ago(UNUSED_DAYS)}, {}, "never_used"),
        ({"last_seen_on": None, "since": ago(UNUSED_DAYS - 1)}, {}, None),
        ({}, {"uses_told": True, "since": ago(UNUSED_DAYS)}, "never_used"),
        ({}, {"uses_told": True, "since": ago(200), "last_used_on": ago(DORMANT_DAYS)}, "dormant"),
        # A token in use says nothing of an account in which nobody signs in.
        ({"last_seen_on": ago(200)}, {"uses_told": True, "last_used_on": ago(1)}, None),
        ({"signs_in_locally": True, "has_second_factor": False}, {}, "no_second_factor"),
        ({"signs_in_locally": True}, {}, None),
        ({"has_second_factor": False}, {}, None),
        ({"roles": MOST_ROLES + 1}, {"counts_as_role": True}, "too_many_roles"),
        ({"roles": MOST_ROLES}, {"counts_as_role": True}, None),
        ({"roles": MOST_ROLES + 1}, {}, None),
        ({}, {"wants_end": True}, "no_end"),
        ({}, {"wants_end": True, "ends_on": ahead(60)}, None),
        ({}, {"ends_on": ahead(ENDS_SOON_DAYS)}, "ends_soon"),
        ({}, {"ends_on": TODAY}, "ends_soon"),
        ({}, {"ends_on": ahead(ENDS_SOON_DAYS + 1)}, None),
        ({}, {"since": ago(365)}, "long_held"),
        ({}, {"since": ago(364)}, None),
    ],
)
def test_each_flag(holder: dict[str, Any], grant: dict[str, Any], raised: str | None) -> None:
    assert [flag.name for flag in flags(holder, **grant)] == ([raised] if raised else [])


def test_the_gravest_comes_first() -> None:
    raised = flags({"deactivated_on": ago(3), "has_department": False}, since=ago(400), wants_end=True)
    assert [flag.name for flag in raised] == ["deactivated", "no_department", "no_end", "long_held"]


def test_every_flag_has_a_sentence_with_its_figures() -> None:
    assert list(SENTENCES) == ReviewFlag.values
    every = flags(
        {"is_service": False, "has_department": False, "roles": 9, "signs_in_locally": True, "has_second_factor": False,
         "last_seen_on": ago(100)},
        since=ago(400), wants_end=True, gone_groups=("eng",), conflicts_with=("Auditor",), counts_as_role=True,
    )  # fmt: skip
    every += flags({"deactivated_on": ago(1)}) + flags({"is_service": True, "owner": "Ada", "owner_left_on": ago(1)})
    every += flags({"last_seen_on": None, "since": ago(99)}) + flags(ends_on=ahead(3))
    assert {flag.name for flag in every} == set(SENTENCES)
    for flag in every:
        named = set(re.findall(r"%\((\w+)\)", SENTENCES[flag.name]))
        assert named == set(flag.figures)
        assert "%(" not in SENTENCES[flag.name] % flag.figures
