"""One thing comes to somebody else, by the action of its app."""

from typing import Any
from uuid import UUID

from django.db import transaction

from access.handing_over import HAND_OVER, Owned, kind_named
from access.models import Person
from access.permits import permit
from access.rules import handing_over as rules
from access.rules.break_glass import refuse_choosing
from access.successors import is_officer, rows_of, takes_over
from common.refusals import refuse_if

# What is to be handed over: the name of a kind, and the key of a row.
Chosen = tuple[str, UUID]


@transaction.atomic
def hand_over_one(person_id: UUID, to_id: UUID, chosen: Chosen, *, by: Person, reason: str) -> Any:
    """Hand one thing over that a person owns, by the action of its app.

    Raises:
        PermissionRefused, Refused: not allowed, not theirs any more, or whatever the app's action says.
    """
    kind_name, row_id = chosen
    person = Person.objects.get(pk=person_id)
    permit(by, HAND_OVER, person)
    kind = kind_named(kind_name)
    refuse_if(
        rules.refuse_kind(
            is_known=kind is not None,
            can_be_handed_over=kind is not None and kind.hand_over is not None,
            officers_only=kind is not None and kind.officers_only,
            by_officer=is_officer(by),
        )
    )
    return _handed(kind, person, to_id, row_id, by=by, reason=reason)  # type: ignore[arg-type]


def _handed(kind: Owned, person: Person, to_id: UUID, row_id: UUID, *, by: Person, reason: str) -> Any:
    # Held first: of two who hand over the same thing at once, the second one finds that it is not theirs any more.
    kind.hold(row_id)
    to = held_person(to_id)
    refuse_if(rules.refuse_taker(is_owner=to.pk == person.pk, is_active=to.is_active, is_service=to.is_service))
    theirs = rows_of(kind, person, by, as_successor=takes_over(by, person))
    refuse_if(None if theirs.filter(pk=row_id).exists() else rules.NOT_THEIRS)
    assert kind.hand_over is not None  # noqa: S101 - the rule has said so; for the types
    return kind.hand_over(row_id, to.pk, by=by, reason=reason)


def held_person(person_id: UUID) -> Person:
    """Return who is to take something over, held so that they do not leave meanwhile.

    Raises:
        Refused: the account for emergencies.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
    refuse_if(refuse_choosing(is_for_emergencies=person.is_for_emergencies))
    return person
