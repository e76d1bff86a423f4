"""Child processes: what each runs, and that none outlives us."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1

# A child that dies is started again after 1, 2, 4 … seconds; one that ran this long is forgiven.
LONGEST_PAUSE = 30.0
FORGIVEN_AFTER = 60.0


def leash(signal_number: int) -> Callable[[], None]:
    """Return what a child runs before its program: on Linux it gets this signal when its parent dies, however."""
    if sys.platform != "linux":
        return lambda: None
    # Looked up before the fork: afterwards only async-signal-safe calls are allowed.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


@dataclass(frozen=True)
class Child:
    """One long-running process of the portal: its name in the log, and how it is started and asked to stop."""

    name: str
    command: tuple[str, ...] = ()
    # Sent in this order when we stop, with the seconds given to each; SIGKILL follows. All together stay under 10 s:
    # 5 for web, worker and beat side by side, then 4 for PostgreSQL.
    stop: tuple[tuple[int, float], ...] = ((signal.SIGTERM, 5.0),)
    # Sent by the kernel should we be killed ourselves.
    orphaned: int = signal.SIGTERM
    # Lines that begin so are everyday and stand in its log file only.
    routine: re.Pattern[str] | None = None
    # Called before each start.
    before: Callable[[], object] = field(default=lambda: None, compare=False)

    def start(self) -> subprocess.Popen[bytes]:
        """Start it in a process group of its own, its output in a pipe."""
        self.before()
        return subprocess.Popen(
            list(self.command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=leash(self.orphaned),  # noqa: PLW1509 (prctl only, and only the main thread starts children)
        )


@dataclass
class Running:
    """A child and the process that is it at the moment."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start the process."""
        self.process = self.child.start()
        self.started = time.monotonic()

    def ended(self) -> str | None:
        """Say how the process ended, or None while it runs; what it left in its group is ended too."""
        if self.process is None or self.process.poll() is None:
            return None
        end_group(self.process.pid)
        code = self.process.returncode
        self.process = None
        if time.monotonic() - self.started > FORGIVEN_AFTER:
            self.failures = 0
        pause = min(2.0**self.failures, LONGEST_PAUSE)
        self.failures += 1
        self.due = time.monotonic() + pause
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return f"{self.child.name} {how}; starting it again in {pause:.0f} s."

    @property
    def pid(self) -> int | None:
        """The process's id while there is one."""
        return None if self.process is None else self.process.pid


def stop_all(running: list[Running], idle: Callable[[float], object]) -> None:
    """Stop children together: each by its own signals, then by SIGKILL to its whole group."""
    begun = time.monotonic()
    sent: dict[str, int] = {}
    while alive := [one for one in running if one.process is not None and one.process.poll() is None]:
        for one in alive:
            _press(one, time.monotonic() - begun, sent)
        idle(0.1)
    for one in running:
        if one.process is not None:
            end_group(one.process.pid)
            one.process = None


def _press(one: Running, elapsed: float, sent: dict[str, int]) -> None:
    """Send the next signal whose time has come."""
    position = sent.get(one.child.name, 0)
    due = sum(seconds for _, seconds in one.child.stop[:position])
    if one.process is None or elapsed < due or position > len(one.child.stop):
        return
    sent[one.child.name] = position + 1
    if position == len(one.child.stop):
        end_group(one.process.pid)
    else:
        one.process.send_signal(one.child.stop[position][0])


def end_group(group: int) -> None:
    """Kill what is left of a process group."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
