"""Whoever shuts a person out and whoever ends one of their tokens or sessions: neither waits for the other for ever."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from access.actions.leaks import Found, report_leak
from access.actions.people import shut_out
from access.actions.sessions import end_all_sessions, end_session
from access.actions.token_reminders import remind_of_tokens
from access.actions.tokens import issue_token, revoke_token
from access.models import ApiToken, Person
from common.clock import held_at, now
from tests.factories.clients import client_of
from trail.recording import record

pytestmark = pytest.mark.django_db(transaction=True)


def revoke(token: ApiToken, _secret: str) -> None:
    revoke_token(token.pk, by=token.person)


def find(_token: ApiToken, secret: str) -> None:
    report_leak([Found(secret)], address="203.0.113.9")


def remind(_token: ApiToken, _secret: str) -> None:
    with held_at(now() + timedelta(days=24)):
        remind_of_tokens()


def end_one(token: ApiToken, _secret: str) -> None:
    end_session(token.person.sessions.get().handle, by=token.person)


def end_all(token: ApiToken, _secret: str) -> None:
    end_all_sessions(token.person_id, by=token.person)


def wait_until_somebody_waits(deed: Future[None]) -> None:
    with connection.cursor() as cursor:
        for _try in range(500):
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if deed.done():
                deed.result()
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.02)
    pytest.fail("Nobody waits for the person.")


@pytest.mark.parametrize("deed", [revoke, find, remind, end_one, end_all])
def test_nobody_waits_for_ever(administrator: Person, engineer: Person, deed: Callable[[ApiToken, str], None]) -> None:
    token, secret = issue_token(engineer, name="CI", scopes=["read"], days=30, by=engineer)
    client_of(engineer)

    def other() -> None:
        try:
            deed(token, secret)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            person = Person.objects.select_for_update().get(pk=engineer.pk)
            ended = pool.submit(other)
            wait_until_somebody_waits(ended)
            sessions, tokens = shut_out(person)
            record("access.person.deactivated", subject=person, by=administrator, sessions=sessions, tokens=tokens)
        assert ended.result(timeout=20) is None
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert not Person.objects.get(pk=engineer.pk).is_active
