"""A real portal of `manage.py up` in a process of its own, for tests that kill it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from compliance_portal.supervisor.home import local_database_url

ROOT = Path(__file__).resolve().parents[2]
# Long enough for a machine that does much else meanwhile.
PATIENCE = 240.0


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def wait_until(so: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


@dataclass
class Portal:
    """One home and port; started and stopped as often as a test likes."""

    home: Path
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_"))}
        mine = {
            "DJANGO_SETTINGS_MODULE": "compliance_portal.settings.dev",
            "PORTAL_HOME": str(self.home),
            "PORTAL_PORT": str(self.port),
            "SAMPLE": "0",
        }
        return {**kept, **mine, **self.extra}

    @property
    def log(self) -> str:
        path = self.home.with_suffix(".log")
        return path.read_text() if path.exists() else ""

    def start(self) -> "Portal":
        log = self.home.with_suffix(".log")
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )
        return self

    def wait(self) -> "Portal":
        wait_until(lambda: "Ready:" in self.log or self.ended, f"ready; its log:\n{self.log}")
        assert not self.ended, self.log
        return self

    @property
    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """Kill the supervisor alone, as the kernel would when memory runs out."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def stop(self, number: int = signal.SIGTERM) -> float:
        """Ask it to stop; returns how long it took."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - begun

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "ignore", "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def answers(self, path: str = "/readyz") -> bool:
        caller = http.client.HTTPConnection("localhost", self.port, timeout=5)
        try:
            caller.request("GET", path)
            return caller.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            caller.close()

    def children(self) -> dict[str, int]:
        noted = json.loads((self.home / "supervisor.lock").read_text() or "{}")
        children: dict[str, int] = noted.get("children", {})
        return children

    def processes(self) -> list[psutil.Process]:
        """Every process of this home, whoever its parent is."""
        found = []
        for process in psutil.process_iter():
            try:
                mine = process.environ().get("PORTAL_HOME") == str(self.home) or str(self.home) in process.cwd()
            except psutil.Error:
                continue
            if mine and process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        return found

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(local_database_url(self.home, "portal_app"), autocommit=True)

    def enter(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute("INSERT INTO access_heartbeat VALUES (%s, now())", [name])

    def entered(self, name: str) -> bool:
        with self.connect() as connection:
            row = connection.execute("SELECT 1 FROM access_heartbeat WHERE process = %s", [name]).fetchone()
        return row is not None

    def does_jobs(self) -> bool:
        """Send a job and see it done."""
        with self.connect() as connection:
            connection.execute("DELETE FROM access_heartbeat WHERE process = 'worker'")
        sent = self.manage("shell", "-c", "from access.tasks import beat; beat.delay()")
        assert sent.returncode == 0, sent.stderr
        wait_until(lambda: self.entered("worker"), f"a job done; its log:\n{self.log}", 30)
        return True

    def said(self, pattern: str) -> bool:
        return re.search(pattern, self.log) is not None
