"""Deactivating somebody who owns something: who takes over, and who is told."""

from typing import Any

import pytest

from access.actions.people import deactivate_person, reactivate_person
from access.bulk import mark_of
from access.models import Notification, Person
from common.refusals import Refused
from tests.factories.clients import client_of
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


@pytest.fixture
def leavers(officer: Person) -> list[Person]:
    """Return two people who own something, an officer and a successor being there."""
    make_successor()
    return [make_owner(f"Leaver {name}", use_cases=1)[0] for name in ("One", "Two")]


def bulk(by: Person, people: list[Person], successor: Person | None) -> Any:
    fields = {
        "action": "deactivate",
        "selected": [str(person.pk) for person in people],
        "expected": mark_of([person.pk for person in people]),
        "confirmed": "1",
        "reason": "The office closes",
        "successor": str(successor.pk) if successor else "",
    }
    return client_of(by, confirmed=True).post("/access/people/?do=bulk", fields)


def test_many_at_once_have_one_successor(leavers: list[Person], administrator: Person, officer: Person) -> None:
    asked = client_of(administrator).post(
        "/access/people/?do=bulk", {"action": "deactivate", "selected": [str(each.pk) for each in leavers]}
    )
    assert "Nobody yet: the compliance officers are told" in asked.content.decode()
    successor = Person.objects.get(name="Susi Successor")
    assert bulk(administrator, leavers, successor).status_code == 302
    assert {fresh(each).successor for each in leavers} == {successor}
    assert sorted(told(successor)) == [f"Leaver {name} left: 1 use case, 1 exception" for name in ("One", "Two")]
    assert told(officer) == []
    assert TrailEntry.objects.filter(
        verb="access.person.deactivated", about__contains=[f"access.person:{successor.pk}"]
    )


def test_many_at_once_without_one_are_the_officers(
    leavers: list[Person], administrator: Person, officer: Person
) -> None:
    assert bulk(administrator, leavers, None).status_code == 302
    assert {fresh(each).successor for each in leavers} == {None}
    assert len(told(officer)) == 2


def test_who_leaves_too_or_asks_takes_over_from_none(leavers: list[Person], administrator: Person) -> None:
    for successor, sentence in ((leavers[0], "among those who leave"), (administrator, "themselves the successor")):
        answer = bulk(administrator, leavers, successor)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert all(fresh(each).is_active for each in leavers)
