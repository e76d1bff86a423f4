"""Who ran a command where stands in the trail."""

import os
import platform
import pwd
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from access.models import Person
from compliance_portal.supervisor.home import local_database_url
from tests.factories.clients import client_of
from trail.context import command_line
from trail.models import TrailEntry

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def here() -> str:
    return f"{pwd.getpwuid(os.getuid()).pw_name}@{platform.node()}"


def manage(*arguments: str, home: Path) -> str:
    """Run a command in a process of its own on the test's database."""
    url = local_database_url(settings.HOME, "portal_app", connection.settings_dict["NAME"])
    mine = {"DJANGO_SETTINGS_MODULE": "compliance_portal.settings.dev", "DATABASE_URL": url, "PORTAL_HOME": str(home)}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **mine}, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_it_works(tmp_path: Path, here: str) -> None:
    manage("invite", "nora@example.org", "--name", "Nora New", "--administrator", home=tmp_path)
    nora = Person.objects.get()
    entries = TrailEntry.objects.about(nora)
    assert {entry.verb for entry in entries} == {"access.person.invited", "access.role.assigned"}
    for entry in entries:
        assert (entry.actor_id, entry.actor_name, entry.channel) == (None, here, "command")
        assert entry.details["command"] == "invite"
    page = client_of(nora).get(entries[0].get_absolute_url()).content.decode()
    assert here in page
    assert "Command line" in page


@pytest.mark.django_db(transaction=True)
def test_every_command_says_so(tmp_path: Path, here: str) -> None:
    code = "from access.actions.departments import create_department; create_department('Sales', by=None)"
    manage("shell", "-c", code, home=tmp_path)
    entry = TrailEntry.objects.get(verb="access.department.created")
    assert (entry.actor_name, entry.channel, entry.details["command"]) == (here, "command", "shell")


def test_an_account_without_a_name_is_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_001)
    assert command_line("invite").operator == f"uid 4000000001@{platform.node()}"


def test_pages_say_nothing_of_it(administrator: Person) -> None:
    client: Client = client_of(administrator, confirmed=True)
    client.post("/access/departments/new/", {"name": "Legal"})
    assert "command" not in TrailEntry.objects.filter(channel="web").latest("id").details
