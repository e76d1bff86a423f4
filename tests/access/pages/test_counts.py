"""The counts in the frame of every page: work as of the last half minute, one's own deeds and messages at once."""

from datetime import timedelta

from access.actions.messages import notify
from access.models import Person
from common.clock import held_at, now
from tests.factories.clients import client_of
from tests.factories.people import make_person

URL = "/access/roles/"


def shown(response) -> tuple[int, int]:
    shell = response.context["shell"]
    return shell["my_work_count"], shell["inbox_count"]


def test_work_is_counted_anew_after_half_a_minute(administrator: Person) -> None:
    client, begun = client_of(administrator), now()
    with held_at(begun):
        work, _unread = shown(client.get(URL))
    make_person("Nina Nobody")
    with held_at(begun + timedelta(seconds=20)):
        assert shown(client.get(URL))[0] == work
    with held_at(begun + timedelta(seconds=31)):
        assert shown(client.get(URL))[0] == work + 1


def test_what_one_does_oneself_counts_at_once(administrator: Person) -> None:
    client = client_of(administrator)
    work, _unread = shown(client.get(URL))
    make_person("Nina Nobody")
    client.post("/inbox/read/")
    assert shown(client.get(URL))[0] == work + 1


def test_messages_count_at_once(administrator: Person) -> None:
    client = client_of(administrator)
    _work, unread = shown(client.get(URL))
    notify(administrator, kind="test", title="Hello")
    assert shown(client.get(URL))[1] == unread + 1
