"""Sending the inbox by e-mail: once, whatever happens on the way."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from access.actions.mailing import deliver_due
from access.actions.messages import mark_read
from access.actions.people import deactivate_person
from access.models import Notification, Person
from access.tasks import deliver_mail
from common.clock import held_at, now
from tests.factories.mail import Death, DyingBackend, Mailbox, serving, tell
from tests.factories.people import fresh, make_person


def test_it_works(reader: Person, mailbox: Mailbox) -> None:
    message = tell(reader, "Ada asks you")
    deliver_mail.apply(throw=True)
    assert mailbox.last["Subject"] == "Ada asks you"
    assert mailbox.last["To"] == "Emil Engineer <emil-engineer@example.org>"
    assert mailbox.last["From"] == "Portal <portal@example.org>"
    assert mailbox.recipients == [["emil-engineer@example.org"]]
    message.refresh_from_db()
    assert message.mailed_at is not None
    assert message.read_at is None, "a mail is no proof that it was read"
    assert deliver_due() == 0
    assert len(mailbox.raw) == 1


def test_what_is_not_due_waits(reader: Person, mailbox: Mailbox) -> None:
    tell(reader, kind="comment")
    tell(reader, kind="job")
    assert deliver_due() == 0
    assert Notification.objects.awaiting_mail().get().kind == "comment"


def test_what_was_read_meanwhile_is_not_mailed(reader: Person, mailbox: Mailbox) -> None:
    message = tell(reader)
    mark_read([message.pk], by=reader)
    assert deliver_due() == 0
    assert not mailbox.raw
    assert not Notification.objects.awaiting_mail().exists()


def test_who_left_gets_none(reader: Person, administrator: Person, mailbox: Mailbox) -> None:
    tell(reader)
    deactivate_person(reader.pk, by=administrator, reason="Left")
    assert tell(fresh(reader)).mail_after is None
    assert deliver_due() == 0
    assert not mailbox.raw
    assert not Notification.objects.awaiting_mail().exists()


def test_a_server_that_is_away(reader: Person, officer: Person, port: int) -> None:
    messages = [tell(reader), tell(officer)]
    moment = now()
    with held_at(moment):
        assert deliver_due() == 0
    tried = Notification.objects.get(mail_tries=1)
    assert tried.mail_after == moment + timedelta(minutes=1)
    assert "refused" in tried.mail_error
    assert Notification.objects.filter(pk__in=[each.pk for each in messages], mail_tries=0).count() == 1, (
        "the others are not even tried"
    )
    mailbox = Mailbox()
    with serving(mailbox, port):
        assert deliver_due() == 1, "that one waits for its minute"
        with held_at(now() + timedelta(minutes=2)):
            assert deliver_due() == 1
    assert len(mailbox.raw) == 2
    assert not Notification.objects.exclude(mail_error="").exists()


def test_it_waits_longer_each_time_and_gives_up(reader: Person, port: int) -> None:
    message, moment, waited = tell(reader), now(), []
    while True:
        with held_at(moment):
            deliver_due()
        message.refresh_from_db()
        if message.mail_after is None:
            break
        waited.append(int((message.mail_after - moment).total_seconds() // 60))
        moment = message.mail_after
    assert waited[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert (message.mail_after, message.mail_tries) == (None, 110)
    assert 4 <= sum(waited) / 60 / 24 <= 5, "days, as RFC 5321 asks"


def test_a_refused_recipient_stops_nobody_else(reader: Person, officer: Person, mailbox: Mailbox) -> None:
    mailbox.refused[reader.email] = "550 5.1.1 No such person"
    refused, other = tell(reader), tell(officer)
    assert deliver_due() == 1
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.mail_after, refused.mailed_at, refused.mail_error) == (None, None, "550 5.1.1 No such person")
    assert other.mailed_at is not None


@pytest.mark.parametrize(
    ("answer", "again"), [("451 4.7.1 Come back later", True), ("554 5.7.1 Looks like spam", False)]
)
def test_what_the_server_answers(reader: Person, mailbox: Mailbox, answer: str, again: bool) -> None:
    mailbox.answer = answer
    message = tell(reader)
    assert deliver_due() == 0
    message.refresh_from_db()
    assert message.mail_error == answer
    assert (message.mail_after is not None) is again


def test_a_crash_between_sending_and_noting(reader: Person, mailbox: Mailbox, settings: Settings) -> None:
    message = tell(reader)
    kept, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{DyingBackend.__module__}.{DyingBackend.__name__}"
    with pytest.raises(Death):
        deliver_due()
    settings.EMAIL_BACKEND = kept
    assert deliver_due() == 0, "it is not tried again at once: its worker may still be at it"
    with held_at(now() + timedelta(minutes=6)):
        tell(reader, "A new one")
        assert deliver_due() == 2
    first, again, new = mailbox.mails
    assert first["Message-ID"] == again["Message-ID"] != new["Message-ID"], "the second can be known as the first"
    message.refresh_from_db()
    assert message.mailed_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(reader: Person, mailbox: Mailbox) -> None:
    mailbox.takes_seconds = 0.1
    people = [make_person(f"Reader {number}") for number in range(4)]
    Notification.objects.all().delete()
    for number in range(3):
        for person in people:
            tell(person, f"{person.name}: {number}")
    sent: list[int] = []

    def work() -> None:
        sent.append(deliver_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sum(sent) == 12
    assert min(sent) >= 1, "both had something to do"
    assert len({str(mail["Subject"]) for mail in mailbox.mails}) == len(mailbox.raw) == 12


def test_nothing_piles_up_while_mail_is_not_set_up(reader: Person, mailbox: Mailbox, settings: Settings) -> None:
    settings.MAIL_IS_SET_UP = False
    message = tell(reader)
    assert deliver_due() == 0
    message.refresh_from_db()
    assert (message.mail_after, message.mail_error) == (None, "E-mail is not set up.")
    settings.MAIL_IS_SET_UP = True
    assert deliver_due() == 0, "nobody wants last month's mail"
    assert not mailbox.raw


def test_one_that_cannot_be_made_stops_nobody_else(reader: Person, officer: Person, mailbox: Mailbox) -> None:
    Person._base_manager.filter(pk=reader.pk).update(email="no address\nat all")
    broken, other = tell(reader), tell(officer)
    assert deliver_due() == 1
    broken.refresh_from_db()
    other.refresh_from_db()
    assert other.mailed_at is not None
    assert broken.mailed_at is None
    assert broken.mail_error
