"""Telling those who answer for an exception what became of it: its owner, and whoever asked for it."""

from typing import Any

from access.actions.messages import notify
from access.models import Person
from registers.models import RegisterException

KIND = "exception"


def concerned_people(exception: RegisterException) -> list[Person]:
    """Return the owner and whoever asked, each once, of those who can still read it."""
    both = {person.pk: person for person in (exception.owner, exception.requested_by)}
    return [person for person in both.values() if person.is_active]


def tell(person: Person, exception: RegisterException, title: str, *, text: str = "", **values: Any) -> None:
    """Put into somebody's inbox what became of an exception; `title` may name it and its last day."""
    notify(
        person,
        kind=KIND,
        title=title,
        text="%(text)s" if text else "",
        values={"exception": str(exception), "until": exception.expires_on, "text": text, **values},
        link=exception.get_absolute_url(),
    )
