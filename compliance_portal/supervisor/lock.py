"""One supervisor for each home: the lock, and what a killed one left behind."""

import fcntl
import json
import os
from pathlib import Path

import psutil

from compliance_portal.supervisor.children import end_group
from compliance_portal.supervisor.home import cannot_write


class HomeError(Exception):
    """The home cannot be used; the text says why and what to do."""


def prepare_home(home: Path) -> None:
    """Make the home, or say why it cannot be written."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial = home / f".write-{os.getpid()}"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise HomeError(cannot_write(home, error)) from error


class HomeLock:
    """Held while a supervisor runs; the kernel lets go of it whatever happens to us, so it cannot be stale."""

    def __init__(self, home: Path) -> None:
        self.path = home / "supervisor.lock"
        self._file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self._read().get("pid", "unknown")
            self._file.close()
            raise HomeError(
                f"The portal already runs on {home} (process {holder}). Stop that one first, "
                "or start this one on another home and port: PORTAL_HOME=/path PORTAL_PORT=8010"
            ) from None
        self._end_leftovers()
        self.write({})

    def write(self, children: dict[str, int]) -> None:
        """Note who we are and which processes are ours."""
        groups = {str(pid): psutil.Process(pid).create_time() for pid in children.values() if psutil.pid_exists(pid)}
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "children": children, "groups": groups}, self._file)
        self._file.flush()

    def release(self) -> None:
        """Let go."""
        self._file.seek(0)
        self._file.truncate()
        self._file.close()

    def _read(self) -> dict[str, object]:
        self._file.seek(0)
        try:
            content = json.loads(self._file.read() or "{}")
        except ValueError:
            return {}
        return content if isinstance(content, dict) else {}

    def _end_leftovers(self) -> None:
        """End the process groups of a supervisor that was killed; a process id that was used again is left alone."""
        groups = self._read().get("groups")
        for pid, created in (groups if isinstance(groups, dict) else {}).items():
            try:
                same = psutil.Process(int(pid)).create_time() == created
            except psutil.Error:
                continue
            if same:
                end_group(int(pid))
