"""The command line in the hands of somebody who does not know it: sentences, not tracebacks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {"DJANGO_SETTINGS_MODULE": "compliance_portal.settings.dev", "PORTAL_HOME": str(home), **environment}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_"))}
    command = [sys.executable, "manage.py", *arguments]
    where = {"cwd": ROOT, "env": {**clean, **settings}, "timeout": 60}
    return subprocess.run(command, check=False, capture_output=True, text=True, **where)  # type: ignore[call-overload, no-any-return]


def test_a_command_beside_a_stopped_portal_says_so(tmp_path: Path) -> None:
    answer = manage("token", "a@example.org", "--scopes", "read", "--days", "3", home=tmp_path)
    assert answer.returncode == 1
    assert f"The portal in {tmp_path} is not running" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("port", ["abc", "99999", "-1", ""])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    answer = manage("up", home=tmp_path, PORTAL_PORT=port)
    assert answer.returncode == 1
    assert answer.stderr.strip().endswith("a port is a number from 1 to 65535.")


@pytest.mark.parametrize("name", ["auditlogflush", "flush", "createsuperuser", "changepassword"])
def test_what_the_portal_does_not_support_is_refused(tmp_path: Path, name: str) -> None:
    answer = manage(name, "--no-input", home=tmp_path)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
