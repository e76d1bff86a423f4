"""Somebody leaves: who takes over from them, and who is told of what they own."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop, override

from access.actions.handing_over.one import held_person
from access.actions.messages import notify
from access.handing_over import HAND_OVER
from access.models import Person, Role, RoleAssignment
from access.owned_counts import counts_of, in_words, left_to_officers, waiting
from access.rules import handing_over as rules
from common.clock import today
from common.refusals import refuse_if


def successor_of(person: Person, successor_id: UUID | None, *, by: Person) -> Person | None:
    """Return who is to take over from a leaver, held so that they do not leave meanwhile.

    Raises:
        Refused: it is the leaver, whoever deactivates them, a program, or not here any more.
    """
    if successor_id is None:
        return None
    successor = held_person(successor_id)
    refuse_if(
        rules.refuse_successor(
            is_leaver=successor.pk == person.pk,
            is_by=successor.pk == by.pk,
            is_active=successor.is_active,
            is_service=successor.is_service,
        )
    )
    return successor


def tell_of_leaver(person: Person, *, by: Person | None) -> None:
    """Tell a leaver's successor what comes to them, and the officers what is theirs to see to; of nothing, nobody."""
    successor = person.successor if person.successor and person.successor.is_active else None
    if successor is not None:
        with language_of(successor):
            _tell_of_leaver(person, successor, in_words(waiting(counts_of(person, successor))))
    for officer in officers():
        if officer.pk not in {by.pk if by else None, person.successor_id}:
            with language_of(officer):
                _tell_of_leaver(person, officer, in_words(left_to_officers(counts_of(person, officer), person)))


def officers() -> list[Person]:
    """Return the active people who hand over by role, today."""
    roles = [role.pk for role in Role.objects.in_use() if HAND_OVER in role.permission_names]
    held = RoleAssignment.objects.in_force_on(today()).filter(role__in=roles, department=None)
    return list(Person.objects.active().filter(pk__in=held.order_by().values("person")).order_by("pk"))


def hand_over_address(person: Person) -> str:
    """Return the address where what a person owns is handed over."""
    return reverse("access:hand-over", args=[person.pk])


def _tell_of_leaver(person: Person, reader: Person, left: str) -> None:
    if left:
        notify(
            reader,
            kind="leaver",
            title=gettext_noop("%(person)s left: %(what)s"),
            text=gettext_noop("Hand it over to somebody who is here, or take it over yourself."),
            values={"person": person.name, "what": left},
            link=hand_over_address(person),
        )


def language_of(person: Person) -> override:
    """Write in the language of whoever is told."""
    return override(person.language or settings.LANGUAGE_CODE)
