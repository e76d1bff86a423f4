"""The palette: each app declares in `palette.py` what can be found; the reader finds only what they may see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from access.models import Person
from access.permits import may_somewhere
from common.declared import declared

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name, its address, and a word that tells it from others."""

    label: Any
    url: str
    icon: str = "point"
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of object to find; `find` gets the reader and the words and returns hits, best first."""

    label: Any
    permission: str
    find: Callable[[Person, str], list[Hit]]


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind."""

    label: Any
    items: list[Hit]


@cache
def sources() -> tuple[Source, ...]:
    """Return what every app declares as `SOURCES`."""
    return tuple(source for sources_of_app in declared("palette", "SOURCES") for source in sources_of_app)


def find(person: Person, text: str, pages: list[Hit]) -> list[Group]:
    """Return the pages and objects that a text names; without a text, the pages."""
    words = text.casefold().split()
    matching = [hit for hit in pages if all(word in f"{hit.label} {hit.hint}".casefold() for word in words)]
    groups = [Group("pages", matching[: SHOWN if words else 20])]
    if words:
        found = (each for each in sources() if may_somewhere(person, each.permission))
        groups += [Group(each.label, each.find(person, text)[:SHOWN]) for each in found]
    return [group for group in groups if group.items]
