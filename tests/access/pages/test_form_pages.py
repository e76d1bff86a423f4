"""What a form page can do beyond one button: several submits, live hints, and a guard against lost updates."""

from typing import Any

import pytest
from django.test import Client

from access.models import Department, Person
from tests.access.pages.plans import rename
from tests.factories.clients import client_of
from trail.models import TrailEntry


@pytest.fixture
def client(plan: Department, administrator: Person) -> Client:
    return client_of(administrator)


def send(client: Client, plan: Department, **entered: str) -> Any:
    return client.post(f"/plans/{plan.pk}/edit/", {"seen": plan.name, **entered})


def named(plan: Department) -> str:
    plan.refresh_from_db()
    return plan.name


def test_it_works(client: Client, plan: Department) -> None:
    page = client.get(f"/plans/{plan.pk}/edit/")
    assert page.context["object"] == plan
    assert page.context["cancel_url"] == plan.get_absolute_url()
    answer = send(client, plan, name="Research", purpose="To know", submit="save")
    assert answer.headers["Location"] == plan.get_absolute_url()
    assert named(plan) == "Research (save)"


def test_each_button_is_there_and_the_first_is_what_enter_presses(client: Client, plan: Department) -> None:
    content = client.get(f"/plans/{plan.pk}/edit/").content.decode()
    assert '<button class="btn btn-primary" name="submit" value="save">Save</button>' in content
    assert '<button class="btn" name="submit" value="draft">Save as a draft</button>' in content
    send(client, plan, name="Research", purpose="To know", submit="no such button")
    assert named(plan) == "Research (save)"


def test_a_draft_may_be_incomplete_but_not_nameless(client: Client, plan: Department) -> None:
    assert send(client, plan, name="Research", submit="save").status_code == 422
    nameless = send(client, plan, purpose="To know", submit="draft")
    assert nameless.status_code == 422
    assert nameless.context["form"].lenient
    assert nameless.context["form"].fields["purpose"].required
    assert send(client, plan, name="Research", submit="draft").status_code == 302
    assert named(plan) == "Research (draft)"


def test_live_hints_save_nothing(client: Client, plan: Department) -> None:
    entries = TrailEntry.objects.count()
    answer = send(client, plan, name="Laboratory", live="1")
    assert (answer.status_code, "10 letters" in answer.content.decode()) == (200, True)
    assert "<form" not in answer.content.decode()
    assert (named(plan), TrailEntry.objects.count()) == ("Engineering", entries)


def test_the_form_asks_for_hints_without_the_confirmation(client: Client, plan: Department) -> None:
    content = client.get(f"/plans/{plan.pk}/edit/").content.decode()
    assert f'hx-post="/plans/{plan.pk}/edit/" hx-trigger="load, change from:closest form' in content
    assert 'hx-params="not confirmation"' in content


def test_what_somebody_else_changed_meanwhile_is_not_lost(client: Client, plan: Department) -> None:
    rename(plan.pk, name="Theirs")
    answer = send(client, plan, name="Mine", purpose="To know")
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    assert named(plan) == "Theirs"
    assert answer.context["seen"] == "Theirs"
    assert send(client, plan, name="Mine", purpose="To know").status_code == 302
    assert named(plan) == "Mine (save)"


def test_another_mistake_does_not_make_the_form_newer_than_it_is(client: Client, plan: Department) -> None:
    rename(plan.pk, name="Theirs")
    wrong = send(client, plan, name="Mine")
    assert (wrong.status_code, wrong.context["seen"]) == (422, "Engineering")


def test_a_form_without_its_token_is_not_saved(client: Client, plan: Department) -> None:
    answer = client.post(f"/plans/{plan.pk}/edit/", {"name": "Mine", "purpose": "To know"})
    assert (answer.status_code, named(plan)) == (422, "Engineering")
