"""Two who hand over at once, and a taker who leaves meanwhile: nothing goes two ways, nothing comes to a leaver."""

from functools import partial

import pytest

from access.actions.handing_over.one import hand_over_one
from access.actions.people import deactivate_person
from access.models import Person
from registers.actions.use_cases import hand_over
from registers.models import RegisterException, UseCase
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import steward
from tests.registers.use_cases.test_at_once import at_once
from trail.models import TrailEntry

pytestmark = [pytest.mark.django_db(transaction=True)]
ROUNDS = 3


def test_it_works() -> None:
    """Two officers hand the same things to two people: one of them is told that it is not theirs any more."""
    officers = [fresh(steward()), make_person("Olga Officer", "compliance-officer")]
    takers = [make_successor("One"), make_successor("Two")]
    for number in range(ROUNDS):
        owner, use_cases, exception = make_owner(f"Leaver {number}", use_cases=1)
        leave(owner)
        for kind, row in (("use-cases", use_cases[0]), ("exceptions", exception)):
            found = at_once(
                *(
                    partial(hand_over_one, owner.pk, taker.pk, (kind, row.pk), by=officer, reason="Left")
                    for officer, taker in zip(officers, takers, strict=True)
                )
            )
            assert sorted(found) == ["", "not_theirs"]
            winner = takers[found.index("")]
            assert type(row).objects.get(pk=row.pk).owner == winner
    assert TrailEntry.objects.filter(verb="registers.exception.handed_over").count() == ROUNDS


def test_the_page_of_the_use_case_at_once() -> None:
    """Somebody hands it over on its own page meanwhile: what they chose stays."""
    officer, takers = fresh(steward()), [make_successor("One"), make_successor("Two")]
    for number in range(ROUNDS):
        owner, use_cases, _exception = make_owner(f"Leaver {number}", use_cases=1)
        leave(owner)
        found = at_once(
            partial(hand_over, use_cases[0].pk, takers[0].pk, by=officer, reason="Here"),
            partial(hand_over_one, owner.pk, takers[1].pk, ("use-cases", use_cases[0].pk), by=officer, reason="There"),
        )
        assert found in (["", "not_theirs"], ["", ""])
        # Whoever came second on the page of the use case knew what they did; nobody else overrode them.
        assert UseCase.objects.get(pk=use_cases[0].pk).owner == takers[0]


def test_a_taker_who_leaves_meanwhile() -> None:
    """Either they had it before they left, and it is work again, or it never came to them."""
    officer, administrator = fresh(steward()), operator()
    for number in range(ROUNDS):
        owner, _use_cases, exception = make_owner(f"Leaver {number}", use_cases=0)
        leave(owner)
        taker = make_successor(f"Taker {number}")
        found = at_once(
            partial(hand_over_one, owner.pk, taker.pk, ("exceptions", exception.pk), by=officer, reason="Left"),
            partial(deactivate_person, taker.pk, by=administrator, reason="Left, too"),
        )
        assert found[1] == ""
        assert not Person.objects.get(pk=taker.pk).is_active
        now_with = RegisterException.objects.get(pk=exception.pk).owner
        assert (found[0], now_with) in [("", taker), ("person_inactive", owner)]
        told = TrailEntry.objects.filter(verb="registers.exception.handed_over", subject_id=str(exception.pk))
        assert told.exists() is (now_with == taker)
