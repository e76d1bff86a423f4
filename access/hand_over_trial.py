"""What would come of handing things over: tried by the same rules and actions, and undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from access.actions.handing_over.many import hand_over_many
from access.actions.handing_over.one import Chosen
from access.handing_over import kind_named
from access.models import Person
from access.owned_counts import in_words
from access.successors import owned_by


@dataclass(frozen=True, slots=True)
class Trial:
    """What would come to somebody, kind by kind by name, and what would stay, with why."""

    comes: list[dict[str, Any]]
    stays: list[dict[str, Any]]
    number: int
    what: str


def try_handing_over(person: Person, to: Person, chosen: Sequence[Chosen], *, by: Person, reason: str) -> Trial:
    """Say what would come of handing things over: each is done, and all of it undone before anybody else sees it."""
    titles = _titles(person, by, chosen)
    with transaction.atomic():
        handed = hand_over_many(person, to, chosen, by=by, reason=reason)
        transaction.set_rollback(True)
    refused = {(each["kind"], UUID(each["id"])) for each in handed.refused}
    comes: dict[str, list[str]] = {}
    for kind_name, key in chosen:
        if (kind_name, key) not in refused:
            comes.setdefault(kind_name, []).append(titles.get((kind_name, key), ""))
    return Trial(
        comes=[{"label": label_of(kind_name), "titles": names} for kind_name, names in comes.items()],
        stays=with_labels(handed.refused),
        number=handed.number,
        what=in_words(handed.done),
    )


def with_labels(refused: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """Return what stays with the name of its kind."""
    return [{**each, "label": label_of(each["kind"])} for each in refused]


def label_of(kind_name: str) -> Any:
    """Return what things of a kind are called."""
    kind = kind_named(kind_name)
    return kind.label if kind else kind_name


def _titles(person: Person, by: Person, chosen: Sequence[Chosen]) -> dict[Chosen, str]:
    keys: dict[str, list[UUID]] = {}
    for kind_name, key in chosen:
        keys.setdefault(kind_name, []).append(key)
    return {
        (kind.kind, row.pk): str(kind.title(row))
        for kind, rows in owned_by(person, by)
        if kind.kind in keys
        for row in rows.filter(pk__in=keys[kind.kind])
    }
