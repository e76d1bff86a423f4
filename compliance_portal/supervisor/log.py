"""The children's output on one terminal: each line behind the name of who wrote it."""

import os
from typing import TextIO

# Readable on dark and light terminals: the plain six less yellow.
COLOURS = (36, 32, 35, 34, 31)
WIDTH = 9


class Log:
    """Writes whole lines, prefixed; coloured names on a terminal only."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._coloured = out.isatty() and "NO_COLOR" not in os.environ
        self._colours: dict[str, int] = {}
        self._partial: dict[str, bytes] = {}

    def say(self, text: str) -> None:
        """Write a line of the supervisor's own."""
        self.line("portal", text)

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
            self.line(name, line.decode("utf-8", "replace").rstrip("\r"))
        if chunk and rest:
            self._partial[name] = rest
