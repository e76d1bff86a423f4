"""A real mail server on this machine, and what it was given."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.core.mail.backends.smtp import EmailBackend

from access.actions.messages import notify
from access.models import Notification, Person

LINK = re.compile(r"http\S+")


class Death(BaseException):
    """The end of a worker, which no task survives to tell."""


class DyingBackend(EmailBackend):
    """Sends a mail for real, and dies before anybody can note it."""

    def send_messages(self, email_messages: Any) -> int:
        super().send_messages(email_messages)
        raise Death


@dataclass
class Mailbox:
    """What the server was given; it refuses the recipients and answers the mails it is told to."""

    raw: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answer: str = "250 Taken"
    takes_seconds: float = 0

    @property
    def mails(self) -> list[EmailMessage]:
        """Return the mails as a mail program reads them."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]

    @property
    def last(self) -> EmailMessage:
        return self.mails[-1]


class Handler:
    """What the server asks, answered as the mailbox says."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_RCPT(  # noqa: N802 - its name is aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.mailbox.refused:
            return self.mailbox.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.mailbox.takes_seconds)
        if self.mailbox.answer.startswith("250"):
            self.mailbox.raw.append(envelope.content)
            self.mailbox.recipients.append(list(envelope.rcpt_tos))
        return self.mailbox.answer


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(mailbox: Mailbox, port: int) -> Iterator[None]:
    """Run a mail server for a mailbox."""
    controller = Controller(Handler(mailbox), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    """Return the plain part."""
    return part_of(mail, "plain")


def html_of(mail: EmailMessage) -> str:
    """Return the HTML part."""
    return part_of(mail, "html")


def part_of(mail: EmailMessage, kind: str) -> str:
    part: Any = mail.get_body((kind,))
    return str(part.get_content())


def tell(person: Person, title: str = "Something happened", *, kind: str = "mention", **more: Any) -> Notification:
    """Tell somebody something."""
    return notify(person, kind=kind, title=title, **{"link": "/jobs/", **more})
