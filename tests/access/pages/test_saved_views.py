"""Saved views of a list: under a name, shared and no longer shared, deleted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from access.actions.lists import delete_view, save_view
from access.models import Person, SavedView
from common.permissions import RoleName
from tests.factories.clients import client_of
from tests.factories.people import make_person
from trail.models import TrailEntry

URL = "/access/people/"


def save(client: Client, name: str = "Whoever is gone", **fields: str) -> int:
    return client.post(f"{URL}?active=no&do=save-view", {"name": name, **fields}).status_code


def verbs() -> list[str]:
    found = TrailEntry.objects.filter(verb__startswith="access.view.").order_by("pk")
    return [entry.verb.rsplit(".", 1)[-1] for entry in found]


def test_it_works(administrator: Person) -> None:
    client = client_of(administrator)
    assert save(client) == 302
    view = SavedView.objects.get(owner=administrator)
    assert (view.name, view.query, view.shared) == ("Whoever is gone", "active=no", False)
    assert verbs() == [], "a view of one's own is a preference"
    assert "Whoever is gone" in client.get(URL).content.decode()


def test_that_it_is_no_longer_shared_is_on_record(administrator: Person, officer: Person) -> None:
    client, reader = client_of(administrator), client_of(officer)
    save(client, shared="on")
    assert "Whoever is gone" in reader.get(URL).content.decode()
    save(client)
    assert "Whoever is gone" not in reader.get(URL).content.decode()
    assert verbs() == ["shared", "unshared"]
    entry = TrailEntry.objects.get(verb="access.view.unshared")
    assert entry.actor_id == administrator.pk
    assert entry.sentence == "Ada Administrator no longer shares the view Whoever is gone"


def test_saving_ones_own_again_is_no_event(administrator: Person) -> None:
    client = client_of(administrator)
    save(client)
    save(client)
    assert verbs() == []


def test_a_shared_one_is_deleted_on_record(administrator: Person) -> None:
    client = client_of(administrator)
    save(client, shared="on")
    view = SavedView.objects.get()
    for _again in range(2):
        assert client.post(f"{URL}?do=delete-view&view={view.pk}").status_code == 302
    assert not SavedView.objects.exists()
    assert verbs() == ["shared", "removed"]


def test_nobody_deletes_somebody_elses(administrator: Person, officer: Person) -> None:
    save(client_of(administrator), shared="on")
    view = SavedView.objects.get()
    assert delete_view(view.pk, by=officer) is None
    assert client_of(officer).post(f"{URL}?do=delete-view&view={view.pk}").status_code == 302
    assert SavedView.objects.filter(pk=view.pk).exists()
    assert verbs() == ["shared"]


@pytest.mark.django_db(transaction=True)
def test_saved_twice_at_once_it_is_one_view() -> None:
    owner = make_person("Ada", RoleName.ADMINISTRATOR)

    def work(number: int) -> None:
        try:
            for turn in range(5):
                shared = bool(turn % 2)
                view = save_view(
                    list_name="people", name="Mine", query=f"q={number}", columns=[], shared=shared, by=owner
                )
                if turn == 3:
                    delete_view(view.pk, by=owner)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert SavedView.objects.count() == 1
