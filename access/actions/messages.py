"""Messages in people's inboxes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override

from access.models import Notification, Person
from common.clock import now
from common.terms import Term


def notify(
    person: Person, *, kind: str, title: str, text: str = "", values: dict[str, Any] | None = None, link: str = ""
) -> Notification:
    """Put a message into a person's inbox, in their language; `title` and `text` are texts marked for translation."""
    values = values or {}
    with override(person.language or None):
        shown = {name: gettext(value) if isinstance(value, Term) else value for name, value in values.items()}
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
