"""The supervisor's loop: one thread that reads logs, notices deaths, starts again, and stops everything."""

import os
import selectors
import signal
import time
from collections.abc import Callable
from types import FrameType

from compliance_portal.supervisor.children import Child, Running, stop_all
from compliance_portal.supervisor.lock import HomeLock
from compliance_portal.supervisor.log import Log


class Stopped(BaseException):
    """We were asked to stop (Ctrl-C, SIGTERM)."""


class StepError(Exception):
    """A step of the start did not end well."""


class Supervisor:
    """Keeps children running until it is asked to stop; the first one started is the last one stopped."""

    def __init__(self, lock: HomeLock, log: Log) -> None:
        self.log = log
        self._lock = lock
        self._running: list[Running] = []
        self._selector = selectors.DefaultSelector()
        self._stopping = False
        self._asked = False
        # Signals arrive as bytes in a pipe, so that the loop sleeps until something happens.
        self._wake, sender = os.pipe()
        os.set_blocking(sender, False)
        os.set_blocking(self._wake, False)
        self._selector.register(self._wake, selectors.EVENT_READ)
        signal.set_wakeup_fd(sender)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def start(self, child: Child) -> Running:
        """Start a child and keep it running from now on."""
        one = Running(child)
        self._running.append(one)
        self._launch(one)
        return one

    def run(self, child: Child) -> None:
        """Run a child to its end, as a step of the start; StepError unless it ends well."""
        one = Running(child)
        self._running.append(one)
        try:
            self._launch(one)
            while one.process is not None and one.process.poll() is None:
                self.turn()
            self._drain(one)
            if one.process is None or one.process.returncode != 0:
                raise StepError(f"The step “{child.name}” failed; its messages are above.")
        finally:
            stop_all([one], self._idle)
            self._running.remove(one)

    def keep(self) -> None:
        """Keep the children running; returns never, Stopped ends it."""
        while True:
            self.turn()
            self._tend()

    def turn(self, seconds: float = 1.0) -> None:
        """Wait for output, a signal or a death, at most so long; Stopped when we were asked to stop."""
        pauses = [one.due - time.monotonic() for one in self._running if one.process is None]
        self._idle(max(0.0, min([seconds, *pauses])) if pauses else seconds)
        if self._asked and not self._stopping:
            raise Stopped

    def wait_for(self, done: Callable[[], bool], seconds: float) -> bool:
        """Keep turning until something is so; says whether it became so in time."""
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                return False
            self.turn(0.1)
            self._tend()
        return True

    def stop(self) -> None:
        """Stop all children, the first one last."""
        self._stopping = True
        first, others = self._running[:1], self._running[1:]
        stop_all(others, self._idle)
        stop_all(first, self._idle)
        self._idle(0)
        signal.set_wakeup_fd(-1)

    def _tend(self) -> None:
        """Say which children ended, and start those whose pause is over."""
        for one in self._running:
            if (told := one.ended()) is not None:
                self.log.say(told)
            elif one.process is None and one.due <= time.monotonic():
                self._launch(one)

    def _launch(self, one: Running) -> None:
        if one.child.routine is not None:
            self.log.quieten(one.child.name, one.child.routine)
        try:
            one.start()
        except Exception as error:  # noqa: BLE001 (whatever kept a child from starting, it is tried again)
            self.log.say(f"{one.child.name} could not be started: {error}")
            one.due = time.monotonic() + min(2.0**one.failures, 30.0)
            one.failures += 1
            return
        if one.process is not None and one.process.stdout is not None:
            os.set_blocking(one.process.stdout.fileno(), False)
            self._selector.register(one.process.stdout, selectors.EVENT_READ, one.child.name)
        self._lock.write({other.child.name: other.pid for other in self._running if other.pid is not None})

    def _idle(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                os.read(self._wake, 4096)
                continue
            chunk = os.read(key.fd, 65536)
            self.log.feed(key.data, chunk)
            if not chunk:
                self._selector.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]  # registered as a pipe's file above

    def _drain(self, one: Running) -> None:
        """Read what a child that ended still had to say."""
        deadline = time.monotonic() + 2
        while one.process is not None and one.process.stdout is not None and not one.process.stdout.closed:
            self._idle(0.05)
            if time.monotonic() > deadline:
                return

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        if not self._asked:
            self.log.say(f"Stopping ({signal.Signals(number).name}) …")
        self._asked = True
