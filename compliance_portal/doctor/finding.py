"""What a check answers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: a problem makes the command fail."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """The answer to one question, and how to mend what is wrong."""

    name: str
    level: Level
    text: str
    mend: str = ""


Check = Callable[[], list[Finding]]


def ok(name: str, text: str) -> list[Finding]:
    """Answer that all is well."""
    return [Finding(name, Level.OK, text)]


def warning(name: str, text: str, mend: str) -> list[Finding]:
    """Answer that something should be seen to."""
    return [Finding(name, Level.WARNING, text, mend)]


def problem(name: str, text: str, mend: str) -> list[Finding]:
    """Answer that something is broken."""
    return [Finding(name, Level.PROBLEM, text, mend)]
