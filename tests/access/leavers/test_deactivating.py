"""Deactivating somebody who owns something: who takes over, and who is told."""

import pytest

from access.actions.people import deactivate_person, reactivate_person
from access.models import Notification, Person
from common.refusals import Refused
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person
from tests.factories.service_identities import make_service
from trail.models import TrailEntry


def told(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person, kind="leaver").values_list("title", flat=True))


def test_it_works(officer: Person, administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    gone = deactivate_person(owner.pk, by=administrator, reason="Left", successor_id=successor.pk)
    assert fresh(gone).successor == successor
    entry = TrailEntry.objects.get(verb="access.person.deactivated")
    assert f"access.person:{successor.pk}" in entry.about
    assert "successor" in str(entry.changes)
    assert told(successor) == ["Viktor Leaver left: 2 use cases, 1 exception"]
    assert told(officer) == []


def test_without_a_successor_every_officer_is_told(officer: Person) -> None:
    other = make_person("Olga Officer", "compliance-officer")
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    assert told(officer) == told(other) == ["Viktor Leaver left: 2 use cases, 1 exception"]


def test_of_nothing_nobody_is_told(officer: Person, engineer: Person) -> None:
    leave(engineer)
    assert not Notification.objects.filter(kind="leaver").exists()


def test_each_is_told_in_their_language(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(language="de")
    owner, _use_cases, _exception = make_owner()
    leave(owner)
    message = Notification.objects.get(person=officer, kind="leaver")
    assert message.link == f"/access/people/{owner.pk}/hand-over/"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("leaver", "succeeds_oneself"),
        ("administrator", "made_oneself_successor"),
        ("gone", "person_inactive"),
        ("service", "successor_is_service"),
    ],
)
def test_who_cannot_take_over(administrator: Person, engineer: Person, who: str, code: str) -> None:
    people = {"leaver": engineer, "administrator": administrator, "service": make_service()}
    people["gone"] = leave(make_successor())
    with pytest.raises(Refused) as refused:
        deactivate_person(engineer.pk, by=administrator, reason="Left", successor_id=people[who].pk)
    assert refused.value.refusal.code == code
    assert fresh(engineer).is_active


def test_who_comes_back_has_no_successor_any_more(administrator: Person) -> None:
    owner, _use_cases, _exception = make_owner()
    successor = make_successor()
    leave(owner, successor)
    back = fresh(reactivate_person(owner.pk, by=administrator, reason="Came back"))
    assert back.relations_of(successor) == frozenset()
    assert fresh(leave(back)).successor is None
