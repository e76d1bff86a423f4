"""Versions of boundary rules as a list: filtered, exported, one by one, taken back before they begin."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from access.models import Person
from common.clock import today
from registers.actions.boundaries import withdraw_rule
from tests.factories.clients import client_of
from tests.factories.registers import make_category, make_project, make_rule

pytestmark = pytest.mark.django_db
URL = "/registers/boundary-rules/list/"
DAY = timedelta(days=1)


def exported(page: Client, **query: Any) -> set[tuple[str, str, str]]:
    rows = json.loads(page.get(URL, {**query, "export": "json"}).getvalue())
    return {(row["category"], row["outcome"], row["standing"]) for row in rows}


def test_it_works(officer: Person) -> None:
    email, code, support = make_category("E-mail"), make_category("Source code", "internal"), make_project("Support")
    make_rule(email, "allow")
    make_rule(email, "deny", reason="After the incident")
    make_rule(email, "mask", starts_on=today() + 5 * DAY)
    make_rule(code, "allow", support, "responses")
    taken_back = make_rule(code, "deny", starts_on=today() + DAY)
    withdraw_rule(taken_back.pk, by=officer, reason="Too soon")
    page = client_of(officer)
    first, holds = ("E-mail", "Allow", "Over"), ("E-mail", "Deny", "In force")
    waits, of_code = ("E-mail", "Mask", "Begins later"), ("Source code", "Allow", "In force")
    gone = ("Source code", "Deny", "Taken back")
    assert exported(page) == {first, holds, waits, of_code, gone}
    assert exported(page, standing="in-force") == {holds, of_code}
    assert exported(page, standing=["future", "over"]) == {waits, first}
    assert exported(page, standing="withdrawn") == {gone}
    assert exported(page, category="source-code", outcome="allow") == {of_code}
    assert exported(page, project=support.pk) == exported(page, endpoint="responses") == {of_code}
    assert exported(page, q="incident") == {holds}
    assert exported(page, on=(today() + 5 * DAY).isoformat()) == {("E-mail", "Mask", "Begins later"), of_code}
    shown = page.get(URL).content.decode()
    assert "After the incident" in shown
    assert page.get(URL, {"sort": "-starts_on"}).status_code == 200
    assert page.get(URL, {"on": "yesterday"}).status_code == 422


def test_one_that_waits_is_taken_back_on_its_page(officer: Person, engineer: Person) -> None:
    email = make_category("E-mail")
    holds, waits = make_rule(email, "allow"), make_rule(email, "deny", starts_on=today() + DAY)
    page = client_of(officer)
    assert "withdraw/" in page.get(waits.get_absolute_url()).content.decode()
    shown = page.get(holds.get_absolute_url()).content.decode()
    assert "E-mail → any project" in shown
    assert "Version 2" in shown
    assert "withdraw/" not in client_of(engineer).get(waits.get_absolute_url()).content.decode()
    assert client_of(engineer).post(f"{waits.get_absolute_url()}withdraw/", {"reason": "x"}).status_code == 403
    answer = page.post(f"{waits.get_absolute_url()}withdraw/", {"reason": "Too soon"})
    assert answer.headers["Location"] == waits.get_absolute_url()
    waits.refresh_from_db()
    assert waits.withdrawn_at is not None
    refused = page.post(f"{holds.get_absolute_url()}withdraw/", {"reason": "Too late"})
    assert refused.status_code == 422
    assert "has begun" in refused.content.decode()


def test_engineers_read_and_do_not_export(engineer: Person) -> None:
    make_rule(make_category("E-mail"), "deny")
    page = client_of(engineer)
    assert page.get(URL).status_code == 200
    assert page.get(URL, {"export": "csv"}).status_code == 403
