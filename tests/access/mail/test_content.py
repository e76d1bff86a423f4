"""What a mail says: in the reader's words, safe in every header, with links and without secrets."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from access.actions.mailing import deliver_due
from access.actions.people import save_appearance
from access.models import Person
from common.clock import held_at
from common.refusals import marked as _
from tests.factories.mail import LINK, Mailbox, html_of, tell, text_of
from tests.factories.people import PASSWORD


def test_it_works(reader: Person, mailbox: Mailbox) -> None:
    message = tell(reader, "%(who)s mentions you on %(what)s", values={"who": "Ada", "what": "UC-7 <Claims> & more"})
    deliver_due()
    mail = mailbox.last
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    address = f"https://portal.example.org/inbox/{message.pk}/"
    assert "Hello Emil Engineer," in text_of(mail)
    assert "Ada mentions you on UC-7 <Claims> & more" in text_of(mail)
    assert address in LINK.findall(text_of(mail))
    assert "UC-7 &lt;Claims&gt; &amp; more" in html_of(mail)
    assert f'href="{address}"' in html_of(mail)
    assert {link.split("/")[2] for link in LINK.findall(text_of(mail))} == {"portal.example.org"}
    assert not re.search(r"<(script|link|img|iframe|form)\b", html_of(mail)), "it loads nothing and runs nothing"


def test_the_link_leads_to_the_right_place_after_signing_in(
    reader: Person, mailbox: Mailbox, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "http://testserver"
    message = tell(reader, link="/access/me/sessions/")
    deliver_due()
    link = next(each for each in LINK.findall(text_of(mailbox.last)) if str(message.pk) in each)
    browser = Client()
    sign_in = browser.get(link.removeprefix("http://testserver")).headers["Location"]
    assert sign_in == f"/access/sign-in/?next=/inbox/{message.pk}/"
    answer = browser.post(sign_in, {"email": reader.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/access/me/sessions/"
    message.refresh_from_db()
    assert message.read_at is not None


@pytest.mark.parametrize(
    "title",
    [
        "Hello\r\nBcc: evil@example.org",
        "Hello\nContent-Type: text/html\n\n<b>",
        "Hel\u202elo\x07 \u2028 there",
        "Ünïcödé " * 30,
    ],
)
def test_a_title_is_only_a_subject(reader: Person, mailbox: Mailbox, title: str) -> None:
    tell(reader, "%(title)s", values={"title": title})
    assert deliver_due() == 1
    mail = mailbox.last
    assert mailbox.recipients == [[reader.email]]
    assert mail["Bcc"] is None
    assert mail.get_content_type() == "multipart/alternative"
    assert len(mail.get_all("Subject") or []) == 1
    assert not re.search(r"[\x00-\x1f\u202e\u2028]", str(mail["Subject"]))
    assert str(mail["Subject"]).strip().startswith(title[:3])
    head = mailbox.raw[-1].partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 998 for line in head.split(b"\r\n")), "RFC 5322 §2.1.1"
    assert head.isascii()


@pytest.mark.parametrize("name", ['Zoë "Zo" Ångström, Dr.', "Emil\r\nBcc: evil@example.org", "李 雷", "a" * 200])
def test_names_are_encoded(reader: Person, mailbox: Mailbox, name: str) -> None:
    Person._base_manager.filter(pk=reader.pk).update(name=name)
    reader.refresh_from_db()
    tell(reader)
    assert deliver_due() == 1
    (address,) = mailbox.last["To"].addresses
    assert address.addr_spec == reader.email
    assert address.display_name == " ".join(name.split())
    assert mailbox.recipients == [[reader.email]]
    assert mailbox.raw[-1].partition(b"\r\n\r\n")[0].isascii()


def test_what_people_typed_stays_in_the_portal(reader: Person, mailbox: Mailbox) -> None:
    tell(reader, "Ada comments on UC-7", text="%(words)s", values={"words": "The password is hunter2"})
    deliver_due()
    assert b"hunter2" not in mailbox.raw[-1]
    assert "hunter2" not in text_of(mailbox.last) + html_of(mailbox.last)


def test_texts_of_ours_are_in_it(reader: Person, mailbox: Mailbox) -> None:
    tell(reader, kind="account", text="If you did not ask for it, tell your security team at once.")
    deliver_due()
    for part in (text_of(mailbox.last), html_of(mailbox.last)):
        assert "tell your security team at once" in part


def test_it_is_in_the_readers_language_and_zone(reader: Person, mailbox: Mailbox) -> None:
    save_appearance(reader, language="de", time_zone="Asia/Tokyo", theme="auto")
    with held_at(datetime(2026, 3, 1, 22, 30, tzinfo=UTC)):
        tell(reader, _("Signed in from %(address)s"), kind="sign-in", values={"address": "192.0.2.7"})
        deliver_due()
    mail = mailbox.last
    assert "192.0.2.7" in mail["Subject"]
    assert "Signed in" not in str(mail["Subject"])
    assert 'lang="de"' in html_of(mail)
    assert "2. März 2026, 07:30" in text_of(mail)


def test_a_duty_offers_no_way_out(reader: Person, mailbox: Mailbox) -> None:
    tell(reader, kind="to-decide")
    deliver_due()
    mail = mailbox.last
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None
    assert "/unsubscribe/" not in text_of(mail) + html_of(mail)
    assert "cannot be switched off" in text_of(mail)
    assert "https://portal.example.org/access/me/mail/" in text_of(mail)


def test_a_kind_of_a_time_before_is_mailed_too(reader: Person, mailbox: Mailbox) -> None:
    tell(reader, kind="long-gone")
    assert deliver_due() == 1
