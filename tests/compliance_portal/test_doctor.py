"""`manage.py doctor`: each thing that is broken is named, with how to mend it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from access.models import Heartbeat
from compliance_portal.database import as_owner
from compliance_portal.doctor import CHECKS, Level, data, surroundings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _surroundings(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"


def findings() -> dict[str, tuple[Level, str, str]]:
    return {finding.name: (finding.level, finding.text, finding.mend) for check in CHECKS for finding in check()}


@contextmanager
def as_the_owner(statement: str) -> Iterator[None]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)
    yield


def test_it_works() -> None:
    Heartbeat.objects.bulk_create(Heartbeat(process=name, seen_at=timezone.now()) for name in ("worker", "beat"))
    found = findings()
    names = {
        "home",
        "broker",
        "database",
        "migrations",
        "trail role",
        "trail guards",
        "queue",
        "clock",
        "worker",
        "beat",
    }
    assert {name for name in names if found[name][0] is Level.OK} == names
    assert found["database"][1].startswith("PostgreSQL 18")


def test_the_command_prints_json_and_fails_on_a_problem(settings: Settings) -> None:
    settings.STATIC_ROOT = settings.HOME / "nothing"
    out = StringIO()
    Heartbeat.objects.create(process="worker", seen_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=out)
    assert ended.value.code == 1
    worker = next(finding for finding in json.loads(out.getvalue()) if finding["name"] == "worker")
    assert worker["level"] == "problem"
    assert worker["text"].startswith("silent since")
    assert worker["mend"]


def test_processes_never_seen() -> None:
    assert findings()["beat"][:2] == (Level.WARNING, "never seen")


def test_a_home_others_can_read(settings: Settings) -> None:
    settings.HOME.mkdir()
    (settings.HOME / "secret_key").write_text("x")
    (settings.HOME / "secret_key").chmod(0o644)
    level, text, mend = findings()["home"]
    assert (level, "can be read by others" in text, mend[:9]) == (Level.PROBLEM, True, "chmod 600")


def test_mail_that_does_not_answer(settings: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        (finding,) = surroundings.check_mail()
    assert finding.level is Level.PROBLEM
    assert "does not answer" in finding.text
    assert "EMAIL_URL" in finding.mend


@pytest.mark.parametrize(
    ("trusted", "tls_proxy", "level", "text"),
    [
        ([], None, Level.OK, "none"),
        ([], ("HTTP_X_FORWARDED_PROTO", "https"), Level.WARNING, "TRUSTED_PROXIES is not set"),
        (["10.1.2.3/8", "fd00::1"], ("HTTP_X_FORWARDED_PROTO", "https"), Level.OK, "10.0.0.0/8, fd00::1/128"),
        (["proxy.example.org"], None, Level.PROBLEM, "proxy.example.org"),
    ],
)
def test_proxies(settings: Settings, trusted: list[str], tls_proxy: object, level: Level, text: str) -> None:
    settings.TRUSTED_PROXIES, settings.SECURE_PROXY_SSL_HEADER = trusted, tls_proxy
    (finding,) = surroundings.check_proxies()
    assert finding.level is level
    assert text in finding.text
    assert bool(finding.mend) is (level is not Level.OK)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("broken", "name", "told"),
    [
        (
            "ALTER TABLE trail_trailentry DISABLE TRIGGER trail_append_only_rows",
            "trail guards",
            "trail_append_only_rows",
        ),
        ("GRANT UPDATE ON trail_trailentry TO portal_app", "trail role", "the right to change"),
        ("ALTER TABLE access_person DISABLE TRIGGER trail_needs_entry", "trail guards", "access_person"),
        ("DELETE FROM django_migrations WHERE app = 'sessions'", "migrations", "1 pending"),
    ],
)
def test_a_broken_database(broken: str, name: str, told: str) -> None:
    with as_the_owner(broken):
        level, text, _ = findings()[name]
    assert level is Level.PROBLEM
    assert told in text


@pytest.mark.django_db(transaction=True)
def test_one_role_for_both_is_a_warning(settings: Settings) -> None:
    settings.DATABASE_OWNER = {**settings.DATABASE_OWNER, "USER": "portal_app"}
    assert data.check_role()[0].level is Level.OK
    with as_the_owner("SELECT 1"):
        assert connection.settings_dict["USER"] == "portal_app"
