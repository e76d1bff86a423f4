"""`manage.py up` on the embedded PostgreSQL: first start, kills of everything, second start, stop."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.compliance_portal.running import Portal, wait_until


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal whose first start was killed twice: while its database was made, and while it was migrated."""
    portal = Portal(tmp_path_factory.mktemp("up") / "home")
    portal.start()
    wait_until((portal.home / "postgres").exists, "making a database")
    portal.kill()
    portal.start()
    wait_until(lambda: portal.said("Bringing the database up to date"), "migrating")
    portal.kill()
    portal.start().wait()
    yield portal
    if not portal.ended:
        portal.stop()


@pytest.fixture
def ready(portal: Portal) -> Portal:
    """The same, running and answering whatever the test before did to it."""
    if portal.ended:
        portal.start().wait()
    wait_until(portal.answers, f"an answer; its log:\n{portal.log}")
    return portal


def test_it_works(ready: Portal) -> None:
    assert ready.answers("/livez")
    assert ready.answers("/readyz")
    assert set(ready.children()) == {"postgres", "web", "worker", "beat"}
    assert ready.said(rf"Ready: http://localhost:{ready.port}/")
    assert (ready.home / "secret_key").stat().st_mode & 0o077 == 0
    assert ready.does_jobs()


def test_a_second_start_is_calm(ready: Portal) -> None:
    ready.stop()
    ready.start().wait()
    assert len(ready.log.splitlines()) <= 3, ready.log
    assert re.search(r"Ready: \S+ .*$", ready.log.splitlines()[-1])
    assert "ready to accept connections" in (ready.home / "log" / "postgres.log").read_text()


def test_commands_work_beside_it(ready: Portal) -> None:
    other_port = Portal(ready.home)
    link = other_port.manage("invite", "beside@example.org", "--name", "Beside").stdout
    assert link.startswith(f"http://localhost:{ready.port}/access/"), link
    assert ready.manage("migrate", "--check").returncode == 0


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres"])
def test_a_killed_process_comes_back(ready: Portal, name: str) -> None:
    ready.enter(f"before {name} was killed")
    killed = ready.children()[name]
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: ready.said(rf"{name} was killed by SIGKILL; starting it again in \d+ s"), "telling of the death")
    wait_until(lambda: ready.children().get(name, killed) != killed, f"another {name}; its log:\n{ready.log}")
    wait_until(ready.answers, f"an answer; its log:\n{ready.log}")
    assert ready.entered(f"before {name} was killed")
    assert ready.does_jobs()


def test_a_second_one_on_the_same_home_is_refused(ready: Portal) -> None:
    assert ready.process is not None
    second = ready.manage("up")
    assert second.returncode == 1
    assert f"already runs on {ready.home} (process {ready.process.pid})" in second.stderr
    assert ready.answers()


def test_a_taken_port_is_named(ready: Portal) -> None:
    other = Portal(ready.home.with_name("other"), port=ready.port)
    refused = other.manage("up")
    assert refused.returncode == 1
    assert re.search(rf"Port {ready.port} on 127.0.0.1 cannot be used: Address already in use", refused.stderr)
    assert "PORTAL_PORT=" in refused.stderr


def test_killed_itself_it_leaves_nothing_and_starts_again(ready: Portal) -> None:
    ready.enter("before the supervisor was killed")
    ready.kill()
    wait_until(lambda: not ready.processes(), f"nothing left: {ready.processes()}", 60)
    ready.start().wait()
    assert ready.entered("before the supervisor was killed")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_ten_seconds_and_leaves_nothing(ready: Portal, number: signal.Signals) -> None:
    ready.enter(f"before {number.name}")
    assert ready.stop(number) < 10
    assert ready.process is not None
    assert ready.process.returncode == 0
    assert ready.said("Stopped")
    assert not (ready.home / "address").exists()
    assert ready.processes() == []
    assert not psutil.pid_exists(ready.process.pid)
    ready.start().wait()
    assert ready.entered(f"before {number.name}")


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    # A file where the folder should be: root may write in any folder.
    place = tmp_path / "taken"
    place.write_text("")
    for extra in ({}, {"SECRET_KEY": "x" * 60}):
        refused = Portal(place / "home", extra=extra).manage("up")
        assert refused.returncode == 1
        assert f"cannot write in its home {place / 'home'}" in refused.stderr
        assert "PORTAL_HOME=" in refused.stderr
