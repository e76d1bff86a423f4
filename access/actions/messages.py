"""Messages in people's inboxes."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from access.models import Notification, Person
from common.clock import now
from common.terms import Term


def notify(
    person: Person, *, kind: str, title: str, text: str = "", values: dict[str, Any] | None = None, link: str = ""
) -> Notification:
    """Put a message into a person's inbox, in their language; `title` and `text` are texts marked for translation."""
    with override(person.language or None):
        shown = {name: _shown(value) for name, value in (values or {}).items()}
        return Notification.objects.create(
            person=person,
            kind=kind,
            title=(gettext(title) % shown)[:300],
            text=gettext(text) % shown if text else "",
            link=link,
        )


@transaction.atomic
def mark_read(ids: list[UUID] | None, *, by: Person) -> int:
    """Mark some or all (None) of the reader's messages as read; return how many were not."""
    messages = Notification.objects.visible_to(by).unread()
    if ids is not None:
        messages = messages.filter(pk__in=ids)
    return messages.update(read_at=now())


def _shown(value: Any) -> Any:
    """Return a value as the language at hand writes it: our own words translated, days as its readers know them."""
    if isinstance(value, Term):
        return gettext(value)
    return date_format(value) if isinstance(value, date) else value
