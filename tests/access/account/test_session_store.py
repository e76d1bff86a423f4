"""The session engine: one row for each browser, read once, ended at once."""

from datetime import timedelta

import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.actions.people import deactivate_person, reactivate_person
from access.models import Person, PortalSession
from access.session_store import SessionStore
from common.clock import now
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD

PAGE = "/access/me/appearance/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.post("/access/sign-in/", {"email": person.email, "password": PASSWORD})
    return client


def test_it_works(engineer: Person) -> None:
    client = signed_in(engineer)
    row = PortalSession.objects.get(person=engineer)
    store = SessionStore(row.session_key)
    store["seen"] = "yes"
    store.save()
    after = PortalSession.objects.get(person=engineer)
    assert (after.handle, after.started_at, after.person_id) == (row.handle, row.started_at, engineer.pk)
    assert after.get_decoded()["seen"] == "yes"
    assert client.get(PAGE).status_code == 200


def test_a_request_reads_the_session_once(engineer: Person) -> None:
    client = signed_in(engineer)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(PAGE)
    assert sum('FROM "access_portalsession"' in each["sql"] for each in queries) == 1


def test_a_new_key_keeps_the_beginning(engineer: Person) -> None:
    signed_in(engineer)
    row = PortalSession.objects.get(person=engineer)
    with time_machine.travel(now() + timedelta(minutes=20), tick=False):
        store = SessionStore(row.session_key)
        store.cycle_key()
        store.save()
    after = PortalSession.objects.get(person=engineer)
    assert after.session_key != row.session_key
    assert after.started_at == row.started_at


def test_a_forged_key_makes_no_session(db: None) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert client.get(PAGE).status_code == 302
    assert not PortalSession.objects.exists()


def test_odd_cookies_are_no_session(db: None) -> None:
    for cookie in ("", "short", "x" * 5000, "'; DROP TABLE access_person; --", "\\000" * 16, "é" * 20):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert client.get(PAGE).status_code == 302


def test_it_ends_when_idle(engineer: Person) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(engineer)
        for _visit in range(3):
            clock.shift(timedelta(minutes=settings.SESSION_IDLE_MINUTES - 1))
            assert client.get(PAGE).status_code == 200, "each visit keeps it alive"
        clock.shift(timedelta(minutes=settings.SESSION_IDLE_MINUTES + 1))
        assert client.get(PAGE).status_code == 302
        assert not PortalSession.objects.filter(person=engineer).exists()


def test_it_ends_when_old_however_busy(engineer: Person) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        client = signed_in(engineer)
        step = timedelta(minutes=settings.SESSION_IDLE_MINUTES - 5)
        visits = timedelta(seconds=settings.SESSION_COOKIE_AGE) // step
        for _visit in range(visits):
            clock.shift(step)
            # Saving the session moves Django's own end of it, not ours.
            assert client.post("/access/theme/", {"theme": "dark"}).status_code == 302
            assert client.get(PAGE).status_code == 200
        clock.shift(step)
        assert client.get(PAGE).status_code == 302


def test_a_deactivated_person_is_out_at_once_and_stays_out(engineer: Person, administrator: Person) -> None:
    client = signed_in(engineer)
    # A session that escapes the deletion, as one being written at that moment does.
    kept = PortalSession.objects.get(person=engineer)
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    kept.save(force_insert=True)
    assert client.get(PAGE).status_code == 302
    reactivate_person(engineer.pk, by=administrator, reason="Back")
    assert client.get(PAGE).status_code == 302, "the old session must not come back to life"


def test_signed_in_pages_are_kept_by_nobody(engineer: Person) -> None:
    assert client_of(engineer).get(PAGE).headers["Cache-Control"] == "no-store"
    assert Client().get("/access/sign-in/").headers["Cache-Control"] == "no-store"
