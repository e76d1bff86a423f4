"""The rights that access reviews look at: each app declares its kinds as `REVIEWABLE` in its `reviewable.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from access.models import AccessReviewItem, Person
from access.review_facts import Facts
from access.review_scopes import Scope
from access.rules.review_flags import Flag
from common.declared import declared


class Gone(Exception):  # noqa: N818 - names what happened
    """The right is not there any more, so that nothing is left to remove or change."""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A kind of right: the rows that grant it, what is frozen of one, what is remarkable, how it is taken away.

    `rows` are those that stand, each with its `person`. `remove` and `change` call the actions that people use, as the
    officer who applies the campaign; they return a remark on what came of it, in English, or nothing, and raise Refused
    or Gone. `change` has it end on another day, of some kinds `only_earlier`; one without it is kept or removed only.
    """

    kind: str
    label: Any
    rows: Callable[[Scope], QuerySet[Any]]
    freeze: Callable[[Any], Facts]
    flags: Callable[[Any, date], list[Flag]]
    remove: Callable[[AccessReviewItem, Person], str]
    change: Callable[[AccessReviewItem, Person], str] | None = None
    only_earlier: bool = False


@cache
def kinds() -> dict[str, Reviewable]:
    """Return every kind of right by its name, from all installed apps."""
    return {each.kind: each for found in declared("reviewable", "REVIEWABLE") for each in found}


def kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds to choose from."""
    return [(name, each.label) for name, each in kinds().items()]


def kind_label(name: str) -> str:
    """Return how a kind is called; one of a time before, which no app declares any more, by its name."""
    return str(kinds()[name].label) if name in kinds() else name
