"""Field changes on their way into an entry: auditlog's diffs, held on the transaction until `record` takes them.

They ride in Django's own list of on-commit callbacks, which Django prunes when a savepoint rolls back: a change that
was undone is never told, and an entry that was undone gives its changes back to the next.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What happened to one row: created, changed or deleted, and field by field from what to what."""

    kind: str
    subject_type: str
    subject_id: str
    subject_name: str
    fields: dict[str, Any] = field(hash=False)
    row: models.Model = field(repr=False)

    def __call__(self) -> None:
        """Do nothing at commit: the database has refused what no entry told of a guarded table."""

    def belongs_to(self, *foreign_keys: str) -> set[str]:
        """Return whose change it is: the row itself, and what a foreign key of the row points to where it has one.

        A key may lead on over another, such as `version__use_case`.
        """
        whose = {f"{self.subject_type}:{self.subject_id}"}
        for path in filter(None, foreign_keys):
            *steps, foreign_key = path.split("__")
            row: Any = self.row
            for step in steps:
                row = getattr(row, step, None)
            if hasattr(row, f"{foreign_key}_id"):
                related = row._meta.get_field(foreign_key).related_model
                whose.add(f"{type_of(related)}:{getattr(row, f'{foreign_key}_id')}")
        return whose

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in an entry."""
        return {
            "kind": self.kind,
            "type": self.subject_type,
            "id": self.subject_id,
            "name": self.subject_name,
            "fields": self.fields,
        }


class Taken:
    """The place up to which entries have told the changes; vanishes with its entry when a savepoint rolls back."""

    def __call__(self) -> None:
        """Do nothing at commit."""


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
    change = Change(kind, type_of(subject), str(subject.pk), name_of(subject), fields, subject)
    transaction.on_commit(change)
    return change


def waiting() -> list[Change]:
    """Return the changes of this transaction that no entry has told yet: those since the last `Taken`."""
    found: list[Change] = []
    for callback in (each[1] for each in reversed(connection.run_on_commit)):
        if isinstance(callback, Taken):
            break
        if isinstance(callback, Change):
            found.append(callback)
    found.reverse()
    return found


def take() -> list[Change]:
    """Hand over the changes that wait; from here on they count as told."""
    found = waiting()
    if found:
        transaction.on_commit(Taken())
    return found
