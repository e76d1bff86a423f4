"""Exceptions and documents that wait for a decision stay where they are while their owner is here."""

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.handing_over import hand_over_category, hand_over_document, hand_over_exception
from registers.models import DataCategory, Document, RegisterException
from tests.factories.documents import make_document, make_exception, make_granted
from tests.factories.leavers import leave, make_successor
from tests.factories.people import fresh, make_person
from tests.factories.policies import author, make_in_review
from tests.factories.registers import make_category
from trail.models import TrailEntry


def test_it_works(officer: Person, engineer: Person) -> None:
    category = make_category("Owned", owner_id=engineer.pk)
    taker = make_successor()
    hand_over_category(category.pk, taker.pk, by=fresh(officer), reason="She knows it better")
    assert DataCategory.objects.get(pk=category.pk).owner == taker
    entry = TrailEntry.objects.get(verb="registers.data_category.handed_over")
    assert entry.sentence == f"Oscar Officer handed over the data category {category} to Susi Successor"
    assert f"access.person:{taker.pk}" in entry.about


def test_who_is_no_officer_hands_nothing_over(engineer: Person, officer: Person) -> None:
    document = make_document(owner_id=engineer.pk)
    with pytest.raises(PermissionRefused):
        hand_over_document(document.pk, officer.pk, by=engineer, reason="No time")
    assert Document.objects.get(pk=document.pk).owner == engineer


def test_an_exception_that_waits_stays_with_who_is_here(officer: Person) -> None:
    """Else its owner, an officer, could give it away and then decide on it."""
    owner = make_person("Olga Owner", "compliance-officer")
    exception = make_exception(owner_id=owner.pk)
    with pytest.raises(Refused) as refused:
        hand_over_exception(exception.pk, make_successor().pk, by=officer, reason="Other team")
    assert refused.value.refusal.code == "waits_for_decision"
    leave(owner)
    taker = make_successor("Tilda Taker")
    hand_over_exception(exception.pk, taker.pk, by=officer, reason="She left")
    assert RegisterException.objects.get(pk=exception.pk).owner == taker


def test_who_decided_on_an_exception_does_not_come_to_own_it(officer: Person) -> None:
    exception = make_granted()
    decider = fresh(exception.decided_by)  # type: ignore[arg-type]
    other = make_person("Olga Officer", "compliance-officer")
    with pytest.raises(Refused) as refused:
        hand_over_exception(exception.pk, decider.pk, by=other, reason="Left")
    assert refused.value.refusal.code == "has_decided"


def test_an_exception_that_is_over_comes_to_nobody(officer: Person) -> None:
    exception = make_granted()
    RegisterException.objects.filter(pk=exception.pk).update(starts_on="2020-01-01", expires_on="2020-02-01")
    with pytest.raises(Refused) as refused:
        hand_over_exception(exception.pk, make_successor().pk, by=officer, reason="Left")
    assert refused.value.refusal.code == "over_already"


def test_a_policy_in_review_stays_with_who_is_here(officer: Person) -> None:
    policy = make_in_review(owner_id=author().pk)
    with pytest.raises(Refused) as refused:
        hand_over_document(policy.pk, make_successor().pk, by=officer, reason="Other team")
    assert refused.value.refusal.code == "waits_for_decision"
    leave(author())
    taker = make_successor("Tilda Taker")
    hand_over_document(policy.pk, taker.pk, by=officer, reason="She left")
    assert Document.objects.get(pk=policy.pk).owner == taker
