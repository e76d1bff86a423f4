"""The second step of a sign-in: a code of the app, or a recovery code."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client

from access.actions.people import set_password
from access.models import Person, PortalSession, RecoveryCode
from access.rules.people import FAILURES_FOR_TARGET
from common.clock import now
from tests.factories.people import PASSWORD, make_person
from tests.factories.second_factors import enrol
from trail.models import TrailEntry

URL = "/access/sign-in/code/"
NOON = datetime(2031, 3, 3, 12, 0, 5, tzinfo=UTC)


def begin(person: Person, client: Client | None = None, query: str = "") -> Client:
    """Give the right password; the code is owed."""
    client = client or Client()
    answer = client.post(f"/access/sign-in/{query}", {"email": person.email, "password": PASSWORD})
    assert answer.headers["Location"].startswith(URL)
    return client


def test_it_works(engineer: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        totp, _codes = enrol(engineer)
        clock.shift(60)
        client = begin(engineer, query="?next=/jobs/")
        assert client.get("/access/me/").status_code == 302, "the password alone opens nothing"
        assert "Emil Engineer" in client.get(URL).content.decode()
        answer = client.post(f"{URL}?next=/jobs/", {"code": totp.now()})
        assert answer.headers["Location"] == "/jobs/"
        assert client.get("/access/me/").status_code == 200


def test_the_session_gets_a_new_key_at_both_steps(engineer: Person) -> None:
    _totp, codes = enrol(engineer)
    client = begin(engineer)
    waiting = client.session.session_key
    client.post(URL, {"code": codes[0]})
    assert client.session.session_key != waiting
    assert not PortalSession.objects.filter(session_key=waiting).exists()


def test_a_code_counts_once(engineer: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        totp, _codes = enrol(engineer)
        clock.shift(60)
        code = totp.now()
        assert begin(engineer).post(URL, {"code": code}).status_code == 302
        replayed = begin(engineer).post(URL, {"code": code})
        assert replayed.status_code == 422
        assert "not valid" in replayed.content.decode()


def test_a_code_older_than_the_last_one_is_refused(engineer: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        totp, _codes = enrol(engineer)
        clock.shift(60)
        earlier = totp.at(now() - timedelta(seconds=30))
        assert begin(engineer).post(URL, {"code": totp.now()}).status_code == 302
        assert begin(engineer).post(URL, {"code": earlier}).status_code == 422


def test_a_recovery_code_is_used_up(engineer: Person) -> None:
    _totp, codes = enrol(engineer)
    assert begin(engineer).post(URL, {"code": f" {codes[3].upper()} "}).status_code == 302
    assert RecoveryCode.objects.filter(person=engineer).count() == len(codes) - 1
    entry = TrailEntry.objects.get(verb="access.session.started", actor=engineer)
    assert entry.sentence.endswith("signed in (recovery code)")
    assert begin(engineer).post(URL, {"code": codes[3]}).status_code == 422


@pytest.mark.parametrize("code", ["", "000000", "\uff11\uff12\uff13\uff14\uff15\uff16", "x" * 41, "1\x002345", "💥"])
def test_wrong_codes_are_told(engineer: Person, code: str) -> None:
    enrol(engineer)
    assert begin(engineer).post(URL, {"code": code}).status_code == 422


def test_guessing_codes_is_throttled(engineer: Person) -> None:
    _totp, codes = enrol(engineer)
    client = begin(engineer)
    for _try in range(FAILURES_FOR_TARGET):
        client.post(URL, {"code": "000000"})
    answer = client.post(URL, {"code": codes[0]})
    assert "Too many failed attempts" in answer.content.decode()
    assert RecoveryCode.objects.filter(person=engineer).count() == len(codes)


def test_the_password_is_forgotten_after_five_minutes(engineer: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        _totp, codes = enrol(engineer)
        client = begin(engineer)
        clock.shift(301)
        answer = client.post(URL, {"code": codes[0]})
        assert answer.headers["Location"].startswith("/access/sign-in/?next=")
        assert RecoveryCode.objects.filter(person=engineer).count() == len(codes)


def test_nobody_owes_a_code_without_a_password(client: Client, db: None) -> None:
    assert client.get(URL).headers["Location"].startswith("/access/sign-in/")
    assert client.post(URL, {"code": "000000"}).headers["Location"].startswith("/access/sign-in/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["time-based", "recovery"])
def test_of_two_requests_with_one_code_one_wins(kind: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        person = make_person("Rosa Race")
        totp, codes = enrol(person)
        clock.shift(60)
        code = totp.now() if kind == "time-based" else codes[0]
        clients = [begin(person), begin(person)]
        with ThreadPoolExecutor(2) as threads:
            statuses = list(threads.map(lambda client: _post_and_close(client, code), clients))
    assert sorted(statuses) == [302, 422]
    assert TrailEntry.objects.filter(verb="access.session.started").count() == 1


def _post_and_close(client: Client, code: str) -> int:
    try:
        return client.post(URL, {"code": code}).status_code
    finally:
        connections.close_all()


def test_a_new_password_ends_the_pending_step(engineer: Person) -> None:
    _totp, codes = enrol(engineer)
    client = begin(engineer)
    assert client.get(URL).status_code == 200
    set_password(engineer.pk, "Eleven-Loud-Meadows")
    answer = client.post(URL, {"code": codes[0]})
    assert answer.headers["Location"].startswith("/access/sign-in/")
    assert client.get("/access/me/").status_code == 302
    assert RecoveryCode.objects.filter(person=engineer).count() == len(codes)
