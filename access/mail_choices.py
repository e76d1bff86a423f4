"""What a person gets by e-mail, kind by kind: what they chose, or what is usual."""

from collections.abc import Collection
from uuid import UUID

from access.message_kinds import kind_of, kinds
from access.models import MailPreference, Person
from common.notifications import Kind, MailChoice


def choices_of_many(people: Collection[Person], kind: str) -> dict[UUID, MailChoice]:
    """Return by their keys when people get the messages of one kind, in one query."""
    chosen = dict(
        MailPreference.objects.filter(kind=kind, person__in=people).order_by().values_list("person_id", "choice")
    )
    usual = kind_of(kind)
    return {person.pk: _counting(usual, chosen.get(person.pk)) for person in people}


def choices_of(person: Person) -> dict[str, MailChoice]:
    """Return when a person gets the messages of each kind there is."""
    chosen = dict(person.mail_preferences.values_list("kind", "choice"))
    return {name: _counting(kind, chosen.get(name)) for name, kind in kinds().items()}


def open_to(kind: Kind) -> list[MailChoice]:
    """Return what may be chosen for a kind: duties cannot be switched off, and an alarm cannot wait."""
    if kind.urgent:
        return [MailChoice.AT_ONCE]
    return [choice for choice in MailChoice if choice != MailChoice.NEVER or not kind.duty]


def _counting(kind: Kind, chosen: str | None) -> MailChoice:
    # What became a duty since it was switched off goes out again.
    return MailChoice(chosen) if chosen in open_to(kind) else kind.usual
