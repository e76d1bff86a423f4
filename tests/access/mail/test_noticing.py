"""Whoever can mend it learns that mail does not arrive: on their work, and from doctor."""

from datetime import timedelta

from django.test import Client
from pytest_django import Settings

from access.actions.mailing import deliver_due
from access.models import Notification, Person
from common.clock import held_at, now
from compliance_portal.doctor import Level, surroundings
from compliance_portal.doctor.data import check_deliveries
from compliance_portal.doctor.finding import Finding
from tests.factories.clients import client_of
from tests.factories.mail import Mailbox, serving, tell

WORK = "/my-work/"


def work_of(person: Person) -> str:
    client: Client = client_of(person)
    return str(client.get(WORK).content.decode())


def finding() -> Finding:
    (found,) = check_deliveries()
    return found


def test_all_is_well(reader: Person, administrator: Person, mailbox: Mailbox) -> None:
    tell(reader)
    tell(reader, kind="comment")
    deliver_due()
    assert (finding().level, finding().text) == (Level.OK, "1 wait for their time")
    page = work_of(administrator)
    assert "E-mails do not go out" not in page
    assert "People whom e-mail does not reach" not in page
    assert surroundings.check_mail()[0].level is Level.OK


def test_a_server_that_is_away(reader: Person, administrator: Person, port: int) -> None:
    moment = now()
    with held_at(moment):
        tell(reader)
    for minutes in (0, 1, 3):
        with held_at(moment + timedelta(minutes=minutes)):
            deliver_due()
    assert finding().level is Level.PROBLEM
    assert "1 wait, the oldest since" in finding().text
    assert "Connection refused" in finding().text
    page = work_of(administrator)
    assert "E-mails do not go out" in page
    assert "Connection refused" in page
    assert "E-mails do not go out" not in work_of(reader), "who cannot mend it is left in peace"
    with serving(Mailbox(), port), held_at(moment + timedelta(minutes=10)):
        deliver_due()
    assert finding().level is Level.OK
    assert "E-mails do not go out" not in work_of(administrator)


def test_no_worker_that_sends(reader: Person) -> None:
    with held_at(now() - timedelta(hours=2)):
        tell(reader)
    assert finding().level is Level.PROBLEM
    assert "worker and beat" in finding().mend


def test_somebody_whom_mail_does_not_reach(reader: Person, administrator: Person, mailbox: Mailbox) -> None:
    mailbox.refused[reader.email] = "550 5.1.1 No such person"
    tell(reader)
    deliver_due()
    assert finding().level is Level.WARNING
    assert f"the last to {reader.email}: 550 5.1.1 No such person" in finding().text
    page = work_of(administrator)
    assert f"{reader.name} ({reader.email})" in page
    assert "550 5.1.1 No such person" in page
    mailbox.refused.clear()
    tell(reader)
    deliver_due()
    assert "People whom e-mail does not reach" not in work_of(administrator), "it does again"


def test_mail_that_is_not_set_up(reader: Person, administrator: Person, settings: Settings) -> None:
    settings.MAIL_IS_SET_UP = False
    with held_at(now() - timedelta(hours=2)):
        tell(reader)
    deliver_due()
    (found,) = surroundings.check_mail()
    assert (found.level, found.text) == (Level.WARNING, "not set up: messages stay in the inbox only")
    assert "EMAIL_URL" in found.mend
    assert finding().level is Level.OK
    assert "E-mail is not set up" in work_of(administrator)
    assert "E-mail is not set up" not in work_of(reader)
    assert not Notification.objects.awaiting_mail().exists()
