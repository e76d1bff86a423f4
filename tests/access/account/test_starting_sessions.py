"""Beginning a session: whoever is shut out between showing who they are and its beginning gets none."""

import threading
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory

from access.actions.people import deactivate_person
from access.actions.sessions import start_session
from access.choices import Proof
from access.models import Person, PortalSession
from access.session_store import SessionStore
from common.refusals import Refused
from tests.access.groups.test_at_once import at_once
from tests.factories.people import fresh, make_person, operator
from trail.models import TrailEntry


def request_of_a_browser() -> Any:
    request: Any = RequestFactory().get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    return request


def starts(person: Person) -> int:
    return TrailEntry.objects.about(person).filter(verb="access.session.started").count()


def test_it_stands_as_soon_as_it_is_begun(engineer: Person) -> None:
    start_session(request_of_a_browser(), engineer, Proof.PASSWORD)

    assert PortalSession.objects.filter(person=engineer).count() == 1
    assert starts(engineer) == 1


def test_who_was_shut_out_meanwhile_gets_none(engineer: Person, administrator: Person) -> None:
    proved = fresh(engineer)
    deactivate_person(engineer.pk, by=administrator, reason="Left")

    with pytest.raises(Refused, match="deactivated"):
        start_session(request_of_a_browser(), proved, Proof.PASSWORD)
    assert not PortalSession.objects.filter(person=engineer).exists()
    assert starts(engineer) == 0


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_nothing_is_left() -> None:
    first = operator()
    for number in range(6):
        person = make_person(f"Person {number}")
        found = at_once(
            partial(start_session, request_of_a_browser(), fresh(person), Proof.PASSWORD),
            partial(deactivate_person, person.pk, by=first, reason="Left"),
        )
        assert found in (["", ""], ["person_inactive", ""])
        assert not PortalSession.objects.filter(person=person).exists()


@pytest.mark.django_db(transaction=True)
def test_who_shuts_them_out_is_waited_for() -> None:
    first, person = operator(), make_person("Person")
    with transaction.atomic():
        deactivate_person(person.pk, by=first, reason="Left")
        found: list[str] = []
        late = threading.Thread(
            target=lambda: found.extend(at_once(partial(start_session, request_of_a_browser(), person, Proof.PASSWORD)))
        )
        late.start()
        late.join(0.5)
        assert late.is_alive()
    late.join(20)
    assert found == ["person_inactive"]
    assert not PortalSession.objects.filter(person=person).exists()
