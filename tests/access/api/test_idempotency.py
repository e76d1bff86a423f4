"""Idempotency-Key: a request sent twice is carried out once."""

import threading
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection

from access.actions.roles import create_role
from access.models import ApiAnswer, Person, Role
from common.clock import now
from tests.factories.clients import api_of
from trail.models import TrailEntry

URL = "/api/v1/roles/"
ROLE = {"name": "Reader", "permissions": ["access.view_roles"]}
KEY = {"Idempotency-Key": "5f3c1d3e-4a5b-4c6d-8e7f-001122334455"}


def test_the_same_request_gets_the_first_answer_again(administrator: Person) -> None:
    api = api_of(administrator)
    first, second = api.post(URL, ROLE, headers=KEY), api.post(URL, ROLE, headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotent-Replayed"), second.headers["Idempotent-Replayed"]) == (None, "true")
    assert TrailEntry.objects.filter(verb="access.role.created").count() == 1
    assert "Reader" not in ApiAnswer.objects.get().sealed_body


def test_a_different_request_with_the_same_key_is_refused(administrator: Person) -> None:
    api = api_of(administrator)
    api.post(URL, ROLE, headers=KEY)
    answer = api.post(URL, {**ROLE, "name": "Other"}, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert not Role.objects.filter(name="Other").exists()


def test_a_refused_request_does_not_use_up_its_key(administrator: Person) -> None:
    api = api_of(administrator)
    assert api.post(URL, {**ROLE, "name": "Engineer"}, headers=KEY).status_code == 409
    assert api.post(URL, {"name": "x"}, headers=KEY).status_code == 422
    assert api.post(URL, ROLE, headers=KEY).status_code == 201


def test_keys_are_the_callers_own_and_end_after_a_day(administrator: Person) -> None:
    other = {**ROLE, "name": "Other"}
    api_of(administrator).post(URL, ROLE, headers=KEY)
    with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
        assert api_of(administrator).post(URL, other, headers=KEY).status_code == 201
    assert ApiAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "ü", "a b"])
def test_a_key_that_is_none(administrator: Person, key: str) -> None:
    answer = api_of(administrator).post(URL, ROLE, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")


def test_a_fault_leaves_neither_change_nor_answer(administrator: Person) -> None:
    api = api_of(administrator)
    api.raise_request_exception = False
    with patch("access.api.viewsets.roles.RolesViewSet.answer_created", side_effect=RuntimeError):
        answer = api.post(URL, ROLE, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert not Role.objects.filter(name="Reader").exists()
    assert api.post(URL, ROLE, headers=KEY).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_a_twin_that_still_runs_is_told_to_wait(administrator: Person) -> None:
    api, started, finish, answers = api_of(administrator), threading.Event(), threading.Event(), []

    def slow_create(**given: Any) -> Role:
        started.set()
        assert finish.wait(20)
        return create_role(**given)

    def call() -> None:
        answers.append(api.post(URL, ROLE, headers=KEY))
        connection.close()

    with patch("access.api.viewsets.roles.create_role", slow_create):
        first = threading.Thread(target=call)
        first.start()
        assert started.wait(20)
        twin = api_of(administrator).post(URL, ROLE, headers=KEY)
        finish.set()
        first.join()
    assert (twin.status_code, twin.json()["code"]) == (409, "request_in_progress")
    assert answers[0].status_code == 201
    assert Role.objects.filter(name="Reader").count() == 1
