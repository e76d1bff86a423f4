"""Leaving decisions to somebody, and what follows for requests."""

from datetime import timedelta
from typing import Any

import pytest

from access.actions.people import deactivate_person
from access.models import Notification, Person
from access.permits import PermissionRefused
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.delegations import end_delegation
from registers.choices import UseCaseState
from registers.models import Decision, Delegation
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import steward
from tests.factories.reviews import approve
from tests.factories.routes import make_delegation
from tests.factories.use_cases import make_submitted
from tests.registers.reviews.test_at_once import at_once
from trail.models import TrailEntry

OFFICER, LEGAL = RoleName.COMPLIANCE_OFFICER, RoleName.LEGAL_REVIEWER


@pytest.fixture
def away(db: None) -> Person:
    return make_person("Olga Officer", OFFICER)


@pytest.fixture
def stand_in(away: Person) -> Person:
    return make_person("Lena Legal", LEGAL)


def refused(code: str, field: str | None, person: Person, delegate: Person, **more: Any) -> None:
    before = Delegation.objects.count(), TrailEntry.objects.count()
    with pytest.raises(Refused) as error:
        make_delegation(person, delegate, **more)
    assert (error.value.refusal.code, error.value.refusal.field) == (code, field)
    assert (Delegation.objects.count(), TrailEntry.objects.count()) == before


def test_it_works(away: Person, stand_in: Person) -> None:
    use_case = make_submitted()
    delegation = make_delegation(away, stand_in, reason="Holiday")
    assert (delegation.person, delegation.delegate, delegation.given_by) == (away, stand_in, away)
    for about in (delegation, away, stand_in):
        entry = TrailEntry.objects.about(about).first()
        assert entry is not None
        assert (entry.verb, entry.reason) == ("registers.delegation.given", "Holiday")
    assert Notification.objects.filter(person=stand_in, kind="to-decide", link="/registers/delegations/").exists()
    assert not Notification.objects.filter(person=away, kind="to-decide", link="/registers/delegations/").exists()
    approve(use_case, stand_in)
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.APPROVED
    decision = Decision.objects.get()
    assert (decision.person, decision.on_behalf_of) == (stand_in, away)


def test_an_officer_for_somebody_else(away: Person, stand_in: Person) -> None:
    other = make_person("Otto Officer", OFFICER)
    assert make_delegation(stand_in, away, by=other).given_by == other
    assert Notification.objects.filter(person=stand_in, title__contains="Olga Officer decides for you").exists()


def test_nobody_else_for_others(away: Person, stand_in: Person) -> None:
    for role in (LEGAL, RoleName.ENGINEER, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
        with pytest.raises(PermissionRefused):
            make_delegation(away, stand_in, by=make_person(f"The {role}", role))


def test_to_whom_not(away: Person, stand_in: Person) -> None:
    refused("delegate_oneself", "delegate", away, away)
    refused("cannot_decide", "delegate", away, make_person("Emma Engineer", RoleName.ENGINEER))
    gone = make_person("Gone Legal", LEGAL)
    deactivate_person(gone.pk, by=operator(), reason="Left")
    refused("person_inactive", "delegate", away, fresh(gone))
    engineer = make_person("Erik Engineer", RoleName.ENGINEER)
    refused("nothing_to_delegate", "person", engineer, stand_in)


def test_nobody_takes_over_decisions_by_themselves(away: Person, stand_in: Person) -> None:
    refused("delegated_to_oneself", "delegate", stand_in, away, by=fresh(away))
    other = make_person("Otto Officer", OFFICER)
    assert make_delegation(stand_in, away, by=other).delegate == away


def test_which_days_not(away: Person, stand_in: Person) -> None:
    refused("ends_before_it_starts", "ends_on", away, stand_in, days=-1)
    refused("period_over", "ends_on", away, stand_in, ahead=-9)
    refused("period_too_long", "ends_on", away, stand_in, days=93)
    assert make_delegation(away, stand_in, days=92).ends_on == today() + timedelta(92)


def test_overlapping_days(away: Person, stand_in: Person) -> None:
    other = make_person("Lars Legal", LEGAL)
    first = make_delegation(away, stand_in, ahead=10, days=5)
    for ahead, days in ((15, 3), (5, 5), (12, 1), (5, 30)):
        refused("days_taken", "starts_on", away, other, ahead=ahead, days=days)
    make_delegation(away, other, ahead=16, days=3)
    make_delegation(away, other, ahead=0, days=9)
    # Two may leave the same days to one person; and what was ended is no longer in the way.
    make_delegation(other, stand_in, ahead=10, days=5)
    end_delegation(first.pk, by=fresh(away))
    make_delegation(away, other, ahead=12, days=1)


@pytest.mark.django_db(transaction=True)
def test_two_delegations_of_the_same_days_at_once() -> None:
    person, delegates = steward(), [make_person(name, LEGAL) for name in ("Lena Legal", "Lars Legal")]
    outcomes = at_once(*[lambda each=each: make_delegation(person, each) for each in delegates])
    assert sorted(outcomes) == ["days_taken", "done"]
    assert Delegation.objects.count() == 1


def test_it_never_lets_anybody_decide_on_their_own_request(away: Person, stand_in: Person) -> None:
    asker = make_person("Renate Requester", RoleName.ENGINEER, LEGAL)
    own = make_submitted(owner=asker)
    make_delegation(away, asker)
    with pytest.raises(PermissionRefused):
        approve(own, asker)
    assert not Decision.objects.exists()


def test_nor_on_that_of_whom_they_stand_in_for(stand_in: Person) -> None:
    make_person("Otto Officer", OFFICER)
    asker = make_person("Renate Requester", RoleName.ENGINEER, OFFICER)
    make_delegation(asker, stand_in)
    own = make_submitted(owner=asker)
    with pytest.raises(Refused) as error:
        approve(own, stand_in)
    assert error.value.refusal.code == "not_your_step"


def test_not_before_its_first_day(away: Person, stand_in: Person) -> None:
    use_case = make_submitted()
    make_delegation(away, stand_in, ahead=1)
    with pytest.raises(Refused) as error:
        approve(use_case, stand_in)
    assert error.value.refusal.code == "not_your_step"


def test_ended_early_it_is_over_at_once(away: Person, stand_in: Person) -> None:
    use_case = make_submitted()
    delegation = make_delegation(away, stand_in)
    end_delegation(delegation.pk, by=fresh(away), reason="Back early")
    delegation.refresh_from_db()
    assert delegation.ended_at is not None
    for about in (delegation, away, stand_in):
        entry = TrailEntry.objects.about(about).first()
        assert entry is not None
        assert (entry.verb, entry.reason) == ("registers.delegation.ended", "Back early")
    assert Notification.objects.filter(person=stand_in, title="You no longer decide for Olga Officer").exists()
    with pytest.raises(Refused) as error:
        approve(use_case, stand_in)
    assert error.value.refusal.code == "not_your_step"
    with pytest.raises(Refused) as error:
        end_delegation(delegation.pk, by=fresh(away))
    assert error.value.refusal.code == "delegation_over"


def test_who_does_not_end_it(away: Person, stand_in: Person) -> None:
    delegation = make_delegation(away, stand_in)
    for person in (stand_in, make_person("Ada Administrator", RoleName.ADMINISTRATOR)):
        with pytest.raises(PermissionRefused):
            end_delegation(delegation.pk, by=fresh(person))
    end_delegation(delegation.pk, by=make_person("Otto Officer", OFFICER))
