"""The mail of the day: all in one, at seven in the reader's own time."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import monotonic

import pytest
from django.db import connection, transaction

from access.actions.mail_preferences import choose_mail
from access.actions.mailing import deliver_due
from access.actions.messages import mark_read
from access.actions.people import save_appearance
from access.models import Notification, Person
from common.clock import held_at
from tests.factories.mail import Mailbox, html_of, serving, tell, text_of

EVENING = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
MORNING = datetime(2026, 5, 5, 7, 0, tzinfo=UTC)


def test_it_works(reader: Person, officer: Person, mailbox: Mailbox) -> None:
    choose_mail(reader, {"mention": "daily", "to-decide": "daily"})
    with held_at(EVENING):
        for kind, title in (("comment", "One"), ("mention", "Two"), ("comment", "Three"), ("to-decide", "Four")):
            tell(reader, title, kind=kind)
        tell(officer, "Somebody else's", kind="comment")
        assert deliver_due() == 0
    with held_at(MORNING):
        assert deliver_due() == 2
    mail = next(each for each in mailbox.mails if "Emil" in each["To"])
    assert mail["Subject"] == "4 messages from the compliance portal"
    plain = text_of(mail)
    order = ["Decisions that wait for you", "Four", "Mentions", "Two", "Comments", "One", "Three"]
    assert sorted(order, key=plain.index) == order, "by kind, the oldest first"
    assert "Somebody else" not in plain + html_of(mail)
    for message in Notification.objects.filter(person=reader):
        assert message.mailed_at == MORNING
        assert f"/inbox/{message.pk}/" in plain
        assert f"/inbox/{message.pk}/" in html_of(mail)
    assert "Some of these cannot be switched off" in plain


def test_what_was_read_is_left_out(reader: Person, mailbox: Mailbox) -> None:
    with held_at(EVENING):
        read, _other = tell(reader, "Read", kind="comment"), tell(reader, "Not read", kind="comment")
        mark_read([read.pk], by=reader)
    with held_at(MORNING):
        assert deliver_due() == 1
    assert mailbox.last["Subject"] == "Not read", "one alone looks like one"
    assert not Notification.objects.awaiting_mail().exists()


def test_one_that_failed_goes_out_again_as_it_was(reader: Person, port: int) -> None:
    with held_at(EVENING):
        tell(reader, "One", kind="comment")
        tell(reader, "Two", kind="comment")
    with held_at(MORNING):
        deliver_due()
        tell(reader, "Too late for this one", kind="comment")
    mailbox = Mailbox()
    with serving(mailbox, port), held_at(MORNING + timedelta(minutes=1)):
        assert deliver_due() == 1
    assert mailbox.last["Subject"] == "2 messages from the compliance portal"
    assert Notification.objects.awaiting_mail().get().title == "Too late for this one"


@pytest.mark.parametrize(
    ("zone", "told_at", "mailed_at"),
    [
        ("", "2026-05-04T06:59", "2026-05-04T07:00"),
        ("", "2026-05-04T07:00", "2026-05-05T07:00"),
        ("Europe/Berlin", "2026-05-04T04:00", "2026-05-04T05:00"),
        ("America/Los_Angeles", "2026-05-04T20:00", "2026-05-05T14:00"),
        ("Asia/Kolkata", "2026-05-04T20:00", "2026-05-05T01:30"),
        # Clocks go forward at 2:00 on 29 March, and back at 3:00 on 25 October.
        ("Europe/Berlin", "2026-03-28T12:00", "2026-03-29T05:00"),
        ("Europe/Berlin", "2026-03-29T00:30", "2026-03-29T05:00"),
        ("Europe/Berlin", "2026-10-24T12:00", "2026-10-25T06:00"),
        ("Europe/Berlin", "2026-10-25T05:30", "2026-10-25T06:00"),
    ],
)
def test_seven_is_seven_where_the_reader_is(reader: Person, zone: str, told_at: str, mailed_at: str) -> None:
    save_appearance(reader, language="", time_zone=zone, theme="auto")
    with held_at(datetime.fromisoformat(told_at).replace(tzinfo=UTC)):
        message = tell(reader, kind="comment")
    assert message.mail_after == datetime.fromisoformat(mailed_at).replace(tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_what_is_being_opened_keeps_the_others_from_nothing(reader: Person, mailbox: Mailbox) -> None:
    with held_at(EVENING):
        tell(reader, "One", kind="comment")
        opened = tell(reader, "Two", kind="comment")
    holding, done = Event(), Event()

    def open_it() -> None:
        try:
            with transaction.atomic():
                Notification.objects.select_for_update().get(pk=opened.pk)
                holding.set()
                done.wait(20)
                mark_read([opened.pk], by=reader)
        finally:
            connection.close()

    opening = Thread(target=open_it)
    opening.start()
    assert holding.wait(20)
    with held_at(MORNING):
        begun = monotonic()
        assert deliver_due() == 1
        assert monotonic() - begun < 10
    done.set()
    opening.join(30)
    with held_at(MORNING):
        assert deliver_due() == 0
    assert mailbox.last["Subject"] == "One"
    assert not Notification.objects.awaiting_mail().exists()
