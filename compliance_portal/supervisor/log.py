"""The children's output on one terminal: each line behind the name of who wrote it; routine goes to a file alone."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

# Readable on dark and light terminals: the plain six less yellow.
COLOURS = (36, 32, 35, 34, 31)
WIDTH = 9
# Bytes of a file until it is set aside as the one before; two of them are there at most.
LONGEST_FILE = 5 * 2**20
# PostgreSQL's further lines of a message that began above.
FURTHER = re.compile(r"\t|(DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION|BACKTRACE):")


class Log:
    """Writes whole lines, prefixed; coloured names on a terminal only. `folder` is for the files of the talkative."""

    def __init__(self, out: TextIO, folder: Path) -> None:
        self._out = out
        self._folder = folder
        self._routine: dict[str, re.Pattern[str]] = {}
        self._hidden: dict[str, bool] = {}
        self._coloured = out.isatty() and "NO_COLOR" not in os.environ
        self._colours: dict[str, int] = {}
        self._partial: dict[str, bytes] = {}

    def say(self, text: str) -> None:
        """Write a line of the supervisor's own."""
        self.line("portal", text)

    def quieten(self, name: str, routine: re.Pattern[str]) -> None:
        """Keep all that a child writes in a file, and those of its lines that begin so off the terminal."""
        self._routine[name] = routine

    def line(self, name: str, text: str) -> None:
        """Write one line behind a name."""
        label = f"{name:<{WIDTH}}│"
        if self._coloured:
            colour = self._colours.setdefault(name, COLOURS[len(self._colours) % len(COLOURS)])
            label = f"\x1b[{colour}m{label}\x1b[0m"
        try:
            self._out.write(f"{label} {text}\n")
            self._out.flush()
        except OSError:
            # The terminal went away; the portal goes on.
            return

    def feed(self, name: str, chunk: bytes) -> None:
        """Take what a child wrote; lines are written when they are whole. An empty chunk is its end."""
        *lines, rest = (self._partial.pop(name, b"") + chunk).split(b"\n")
        for line in lines if chunk else [*lines, *filter(None, [rest])]:
            self._take(name, line.decode("utf-8", "replace").rstrip("\r"))
        if chunk and rest:
            self._partial[name] = rest

    def _take(self, name: str, text: str) -> None:
        """Show a line unless it is routine."""
        if not text.strip():
            return
        if name in self._routine:
            _append(self._folder / f"{name}.log", text)
            if not FURTHER.match(text):
                self._hidden[name] = self._routine[name].match(text) is not None
        if not self._hidden.get(name):
            self.line(name, text)


def _append(path: Path, text: str) -> None:
    """Add a line with its time to a file that does not grow for ever."""
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC {text}\n")
            full = file.tell() > LONGEST_FILE
        if full:
            path.replace(path.with_name(f"{path.name}.1"))
    except OSError:
        # The disk is full, say; the portal goes on.
        return
