"""Which routes can be walked, and by whom."""

import pytest

from registers.rules.decisions import Seat, is_agreed, seat_of
from registers.rules.routes import ALL, ANY, QUORUM, Party, Step, refuse_people, refuse_replacement, refuse_route

OFFICER, PRIVACY, SECURITY = Party("role", "officer"), Party("role", "privacy"), Party("role", "security")
PEOPLE = {OFFICER: frozenset({"o1", "o2"}), PRIVACY: frozenset({"p1"}), SECURITY: frozenset({"s1", "p1"})}


def step(*parties: Party, **more: object) -> Step:
    return Step(name="A step", parties=parties, **more)  # type: ignore[arg-type]


def test_it_works() -> None:
    assert refuse_route([step(OFFICER), step(PRIVACY, SECURITY, agreement=ALL)], 12, PEOPLE) is None


@pytest.mark.parametrize(
    ("steps", "months", "code"),
    [
        ([], 12, "route_without_steps"),
        ([step(OFFICER)] * 11, 12, "too_many_steps"),
        ([step(OFFICER)], 0, "months_out_of_range"),
        ([step(OFFICER)], 37, "months_out_of_range"),
        ([Step(name="", parties=(OFFICER,))], 12, "step_without_a_name"),
        ([step()], 12, "step_without_parties"),
        ([step(*(Party("person", str(number)) for number in range(21)))], 12, "too_many_parties"),
        ([step(OFFICER, agreement=QUORUM, quorum=0)], 12, "quorum_out_of_range"),
        ([step(OFFICER, due_in=0)], 12, "due_out_of_range"),
        ([step(OFFICER, due_in=61)], 12, "due_out_of_range"),
        ([step(OFFICER, agreement=QUORUM, quorum=21)], 12, "quorum_out_of_range"),
        ([step(OFFICER, escalates_after=2)], 12, "escalation_to_nobody"),
        ([step(OFFICER, escalation=(PRIVACY,))], 12, "escalation_without_days"),
        ([step(OFFICER, escalation=(PRIVACY,), escalates_after=0)], 12, "escalation_out_of_range"),
        ([step(Party("role", "nobody"))], 12, "no_eligible_person"),
        ([step(OFFICER, agreement=QUORUM, quorum=3)], 12, "no_eligible_person"),
        # Each of them is needed at a step of their own, and nobody decides twice.
        ([step(OFFICER)] * 3, 12, "no_eligible_person"),
        ([step(PRIVACY), step(SECURITY), step(SECURITY)], 12, "no_eligible_person"),
    ],
)
def test_what_is_no_route(steps: list[Step], months: int, code: str) -> None:
    refusal = refuse_route(steps, months, PEOPLE)
    assert refusal is not None
    assert refusal.code == code


def test_a_refusal_says_at_which_step() -> None:
    refusal = refuse_route([step(OFFICER), step(OFFICER, due_in=0)], 12, PEOPLE)
    assert refusal is not None
    assert refusal.details["position"] == 2
    refusal = refuse_route([step(OFFICER)] * 3, 12, PEOPLE)
    assert refusal is not None
    assert refusal.details["position"] == 3
    assert "too few people" in refusal.text


def test_a_route_that_somebody_changed_meanwhile_is_not_replaced() -> None:
    assert refuse_replacement(None, 3) is None
    assert refuse_replacement(3, 3) is None
    refusal = refuse_replacement(2, 3)
    assert refusal is not None
    assert refusal.code == "route_changed_meanwhile"


def test_people_move_on_where_somebody_else_is_needed() -> None:
    # p1 would be taken for security first, but is the only one for privacy.
    assert refuse_people([step(SECURITY), step(PRIVACY)], PEOPLE) is None
    assert refuse_people([step(SECURITY), step(PRIVACY)], PEOPLE, without={"s1"}) is not None


@pytest.mark.parametrize(
    ("wanted", "filled", "agreed"),
    [
        (step(OFFICER), [], False),
        (step(OFFICER), [OFFICER], True),
        (step(OFFICER, PRIVACY, agreement=ANY), [PRIVACY], True),
        (step(OFFICER, PRIVACY, agreement=ALL), [PRIVACY], False),
        (step(OFFICER, PRIVACY, agreement=ALL), [PRIVACY, PRIVACY], False),
        (step(OFFICER, PRIVACY, agreement=ALL), [PRIVACY, OFFICER], True),
        (step(OFFICER, PRIVACY, agreement=ALL, escalation=(SECURITY,)), [PRIVACY, SECURITY], True),
        (step(OFFICER, PRIVACY, agreement=ALL, escalation=(SECURITY,)), [SECURITY], False),
        (step(OFFICER, agreement=QUORUM, quorum=2), [OFFICER], False),
        (step(OFFICER, agreement=QUORUM, quorum=2), [OFFICER, OFFICER], True),
    ],
)
def test_when_enough_have_agreed(wanted: Step, filled: list[Party], agreed: bool) -> None:
    assert is_agreed(wanted, filled) is agreed


@pytest.mark.parametrize(
    ("person", "wanted", "more", "seat"),
    [
        ("o1", step(OFFICER), {}, Seat(OFFICER)),
        ("x", step(OFFICER), {}, None),
        ("o1", step(OFFICER), {"without": {"o1"}}, None),
        # For somebody who is away, and not for somebody who must not decide either.
        ("x", step(OFFICER), {"away": {"o1"}}, Seat(OFFICER, "o1")),
        ("x", step(OFFICER), {"away": {"o1"}, "without": {"o1"}}, None),
        ("x", step(OFFICER), {"away": {"o1"}, "without": {"x"}}, None),
        # The part that fewest could fill is taken first.
        ("p1", step(SECURITY, PRIVACY, agreement=ALL), {}, Seat(PRIVACY)),
        ("p1", step(SECURITY, PRIVACY, agreement=ALL), {"filled": [PRIVACY]}, Seat(SECURITY)),
        ("s1", step(SECURITY, PRIVACY, agreement=ALL), {"filled": [SECURITY]}, None),
        # Whom it went on to.
        ("s1", step(OFFICER, escalation=(SECURITY,)), {}, None),
        ("s1", step(OFFICER, escalation=(SECURITY,)), {"escalated": True}, Seat(SECURITY)),
    ],
)
def test_in_which_part_somebody_decides(person: str, wanted: Step, more: dict[str, object], seat: Seat | None) -> None:
    assert seat_of(person, wanted, PEOPLE, **{"filled": (), **more}) == seat  # type: ignore[arg-type]
