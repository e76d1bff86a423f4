"""The parts of a list as its templates show them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column a reader may choose."""

    name: str
    label: str
    chosen: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Sort:
    """An order a reader may choose."""

    name: str
    label: str
    url: str
    active: bool
    descending: bool


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter in force, with the address of the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class View:
    """A saved view in the menu."""

    pk: Any
    name: str
    url: str
    shared: bool
    mine: bool
    active: bool
    delete_url: str


@dataclass(frozen=True, slots=True)
class PageOfRows:
    """Where the page stands in the list; a count beyond 10,000 is told as such."""

    rows_from: int
    rows_to: int
    count: int
    count_is_capped: bool
    previous_url: str | None
    next_url: str | None
