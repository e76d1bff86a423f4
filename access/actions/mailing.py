"""Sending the inbox by e-mail: each minute, what is due, in as many workers as there are.

A mail is claimed in a short transaction, which already says when it is tried again, and sent after it: a slow mail
server holds no row that its reader opens, and what dies on the way is tried again, as the same mail.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F

from access.mails import mail_of
from access.models import Notification
from access.rules import people as rules
from common.clock import now
from common.names import one_line

logger = logging.getLogger(__name__)

# Longer than a server may take over one mail (EMAIL_TIMEOUT for each of its steps).
CLAIMED_FOR = timedelta(minutes=5)
# The next run takes over: mail never keeps a worker from other work for long.
RUNS_FOR = timedelta(seconds=50)
NOT_SET_UP = "E-mail is not set up."


class ServerAway(Exception):  # noqa: N818 - names what happened
    """The mail server does not answer, or does not let us in: nothing else gets through either."""


def deliver_due() -> int:
    """Send the mails that are due; return how many were. Safe to run twice, and in several workers at once.

    While e-mail is not set up, what is due is let go: nobody wants the mail of a month on the day it is.
    """
    if not settings.MAIL_IS_SET_UP:
        if let_go := Notification.objects.mail_due(now()).update(mail_after=None, mail_error=NOT_SET_UP):
            logger.warning("E-mail is not set up (EMAIL_URL): %d messages stay in the inbox only.", let_go)
        return 0
    sent, until = 0, now() + RUNS_FOR
    with _line() as line:
        while now() < until and (claimed := _claim()):
            try:
                sent += _deliver(claimed, line)
            except ServerAway:
                break
    return sent


@transaction.atomic
def _claim() -> list[Notification]:
    """Take the messages of the mail that has been due for longest, of those nobody else takes."""
    due = Notification.objects.mail_due(now()).first_of_their_mail().order_by("mail_after", "pk")
    first = due.select_for_update(of=("self",), skip_locked=True).first()
    if first is None:
        return []
    # What its reader opens at this moment is left out: waiting for each other would never end.
    others = Notification.objects.in_one_mail_with(first).select_for_update(skip_locked=True)
    keys = list(others.values_list("pk", flat=True))
    claimed = Notification.objects.filter(pk__in=keys)
    claimed.update(mail_after=now() + CLAIMED_FOR, mail_tries=F("mail_tries") + 1)
    return list(claimed.select_related("person").order_by("pk"))


def _deliver(claimed: list[Notification], line: Any) -> int:
    """Send what was claimed, but what was read meanwhile, and note what came of it; return how many mails went out.

    Raises:
        ServerAway: the server does not answer; what was claimed is tried again later.
    """
    person = claimed[0].person
    wanted = [message for message in claimed if message.read_at is None and person.is_active]
    _rows([message for message in claimed if message not in wanted]).update(mail_after=None, mail_tries=0)
    if not wanted:
        return 0
    try:
        _open(line)
        line.send_messages([mail_of(person, wanted)])
    except (OSError, ServerAway) as error:
        # Of smtplib's errors each is an OSError too.
        _note_failure(wanted, error)
        _hang_up(line)
        if isinstance(error, ServerAway):
            raise
        return 0
    except Exception as error:
        # Whatever is wrong with one mail, the others go out: it is noted beside it, and tried again.
        logger.exception("Mail %s cannot be made", wanted[0].pk)
        _note_failure(wanted, error)
        return 0
    _rows(wanted).update(mailed_at=now(), mail_error="")
    return 1


def _open(line: Any) -> None:
    """Connect and sign in, unless that is done.

    Raises:
        ServerAway: the server does not answer, or refuses who we say we are.
    """
    try:
        line.open()
    except OSError as error:
        raise ServerAway(_told(error)) from error


def _note_failure(messages: list[Notification], error: Exception) -> None:
    """Keep why a mail did not go out, and when it is tried again: not at all where it was refused for good."""
    wait = None if _is_final(error) else rules.mail_retry_in(messages[0].mail_tries)
    told = _told(error)
    logger.warning("Mail %s did not go out (try %d): %s", messages[0].pk, messages[0].mail_tries, told)
    # What its reader switched off meanwhile stays off.
    standing = _rows(messages).filter(mail_after__isnull=False)
    standing.update(mail_after=now() + wait if wait else None, mail_error=told)


def _is_final(error: Exception) -> bool:
    """Tell whether the server refused the recipient or the mail for good (RFC 5321 §4.2.1: 5yz)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _told(error: Exception) -> str:
    """Return what the server said, as one line for whoever mends it."""
    if isinstance(error, ServerAway):
        return str(error)
    if isinstance(error, SMTPRecipientsRefused):
        return _answer(*next(iter(error.recipients.values())))
    if isinstance(error, SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return one_line(str(error) or type(error).__name__)[:300]


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(f"{code} {text}")[:300]


def _rows(messages: list[Notification]) -> Any:
    return Notification.objects.filter(pk__in=[message.pk for message in messages])


@contextmanager
def _line() -> Iterator[Any]:
    """Hold a connection that is opened with the first mail."""
    line = get_connection()
    try:
        yield line
    finally:
        _hang_up(line)


def _hang_up(line: Any) -> None:
    try:
        line.close()
    except OSError:
        logger.debug("The mail server hung up first.")
