"""How the portal reaches its database: addresses kept whole, limits on waiting, health when it is away."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.test import Client
from pgmq.base import PGMQConfig
from psycopg.conninfo import conninfo_to_dict

from access.models import Role
from compliance_portal import database
from compliance_portal.doctor.data import check_role_settings
from compliance_portal.doctor.finding import Level
from compliance_portal.settings.environment import address, broker
from compliance_portal.settings.environment import database as database_settings
from compliance_portal.supervisor.home import local_database_url
from compliance_portal.supervisor.roles import make_database
from tests.compliance_portal.running import Portal
from tests.databases import as_superuser, use

GIVEN = (
    "host=db.example.org port=5433 dbname=portal user=app password='a b\\'c' sslmode=verify-full sslrootcert=/ca.pem"
)


@pytest.fixture
def frozen() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def point_at(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    away = database_settings(f"host=127.0.0.1 port={port} user=portal_app dbname=portal")
    monkeypatch.setattr(connections["default"], "settings_dict", {**connection.settings_dict, **away})


def test_the_queue_gets_the_address_whole() -> None:
    _url, options = broker(database_settings(GIVEN))
    found = conninfo_to_dict(PGMQConfig(conn_string=options["conn_string"]).dsn)
    assert found["password"] == "a b'c"
    assert {name: found[name] for name in ("sslmode", "sslrootcert", "connect_timeout")} == {
        "sslmode": "verify-full", "sslrootcert": "/ca.pem", "connect_timeout": "5",
    }  # fmt: skip


def test_what_the_address_says_itself_stays() -> None:
    found = conninfo_to_dict(address(database_settings(f"{GIVEN} connect_timeout=9 options='-c work_mem=8MB'")))
    assert found["connect_timeout"] == "9"
    assert found["options"] == "-c work_mem=8MB -c search_path=public"


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_needs_no_session(path: str, frozen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    point_at(frozen, monkeypatch)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    began = time.monotonic()
    answer = client.get(path)
    assert answer.status_code == (200 if path == "/livez" else 503)
    assert time.monotonic() - began < database.READY_SECONDS + 1.5


@pytest.mark.django_db(transaction=True)
def test_a_page_waits_for_a_statement_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DB_STATEMENT_SECONDS", 1)
    mine = connection.settings_dict
    monkeypatch.setattr(connections["default"], "settings_dict", {**mine, "OPTIONS": dict(mine["OPTIONS"])})
    connection.close()
    database.limit_statements()
    with pytest.raises(OperationalError, match="statement timeout"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_role_set_to_look_elsewhere_is_overruled_and_told() -> None:
    name = connection.settings_dict["NAME"]
    assert check_role_settings()[0].level is Level.OK
    with as_superuser() as superuser:
        superuser.execute(f"ALTER ROLE portal_app IN DATABASE {name} SET search_path = pg_temp, public")
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW search_path")
            assert cursor.fetchone() == ("public",)
        (finding,) = check_role_settings()
        assert finding.level is Level.PROBLEM
        assert "search_path=pg_temp" in finding.text
    finally:
        with as_superuser() as superuser:
            superuser.execute(f"ALTER ROLE portal_app IN DATABASE {name} RESET search_path")


@pytest.mark.django_db(transaction=True)
def test_the_application_makes_no_temporary_tables() -> None:
    database.settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMPORARY')")
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
def test_two_that_set_up_at_once_wait_for_each_other() -> None:
    mine = connection.settings_dict["NAME"]
    with as_superuser() as superuser:
        make_database(superuser, "at_once", "template_portal")
        with psycopg.connect(local_database_url(settings.HOME, "postgres", "at_once"), autocommit=True) as inside:
            inside.execute("DROP SCHEMA pgmq CASCADE")
            inside.execute("GRANT CREATE ON DATABASE at_once TO portal_owner")
            inside.execute("SET session_replication_role = replica; DELETE FROM access_role")
    faults: list[Exception] = []

    def settle() -> None:
        try:
            database.settle()
        except Exception as fault:  # noqa: BLE001 (any of them is told by the test)
            faults.append(fault)
        finally:
            connection.close()

    use("at_once")
    try:
        settling = [threading.Thread(target=settle) for _ in range(3)]
        for each in settling:
            each.start()
        for each in settling:
            each.join()
        assert faults == []
        # The eight built-in ones, and the one that the registers bring.
        assert Role.objects.filter(builtin=True).count() == 8
        assert Role.objects.count() == len(set(Role.objects.values_list("slug", flat=True))) == 9
    finally:
        use(mine)
        with as_superuser() as superuser:
            superuser.execute("DROP DATABASE at_once WITH (FORCE)")


@pytest.mark.parametrize("path", ["/access/sign-in/", "/api/v1/me/"])
def test_a_body_without_a_length_is_refused(path: str) -> None:
    answer = Client().post(path, headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411
    assert "Content-Length" in answer.content.decode()


def test_a_home_with_a_space(tmp_path: Path) -> None:
    portal = Portal(tmp_path / "my home's")
    portal.start().wait()
    try:
        assert portal.does_jobs()
        caller = http.client.HTTPConnection("localhost", portal.port, timeout=5)
        # The head alone: the answer may come, and the connection go, before a body is sent.
        caller.putrequest("POST", "/access/sign-in/")
        caller.putheader("Transfer-Encoding", "chunked")
        caller.endheaders()
        assert caller.getresponse().status == http.HTTPStatus.LENGTH_REQUIRED
        caller.close()
    finally:
        portal.stop()
    assert portal.processes() == []
