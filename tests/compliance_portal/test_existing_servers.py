"""`DATABASE_URL` and `CELERY_BROKER_URL` point at servers that are there already: PostgreSQL and Redis."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from compliance_portal import database
from compliance_portal.supervisor.home import local_database_url
from compliance_portal.supervisor.roles import make_database
from tests.compliance_portal.running import Portal, free_port, wait_until
from tests.databases import as_superuser


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("redis-server is not installed; make test installs it where it may (apt-get install redis-server)")
    port = free_port()
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


@pytest.fixture
def urls() -> Iterator[dict[str, str]]:
    """An empty database of the test run's server, and the two roles' addresses of it."""
    name = "existing"
    with as_superuser() as connection:
        make_database(connection, name)
    yield {
        "DATABASE_URL": local_database_url(settings.HOME, "portal_app", name),
        "DATABASE_OWNER_URL": local_database_url(settings.HOME, "portal_owner", name),
    }
    with as_superuser() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_it_works(tmp_path: Path, urls: dict[str, str], redis_url: str) -> None:
    portal = Portal(tmp_path / "home", extra={**urls, "CELERY_BROKER_URL": redis_url})
    portal.start().wait()
    try:
        assert set(portal.children()) == {"web", "worker", "beat"}
        assert not (portal.home / "postgres").exists()
        sent = portal.manage("shell", "-c", "from access.tasks import beat; beat.delay()")
        assert sent.returncode == 0, sent.stderr
        with psycopg.connect(urls["DATABASE_URL"], autocommit=True) as connection:
            seen = "SELECT 1 FROM access_heartbeat WHERE process = 'worker'"
            wait_until(lambda: connection.execute(seen).fetchone(), f"a job done; its log:\n{portal.log}", 30)
    finally:
        portal.stop()
    assert portal.processes() == []


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    away = f"postgresql://portal_app@127.0.0.1:{free_port()}/portal"
    refused = Portal(tmp_path / "home", extra={"DATABASE_URL": away}).manage("up")
    assert refused.returncode == 1
    assert "The database cannot be reached" in refused.stderr
    assert "DATABASE_URL" in refused.stderr


@pytest.mark.django_db
def test_an_old_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # No server that old can be installed here: instead the limit is moved above the one we have.
    monkeypatch.setattr(database, "OLDEST", 990000)
    with pytest.raises(database.DatabaseError, match="the portal needs 15 or newer"):
        database.refuse_unusable()
