"""Messages in people's inboxes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from access.mail_choices import choice_of
from access.models import Notification, Person
from access.rules import people as rules
from common.clock import now
from common.notifications import MailChoice
from common.terms import Term


def notify(
    person: Person, *, kind: str, title: str, text: str = "", values: dict[str, Any] | None = None, link: str = ""
) -> Notification:
    """Put a message into a person's inbox, in their language; `title` and `text` are texts marked for translation.

    It goes out by e-mail when the person wants messages of its kind; people without an account in use get none.
    """
    with override(person.language or settings.LANGUAGE_CODE):
        shown = {name: _shown(value) for name, value in (values or {}).items()}
        return Notification.objects.create(
            person=person,
            kind=kind,
            title=(gettext(title) % shown)[:300],
            text=gettext(text) % shown if text else "",
            link=link,
            mail_after=_mail_after(person, kind),
        )


@transaction.atomic
def mark_read(ids: list[UUID] | None, *, by: Person) -> int:
    """Mark some or all (None) of the reader's messages as read; return how many were not."""
    messages = Notification.objects.visible_to(by).unread()
    if ids is not None:
        messages = messages.filter(pk__in=ids)
    return messages.update(read_at=now())


def _mail_after(person: Person, kind: str) -> datetime | None:
    """Return when a message of a kind goes out by e-mail: now, with the next mail of the day, or never."""
    choice = choice_of(person, kind) if person.is_active and person.email else MailChoice.NEVER
    if choice == MailChoice.NEVER:
        return None
    zone = person.zone or timezone.get_default_timezone()
    return now() if choice == MailChoice.AT_ONCE else rules.next_digest(now(), zone)


def _shown(value: Any) -> Any:
    """Return a value as the language at hand writes it: our own words translated, days as its readers know them."""
    if isinstance(value, Term):
        return gettext(value)
    return date_format(value) if isinstance(value, date) else value
