"""Field changes on their way into an entry: auditlog's diffs, held on the transaction until `record` takes them.

They ride in Django's own list of on-commit callbacks, which Django prunes when a savepoint rolls back: a change that
was undone is never told, and one that was never recorded is noticed at commit.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What happened to one row: created, changed or deleted, and field by field from what to what."""

    kind: str
    subject_type: str
    subject_id: str
    subject_name: str
    fields: dict[str, Any] = field(hash=False)

    def __call__(self) -> None:
        """Called at commit; a change that no entry took is logged (the database refuses it on guarded tables)."""
        taken = any(isinstance(each, Taken) and self in each.changes for each in _callbacks())
        if not taken and connection.in_atomic_block:
            logger.warning("A change of %s %s was committed without a verb.", self.subject_type, self.subject_id)

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in an entry."""
        return {
            "kind": self.kind,
            "type": self.subject_type,
            "id": self.subject_id,
            "name": self.subject_name,
            "fields": self.fields,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The changes that one entry took; vanishes with the entry when its savepoint rolls back."""

    changes: tuple[Change, ...]

    def __call__(self) -> None:
        """Nothing is left to do at commit."""


def type_of(subject: models.Model | type[models.Model]) -> str:
    """Return the type name under which the trail knows a model, such as `access.person`."""
    return subject._meta.label_lower


def name_of(subject: models.Model) -> str:
    """Return how a row is called, even when something it is named after is gone."""
    try:
        return str(subject)
    except ObjectDoesNotExist:
        return f"{type_of(subject)} {subject.pk}"


def collect(kind: str, subject: models.Model, fields: dict[str, Any]) -> Change:
    """Hold a change of one row until an entry of the same transaction takes it."""
    change = Change(kind, type_of(subject), str(subject.pk), name_of(subject), fields)
    transaction.on_commit(change)
    return change


def take() -> list[Change]:
    """Hand over the changes of this transaction that no entry has told yet."""
    callbacks = _callbacks()
    told = {change for each in callbacks if isinstance(each, Taken) for change in each.changes}
    waiting = [each for each in callbacks if isinstance(each, Change) and each not in told]
    if waiting:
        transaction.on_commit(Taken(tuple(waiting)))
    return waiting


def _callbacks() -> Iterable[Any]:
    return [each[1] for each in connection.run_on_commit]
