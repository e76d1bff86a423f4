"""The inbox."""

from uuid import uuid4

import pytest

from access.actions.messages import notify
from access.models import Notification, Person
from access.views.account.inbox import SIZE
from tests.factories.clients import client_of

URL = "/inbox/"


def send(person: Person, title: str = "Something happened", link: str = "/jobs/") -> Notification:
    return notify(person, kind="job", title=title, link=link)


@pytest.fixture
def reader(engineer: Person) -> Person:
    """Somebody whose inbox is empty."""
    Notification.objects.filter(person=engineer).delete()
    return engineer


def test_it_works(reader: Person) -> None:
    message = send(reader)
    client = client_of(reader)
    page = client.get(URL).content.decode()
    assert "Something happened" in page
    assert "1 message not read" in page
    assert client.get(f"{URL}{message.pk}/").headers["Location"] == "/jobs/"
    message.refresh_from_db()
    assert message.read_at is not None
    assert "not read" not in client.get(URL).content.decode()


@pytest.mark.parametrize("link", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_message_leads_nowhere_else(reader: Person, link: str) -> None:
    message = send(reader, link=link)
    assert client_of(reader).get(f"{URL}{message.pk}/").headers["Location"] == URL


def test_fetching_ahead_reads_nothing(reader: Person) -> None:
    message = send(reader)
    client = client_of(reader)
    client.get(f"{URL}{message.pk}/", headers={"Sec-Purpose": "prefetch;prerender"})
    client.head(f"{URL}{message.pk}/")
    message.refresh_from_db()
    assert message.read_at is None


def test_one_is_marked_as_read(reader: Person) -> None:
    first, second = send(reader), send(reader)
    answer = client_of(reader).post(f"{URL}{first.pk}/read/", {"next": f"{URL}?show=unread"})
    assert answer.headers["Location"] == f"{URL}?show=unread"
    assert list(Notification.objects.visible_to(reader).unread()) == [second]


def test_all_are_marked_as_read(reader: Person, officer: Person) -> None:
    for _each in range(3):
        send(reader)
    theirs = send(officer)
    page = client_of(reader).post(f"{URL}read/", follow=True).content.decode()
    assert "3 messages marked as read." in page
    theirs.refresh_from_db()
    assert theirs.read_at is None


@pytest.mark.parametrize("address", ["read/", "{key}/read/"])
def test_a_link_marks_nothing(reader: Person, address: str) -> None:
    message = send(reader)
    assert client_of(reader).get(URL + address.format(key=message.pk)).status_code == 405
    message.refresh_from_db()
    assert message.read_at is None


def test_other_peoples_messages_are_not_there(reader: Person, officer: Person) -> None:
    message = send(officer, "For the officer only")
    client = client_of(reader)
    assert "For the officer only" not in client.get(URL).content.decode()
    for key in (message.pk, uuid4()):
        assert client.get(f"{URL}{key}/").status_code == 404
        assert client.post(f"{URL}{key}/read/").status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_only_the_unread_are_shown_when_asked(reader: Person) -> None:
    send(reader, "An old one")
    client = client_of(reader)
    client.post(f"{URL}read/")
    send(reader, "A new one")
    page = client.get(f"{URL}?show=unread").content.decode()
    assert "A new one" in page
    assert "An old one" not in page


def test_a_long_inbox_has_pages(reader: Person) -> None:
    for number in range(SIZE + 1):
        send(reader, f"Message {number:03}")
    client = client_of(reader)
    first = client.get(URL)
    assert "Message 000" not in first.content.decode()
    older = first.context["older"]
    second = client.get(older)
    assert "Message 000" in second.content.decode()
    assert second.context["newer"]


@pytest.mark.parametrize("cursor", ["x", "W10", "A" * 5000, "\x00", "💥"])
def test_a_broken_place_begins_again(reader: Person, cursor: str) -> None:
    assert client_of(reader).get(URL, {"after": cursor}).headers["Location"] == URL


def test_markup_in_a_message_is_only_text(reader: Person) -> None:
    send(reader, "<b>bold</b>")
    assert "<b>bold</b>" not in client_of(reader).get(URL).content.decode()
