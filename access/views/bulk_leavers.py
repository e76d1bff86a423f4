"""Deactivating many people from the list, with one who takes over from all of them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from access.actions.people import deactivate_person
from access.models import Person
from access.rules.handing_over import refuse_successor_of_many
from common.refusals import Refusal


def deactivate_one(person_id: UUID, *, by: Person, reason: str, successor: Person | None) -> Person:
    """Deactivate one of the selected people."""
    return deactivate_person(person_id, by=by, reason=reason, successor_id=successor.pk if successor else None)


def refuse_taking_over(
    keys: Collection[UUID], by: Person, *, successor: Person | None, **_fields: Any
) -> Refusal | None:  # fmt: skip
    """Say why somebody cannot take over from all who are selected."""
    if successor is None:
        return None
    return refuse_successor_of_many(
        leaves_too=successor.pk in keys,
        is_by=successor.pk == by.pk,
        is_active=successor.is_active,
        is_service=successor.is_service,
    )
