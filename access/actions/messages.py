"""Messages in people's inboxes."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from access.mail_choices import choices_of_many
from access.models import Notification, Person
from access.rules import people as rules
from common.clock import now
from common.moments import moment_in_words
from common.notifications import MailChoice
from common.terms import Term

AT_ONCE = 1_000


def notify(
    person: Person, *, kind: str, title: str, text: str = "", values: dict[str, Any] | None = None, link: str = ""
) -> Notification:
    """Put a message into a person's inbox, in their language; `title` and `text` are texts marked for translation.

    It goes out by e-mail when the person wants messages of its kind; people without an account in use get none.
    """
    (message,) = notify_many([person], kind=kind, title=title, text=text, values=values, link=link)
    return message


def notify_many(
    people: Iterable[Person],
    *,
    kind: str,
    title: str,
    text: str = "",
    values: dict[str, Any] | None = None,
    link: str = "",
) -> list[Notification]:
    """Put the same message into the inboxes of people, each in their language, moments in their time zone.

    It takes two queries however many they are.
    """
    told = list(people)
    choices = choices_of_many(told, kind)
    written: dict[tuple[str, tzinfo], tuple[str, str]] = {}
    messages = []
    for person in told:
        reader = (person.language or settings.LANGUAGE_CODE, person.zone or timezone.get_default_timezone())
        if reader not in written:
            written[reader] = _written(*reader, title, text, values or {})
        own_title, own_text = written[reader]
        mail_after = _mail_after(person, choices[person.pk])
        messages.append(
            Notification(person=person, kind=kind, title=own_title, text=own_text, link=link, mail_after=mail_after)
        )
    return Notification.objects.bulk_create(messages, batch_size=AT_ONCE)


@transaction.atomic
def mark_read(ids: list[UUID] | None, *, by: Person) -> int:
    """Mark some or all (None) of the reader's messages as read; return how many were not."""
    messages = Notification.objects.visible_to(by).unread()
    if ids is not None:
        messages = messages.filter(pk__in=ids)
    return messages.update(read_at=now())


def _written(language: str, zone: tzinfo, title: str, text: str, values: dict[str, Any]) -> tuple[str, str]:
    with override(language), timezone.override(zone):
        shown = {name: _shown(value) for name, value in values.items()}
        return (gettext(title) % shown)[:300], gettext(text) % shown if text else ""


def _mail_after(person: Person, choice: MailChoice) -> datetime | None:
    """Return when a message goes out by e-mail: now, with the next mail of the day, or never."""
    if choice == MailChoice.NEVER or not (person.is_active and person.email):
        return None
    zone = person.zone or timezone.get_default_timezone()
    return now() if choice == MailChoice.AT_ONCE else rules.next_digest(now(), zone)


def _shown(value: Any) -> Any:
    """Return a value as the language at hand writes it: our own words translated, days as its readers know them.

    A moment is told in the time zone at hand, and names it: it is read later, perhaps elsewhere.
    """
    if isinstance(value, Term):
        return gettext(value)
    if isinstance(value, datetime):
        return moment_in_words(value)
    return date_format(value) if isinstance(value, date) else value
