"""The rules about roles by groups, one table each."""

from collections.abc import Collection, Mapping
from typing import Any

import pytest

from access.rules import groups as rules
from access.rules.groups import Cause, GivenRole, Plan, RefusedRole
from common.permissions import RoleName

ENGINEER, OWNER, AUDITOR, OFFICER, ADMIN = "engineer", "data-owner", "auditor", "compliance-officer", "administrator"
APART = frozenset({frozenset({AUDITOR, OFFICER}), frozenset({ADMIN, AUDITOR}), frozenset({ADMIN, OFFICER})})


def given(role: str, *groups: str) -> GivenRole:
    return GivenRole(role, groups or ("g",))


def refused(role: str, cause: Cause, *beside: str, groups: tuple[str, ...] = ("g",)) -> RefusedRole:
    return RefusedRole(role, groups, cause, beside)


def plan(mapped: Collection[str] | Mapping[str, Collection[str]] = (), **changed: Any) -> Plan:
    named = mapped if isinstance(mapped, Mapping) else {role: ["g"] for role in mapped}
    usual: dict[str, Any] = {"by_hand": (), "by_groups": {}, "apart": APART}
    return rules.plan_roles(mapped=named, **usual | changed)


TABLE: list[tuple[Any, dict[str, Any], Plan]] = [
    # Nothing gives nothing.
    ([], {}, Plan()),
    ([], {"by_hand": [ENGINEER]}, Plan()),
    # Given, kept, taken away.
    ([ENGINEER], {}, Plan(give=(given(ENGINEER),))),
    ([OWNER, ENGINEER], {}, Plan(give=(given(OWNER), given(ENGINEER)))),
    ([ENGINEER], {"by_groups": {ENGINEER: ["g"]}}, Plan()),
    ([], {"by_groups": {ENGINEER: ["g"]}}, Plan(withdraw=(given(ENGINEER),))),
    ([OWNER], {"by_groups": {ENGINEER: ["g"]}}, Plan(give=(given(OWNER),), withdraw=(given(ENGINEER),))),
    # Several groups, one role.
    ({ENGINEER: ["b", "a", "b"]}, {}, Plan(give=(given(ENGINEER, "a", "b"),))),
    ({ENGINEER: ["b"]}, {"by_groups": {ENGINEER: ["a", "b"]}}, Plan(keep=(given(ENGINEER, "b"),))),
    ({ENGINEER: ["b", "a"]}, {"by_groups": {ENGINEER: ["a", "b"]}}, Plan()),
    # By hand stays by hand.
    ([ENGINEER], {"by_hand": [ENGINEER]}, Plan()),
    ([ENGINEER], {"in_part": [ENGINEER]}, Plan(give=(given(ENGINEER),))),
    # Withheld: not given, taken away, but not what somebody gave by hand.
    ([ENGINEER], {"withheld": [ENGINEER]}, Plan(refused=(refused(ENGINEER, Cause.WITHHELD),))),
    (
        [ENGINEER],
        {"withheld": [ENGINEER], "by_groups": {ENGINEER: ["g"]}},
        Plan(withdraw=(given(ENGINEER),), refused=(refused(ENGINEER, Cause.WITHHELD),)),
    ),
    ([ENGINEER], {"withheld": [ENGINEER], "by_hand": [ENGINEER]}, Plan()),
    ([OWNER], {"withheld": [ENGINEER]}, Plan(give=(given(OWNER),))),
    # Kept apart: what is held stays before what is new; of two new ones neither is given.
    ([AUDITOR], {"by_hand": [OFFICER]}, Plan(refused=(refused(AUDITOR, Cause.APART, OFFICER),))),
    ([AUDITOR], {"in_part": [OFFICER]}, Plan(refused=(refused(AUDITOR, Cause.APART, OFFICER),))),
    (
        [AUDITOR, OFFICER],
        {"by_groups": {OFFICER: ["g"]}},
        Plan(refused=(refused(AUDITOR, Cause.APART, OFFICER),)),
    ),
    (
        [AUDITOR, OFFICER, ENGINEER],
        {},
        Plan(
            give=(given(ENGINEER),),
            refused=(refused(AUDITOR, Cause.APART, OFFICER), refused(OFFICER, Cause.APART, AUDITOR)),
        ),
    ),
    # One that goes makes room for one that comes.
    ([AUDITOR], {"by_groups": {OFFICER: ["g"]}}, Plan(give=(given(AUDITOR),), withdraw=(given(OFFICER),))),
    # Deactivated: loses, gains nothing.
    ([ENGINEER], {"is_active": False}, Plan()),
    (
        [ENGINEER],
        {"is_active": False, "by_groups": {OWNER: ["g"]}},
        Plan(withdraw=(given(OWNER),)),
    ),
    # The last administrator stays one, and gains nothing that is kept apart from it.
    ([], {"by_groups": {ADMIN: ["g"]}}, Plan(withdraw=(given(ADMIN),))),
    (
        [],
        {"by_groups": {ADMIN: ["g"]}, "is_last_administrator": True},
        Plan(refused=(refused(ADMIN, Cause.LAST_ADMINISTRATOR),)),
    ),
    (
        [AUDITOR],
        {"by_groups": {ADMIN: ["g"]}, "is_last_administrator": True},
        Plan(refused=(refused(ADMIN, Cause.LAST_ADMINISTRATOR), refused(AUDITOR, Cause.APART, ADMIN))),
    ),
    ([ADMIN], {"by_groups": {ADMIN: ["g"]}, "is_last_administrator": True}, Plan()),
    ([], {"by_groups": {OWNER: ["g"]}, "is_last_administrator": True}, Plan(withdraw=(given(OWNER),))),
]


@pytest.mark.parametrize(("mapped", "changed", "expected"), TABLE)
def test_it_works(mapped: Any, changed: dict[str, Any], expected: Plan) -> None:
    assert plan(mapped, **changed) == expected
    assert expected.changes_roles == bool(expected.give or expected.withdraw)


@pytest.mark.parametrize(("mapped", "changed", "expected"), TABLE)
def test_a_plan_that_is_carried_out_plans_nothing_more(mapped: Any, changed: dict[str, Any], expected: Plan) -> None:
    held = {role: set(groups) for role, groups in changed.get("by_groups", {}).items()}
    for each in expected.withdraw:
        del held[each.role]
    held |= {each.role: set(each.groups) for each in (*expected.give, *expected.keep)}
    again = plan(mapped, **changed | {"by_groups": held})
    assert (again.give, again.withdraw, again.keep) == ((), (), ())
    assert {(each.role, each.cause) for each in again.refused} == {(each.role, each.cause) for each in expected.refused}


def test_roles_are_apart_by_name_or_by_permission() -> None:
    roles = {AUDITOR: {"read"}, ADMIN: {"run"}, "one": {"a", "x"}, "other": {"b"}, "both": {"a", "b"}, ENGINEER: set()}
    pairs = rules.roles_apart(roles, {frozenset({"a", "b"})})
    assert pairs == {
        frozenset({RoleName.ADMINISTRATOR, RoleName.AUDITOR}),
        frozenset({"one", "other"}),
        frozenset({"both", "one"}),
        frozenset({"both", "other"}),
    }


@pytest.mark.parametrize(
    ("roles", "code"), [([], None), ([AUDITOR], None), ([AUDITOR, ENGINEER], None), ([OFFICER, AUDITOR], "roles_apart")]
)
def test_roles_of_one_group(roles: list[str], code: str | None) -> None:
    refusal = rules.refuse_roles_of_group(roles, APART)
    assert (refusal.code if refusal else None) == code


def test_ones_own_gain() -> None:
    gain = Plan(give=(given(ENGINEER),))
    refusal = rules.refuse_own_gain(own=gain, own_before=Plan())
    assert refusal is not None
    assert refusal.code == "own_roles"
    for own, before in ((Plan(), Plan()), (gain, gain), (Plan(keep=(given(ENGINEER),)), Plan())):
        assert rules.refuse_own_gain(own=own, own_before=before) is None


def test_by_hand_mappings_and_names() -> None:
    assert rules.refuse_by_hand([]) is None
    refusal = rules.refuse_by_hand(["b", "a"])
    assert refusal is not None
    assert refusal.details == {"groups": "“a”, “b”"}
    assert rules.refuse_empty_mapping(gives_something=True) is None
    assert rules.refuse_empty_mapping(gives_something=False) is not None
    assert rules.refuse_renaming(changed=False) is None
    assert rules.refuse_renaming(changed=True) is not None


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ([], ()),
        (["b", "a", "b"], ("a", "b")),
        ([" a ", "a"], ("a",)),
        (["", "  ", "x" * 256, "a\x00b", 7, None, {"a": 1}], ()),
        (["x" * 255], ("x" * 255,)),
        (["A", "a", "ä"], ("A", "a", "ä")),
    ],
)
def test_groups_of_a_claim(claimed: list[object], kept: tuple[str, ...]) -> None:
    assert rules.groups_of_claim(claimed) == kept
