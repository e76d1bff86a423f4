"""The mail that tells of messages: what it says is in the inbox; its links lead there, and nothing in it is secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import quote
from hashlib import sha256
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.message_kinds import kind_of, kinds
from access.models import Notification, Person
from access.unsubscribing import unsubscribe_address
from common.names import one_line

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class MailedGroup:
    """The messages of one kind in a mail."""

    label: Any
    items: list[dict[str, Any]]


def mail_of(person: Person, messages: list[Notification]) -> EmailMultiAlternatives:
    """Return the mail with one message, or with several, in the person's language and time zone.

    Made again of the same messages it has the same Message-ID: what a crash sent twice can be known as one.
    """
    with override(person.language or settings.LANGUAGE_CODE), timezone.override(person.zone):
        context = _context(person, messages)
        mail = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string("emails/messages.txt", context),
            to=[f'"{quote(one_line(person.name))}" <{person.email}>'],
            headers=_headers(messages, context["unsubscribe_url"]),
        )
        mail.attach_alternative(render_to_string("emails/messages.html", context), "text/html")
    return mail


def message_id(messages: list[Notification]) -> str:
    """Return the Message-ID (RFC 5322 §3.6.4) of the mail with these messages."""
    digest = sha256("".join(sorted(message.pk.hex for message in messages)).encode())
    return f"<{digest.hexdigest()[:40]}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}>"


def _context(person: Person, messages: list[Notification]) -> dict[str, Any]:
    optional = sorted({message.kind for message in messages if not kind_of(message.kind).duty})
    first, count = messages[0], len(messages)
    subject = first.title if count == 1 else _("%(count)s messages from the compliance portal") % {"count": count}
    return {
        "subject": one_line(subject)[:LONGEST_SUBJECT],
        "person": person,
        "groups": list(_groups(messages)),
        "one": count == 1,
        "inbox_url": settings.PUBLIC_ADDRESS + reverse("inbox:list"),
        "choices_url": settings.PUBLIC_ADDRESS + reverse("access:mail"),
        "unsubscribe_url": unsubscribe_address(person, optional) if optional else "",
        "has_duties": any(kind_of(message.kind).duty for message in messages),
    }


def _groups(messages: list[Notification]) -> Iterator[MailedGroup]:
    """Yield the messages by kind, duties first, the oldest of each kind first."""
    for name, group in groupby(sorted(messages, key=_rank), key=lambda each: each.kind):
        yield MailedGroup(kind_of(name).label, [_item(message) for message in group])


def _rank(message: Notification) -> tuple[bool, int, str, UUID]:
    order = list(kinds())
    place = order.index(message.kind) if message.kind in order else len(order)
    return not kind_of(message.kind).duty, place, message.kind, message.pk


def _item(message: Notification) -> dict[str, Any]:
    return {
        "title": one_line(message.title),
        "text": message.text if kind_of(message.kind).text_in_mail else "",
        "url": settings.PUBLIC_ADDRESS + reverse("inbox:open", args=[message.pk]),
        "when": message.created_at,
    }


def _headers(messages: list[Notification], unsubscribe_url: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(messages),
        # No answers from those who are away (RFC 3834), nor from Exchange.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
