"""Stopping mails by the link in them (RFC 8058), signed in or not; duties go on."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from access.actions.mail_preferences import choose_mail
from access.actions.mailing import deliver_due
from access.actions.people import deactivate_person, save_appearance
from access.mail_choices import choices_of
from access.models import MailPreference, Notification, Person
from access.unsubscribing import unsubscribe_address
from tests.factories.mail import Mailbox, tell


def path_of(person: Person, *kinds: str) -> str:
    return "/" + unsubscribe_address(person, kinds).split("/", 3)[3]


def test_it_works(reader: Person, mailbox: Mailbox) -> None:
    tell(reader, kind="comment")
    choose_mail(reader, {"comment": "at-once"})
    tell(reader, kind="comment")
    deliver_due()
    mail = mailbox.last
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip(" <>")
    assert address.startswith("https://portal.example.org/inbox/unsubscribe/")
    # As a mail program does it: no cookie, no token against forgery.
    answer = Client(enforce_csrf_checks=True).post(
        address.removeprefix("https://portal.example.org"), {"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200, "RFC 8058 §3.1: it is not sent elsewhere"
    assert choices_of(reader)["comment"] == "never"
    assert tell(reader, kind="comment").mail_after is None
    assert tell(reader, kind="mention").mail_after is not None
    assert not Notification.objects.awaiting_mail().filter(kind="comment").exists(), "what waited is mailed no more"


def test_a_look_changes_nothing(reader: Person) -> None:
    client = Client()
    answer = client.get(path_of(reader, "comment"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Stop these e-mails?" in page
    assert "Comments" in page
    client.head(path_of(reader, "comment"))
    assert not MailPreference.objects.exists()


def test_a_digest_stops_all_that_was_in_it(reader: Person) -> None:
    page = Client().post(path_of(reader, "comment", "mention")).content.decode()
    assert "These e-mails have stopped" in page
    assert {name for name, choice in choices_of(reader).items() if choice == "never"} == {"comment", "mention", "job"}


def test_again_is_no_harm(reader: Person) -> None:
    for _ in range(2):
        assert Client().post(path_of(reader, "comment")).status_code == 200
    assert MailPreference.objects.get().choice == "never"


def test_duties_go_on(reader: Person) -> None:
    path = path_of(reader, "to-decide")
    page = Client().get(path)
    assert page.status_code == 200
    assert "cannot be stopped" in page.content.decode()
    assert Client().post(path).status_code == 409
    assert "Decisions that wait for you" not in Client().get(path_of(reader, "to-decide", "comment")).content.decode()
    Client().post(path_of(reader, "to-decide", "comment"))
    assert choices_of(reader)["to-decide"] == "at-once"
    assert choices_of(reader)["comment"] == "never"


def test_a_link_is_good_for_three_months(reader: Person) -> None:
    path = path_of(reader, "comment")
    with time_machine.travel(timezone.now() + timedelta(days=89)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        for answer in (Client().get(path), Client().post(path)):
            assert answer.status_code == 404
            assert "This link no longer works" in answer.content.decode()
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "💥", "A" * 3000])
def test_anything_else_is_no_link(reader: Person, token: str) -> None:
    for answer in (Client().get(f"/inbox/unsubscribe/{token}/"), Client().post(f"/inbox/unsubscribe/{token}/")):
        assert answer.status_code == 404


def test_an_altered_link_is_none(reader: Person, officer: Person) -> None:
    theirs, mine = path_of(officer, "comment").split("/")[-2], path_of(reader, "comment").split("/")[-2]
    mixed = ":".join([theirs.split(":")[0], *mine.split(":")[1:]])
    assert Client().post(f"/inbox/unsubscribe/{mixed}/").status_code == 404
    assert Client().post(f"/inbox/unsubscribe/{mine[:-1]}/").status_code == 404
    assert not MailPreference.objects.exists()


def test_a_new_secret_keeps_old_links(reader: Person, settings: Settings) -> None:
    path = path_of(reader, "comment")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" * 10
    assert Client().get(path).status_code == 200


def test_who_left_has_nothing_to_stop(reader: Person, administrator: Person) -> None:
    path = path_of(reader, "comment")
    deactivate_person(reader.pk, by=administrator, reason="Left")
    assert Client().post(path).status_code == 404
    ghost = Person(pk=uuid4(), email="ghost@example.org", name="Ghost")
    assert Client().post(path_of(ghost, "comment")).status_code == 404


def test_it_opens_nothing_else(reader: Person) -> None:
    client = Client()
    client.post(path_of(reader, "comment"))
    assert client.get("/access/me/mail/").headers["Location"].startswith("/access/sign-in/")


def test_it_speaks_the_readers_language(reader: Person) -> None:
    save_appearance(reader, language="de", time_zone="", theme="auto")
    answer = Client().get(path_of(reader, "comment"))
    assert '<html lang="de"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "de"
