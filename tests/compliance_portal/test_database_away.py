"""What readers and programs are told while PostgreSQL is away, and that all is well when it is back."""

import http.client
import json
import signal
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.test import Client

from access.models import Person
from compliance_portal.database import is_away
from compliance_portal.settings.environment import database as database_settings
from tests.compliance_portal.running import Portal, free_port, wait_until
from tests.factories.clients import api_of, client_of

SIGN_IN = """
from django.test import Client
from access.models import Person
browser = Client()
browser.force_login(Person.objects.get(), backend="access.authentication.PasswordBackend")
print(browser.session.session_key)
"""


def ask(portal: Portal, path: str, headers: dict[str, str]) -> tuple[http.client.HTTPResponse, str]:
    caller = http.client.HTTPConnection("localhost", portal.port, timeout=20)
    caller.request("GET", path, headers=headers)
    answer = caller.getresponse()
    text = answer.read().decode()
    caller.close()
    return answer, text


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path / "home")
    portal.start().wait()
    yield portal
    assert portal.process is not None
    portal.process.send_signal(signal.SIGCONT)
    portal.stop()


def test_it_works(portal: Portal) -> None:
    assert portal.process is not None
    portal.manage("invite", "a@example.org", "--name", "Ada", "--administrator")
    reader = {"Cookie": f"portal_session={portal.manage('shell', '-v0', '-c', SIGN_IN).stdout.strip()}"}
    program = {"Authorization": f"Bearer {portal.manage('token', 'a@example.org').stdout.strip()}"}
    asked = (("/access/people/", reader), ("/api/v1/people/", program))
    assert [ask(portal, *each)[0].status for each in asked] == [200, 200]

    # The supervisor would have it back within a second.
    portal.process.send_signal(signal.SIGSTOP)
    for process in portal.processes():
        if process.pid == portal.children()["postgres"]:
            process.send_signal(signal.SIGINT)
    wait_until(lambda: ask(portal, "/readyz", {})[0].status == HTTPStatus.SERVICE_UNAVAILABLE, "a database away")
    page, text = ask(portal, *asked[0])
    assert (page.status, page.headers["Retry-After"]) == (503, "10")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "The database is away" in text
    assert page.headers["X-Request-Id"] in text
    problem, text = ask(portal, *asked[1])
    assert (problem.status, problem.headers["Retry-After"]) == (503, "10")
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert json.loads(text)["code"] == "unavailable"
    assert ask(portal, "/livez", {})[0].status == 200

    portal.process.send_signal(signal.SIGCONT)
    wait_until(portal.answers, "a database that is back")
    assert [ask(portal, *each)[0].status for each in asked] == [200, 200]


@pytest.fixture
def away(administrator: Person, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, Client]:
    """A browser and a program that were known when the database went."""
    clients = client_of(administrator, raise_request_exception=False), api_of(administrator)
    clients[1].raise_request_exception = False
    connection.close()
    nowhere = database_settings(f"host=127.0.0.1 port={free_port()} user=portal_app dbname=portal")
    monkeypatch.setattr(connections["default"], "settings_dict", {**connection.settings_dict, **nowhere})
    return clients


@pytest.mark.parametrize(
    ("method", "path"), [("get", "/"), ("get", "/no/such/page/"), ("post", "/access/sign-in/"), ("get", "/inbox/")]
)
def test_every_page_says_so(away: tuple[Client, Client], method: str, path: str) -> None:
    data = {"email": "a@example.org", "password": "x"} if method == "post" else {}
    answer = getattr(away[0], method)(path, data, headers={"Accept-Language": "de"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b'<html lang="de"' in answer.content


def test_a_stranger_is_told_too(away: tuple[Client, Client]) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get("/access/sign-in/").status_code == 503


def test_a_program_writes_in_vain(away: tuple[Client, Client]) -> None:
    answer: Any = away[1].post("/api/v1/departments/", {"name": "Sales"})
    assert answer.status_code == 503
    assert answer.json()["status"] == 503
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_refused_statement_is_no_database_away() -> None:
    with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 50; SELECT pg_sleep(2)")
    assert not is_away(caught.value)
