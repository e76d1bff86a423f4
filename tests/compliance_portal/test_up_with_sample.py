"""`manage.py up` with the sample: its identity provider runs beside the portal, and ends with it."""

import json
import os
import signal
import socket
from collections.abc import Iterator
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from tests.compliance_portal.running import Portal, free_port, wait_until


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal whose database is not empty, so that the whole sample need not be loaded for this."""
    portal = Portal(tmp_path_factory.mktemp("sample") / "home", extra={"IDENTITY_PORT": str(free_port())})
    portal.start().wait()
    # As a sample that was loaded before there was a provider: local, with a password.
    entered = portal.manage("invite", "nora.lindqvist@halden.example", "--name", "Nora Lindqvist", "--administrator")
    assert entered.returncode == 0, entered.stderr
    portal.stop()
    portal.extra["SAMPLE"] = "1"
    portal.start().wait()
    yield portal
    if not portal.ended:
        portal.stop()


@pytest.fixture
def ready(portal: Portal) -> Portal:
    if portal.ended:
        portal.start().wait()
    wait_until(lambda: issuer_answers(portal), f"the provider's answer; its log:\n{portal.log}")
    return portal


def issuer(portal: Portal) -> str:
    return f"http://localhost:{portal.extra['IDENTITY_PORT']}"


def issuer_answers(portal: Portal) -> bool:
    try:
        with urlopen(f"{issuer(portal)}/.well-known/openid-configuration", timeout=5) as answer:
            return bool(json.load(answer)["issuer"] == issuer(portal))
    except OSError:
        return False


def test_it_works(ready: Portal) -> None:
    assert set(ready.children()) == {"postgres", "web", "worker", "beat", "identity"}
    assert ready.said(rf"Ready: http://localhost:{ready.port}/ .*sign in at {issuer(ready)}/")
    directory = ready.home / "identity" / "directory.json"
    assert directory.stat().st_mode & 0o077 == 0
    assert {each["sub"] for each in json.loads(directory.read_text())["people"]} >= {"nora.lindqvist", "samuel.brandt"}
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(f"http://localhost:{ready.port}/access/oidc/sign-in/", timeout=20) as page:
        assert page.url.startswith(f"{issuer(ready)}/interaction/")


def test_people_of_an_earlier_sample_sign_in_at_the_provider(ready: Portal) -> None:
    with ready.connect() as connection:
        row = connection.execute(
            "SELECT issuer, subject, password FROM access_person WHERE email LIKE 'nora%'"
        ).fetchone()
        linked = connection.execute(
            "SELECT count(*) FROM trail_trailentry WHERE verb = 'access.person.linked'"
        ).fetchone()
    assert row is not None
    assert row[:2] == (issuer(ready), "nora.lindqvist")
    assert str(row[2]).startswith("!")
    assert linked == (1,)


def test_killed_it_comes_back(ready: Portal) -> None:
    killed = ready.children()["identity"]
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: ready.said(r"identity was killed by SIGKILL; starting it again"), "telling of the death")
    wait_until(lambda: ready.children().get("identity", killed) != killed, "another one")
    wait_until(lambda: issuer_answers(ready), "an answer")


def test_a_taken_port_is_named(ready: Portal) -> None:
    taken = ready.extra["IDENTITY_PORT"]
    other = Portal(ready.home.with_name("other"), extra={"SAMPLE": "1", "IDENTITY_PORT": taken})
    refused = other.manage("up")
    assert refused.returncode == 1
    assert f"Port {taken} of the sample's identity provider cannot be used: Address already in use" in refused.stderr
    assert f"IDENTITY_PORT={int(taken) + 10}" in refused.stderr


def test_another_provider_takes_its_place(ready: Portal) -> None:
    elsewhere = Portal(ready.home, extra={"SAMPLE": "1", "OIDC_ISSUER": "https://login.example.org"})
    refused = elsewhere.manage("sample_directory")
    assert "not in use here" in refused.stderr


def test_killed_with_the_supervisor_nothing_is_left(ready: Portal) -> None:
    ready.kill()
    wait_until(lambda: not ready.processes(), f"nothing left: {ready.processes()}", 60)
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(("127.0.0.1", int(ready.extra["IDENTITY_PORT"])))


def test_it_stops_with_the_others(ready: Portal) -> None:
    assert ready.stop() < 10
    assert ready.processes() == []
    ready.start().wait()
    assert len(ready.log.splitlines()) <= 3, ready.log
