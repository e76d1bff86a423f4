"""Many use cases at once: owner, department, watcher, retirement; each with a count to confirm and its own entry."""

from typing import Any

import pytest
from django.test import Client

from access.models import Notification, Person
from registers.actions.use_cases import retire_use_case
from registers.models import RegisterLine, UseCase
from tests.factories.clients import client_of
from tests.factories.people import make_department
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

URL = "/registers/use-cases/"


@pytest.fixture
def three(officer: Person) -> None:
    for number in range(3):
        make_draft(f"Use case {number}")


def done(client: Client, action: str, **fields: Any) -> str:
    """Ask for a bulk action on every row that matches, confirm it, and return the confirmation that was shown."""
    asked = client.post(f"{URL}?do=bulk&q=case", {"action": action, "all_matching": "1"})
    assert asked.status_code == 200
    confirmed = {"action": action, "all_matching": "1", "confirmed": "1", "expected": asked.context["expected"]}
    answer = client.post(f"{URL}?do=bulk&q=case", {**confirmed, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return str(asked.content.decode())


def entries(verb: str) -> int:
    return TrailEntry.objects.filter(verb=verb).count()


def test_it_works(three: None, officer: Person, engineer: Person) -> None:
    shown = done(client_of(officer), "assign-owner", person=engineer.pk, reason="They build it")
    assert "Assign an owner (3)" in shown
    assert set(UseCase.objects.values_list("owner", "department")) == {(engineer.pk, engineer.department_id)}
    assert RegisterLine.objects.filter(until=None, owner=engineer).count() == 3
    assert entries("registers.use_case.handed_over") == 3
    told = Notification.objects.get(person=engineer, kind="use-case")
    assert (told.text, told.link) == ("They build it", f"{URL}?mine=owner")


def test_the_department(three: None, officer: Person) -> None:
    place = make_department("Research")
    done(client_of(officer), "place", department=place.pk, reason="Reorganised")
    assert set(UseCase.objects.values_list("department", flat=True)) == {place.pk}
    assert entries("registers.use_case.placed") == 3
    done(client_of(officer), "place", department=place.pk, reason="Again")
    assert entries("registers.use_case.placed") == 3


def test_a_watcher(three: None, officer: Person, data_owner: Person) -> None:
    done(client_of(officer), "add-watcher", person=data_owner.pk)
    assert UseCase.objects.of(data_owner).count() == 3
    assert Notification.objects.filter(person=data_owner, kind="use-case").count() == 1


def test_retiring(three: None, officer: Person) -> None:
    done(client_of(officer), "retire", reason="The project ended")
    assert set(UseCase.objects.values_list("state", flat=True)) == {"retired"}
    page = client_of(officer)
    done(page, "retire", reason="Once more")
    assert "This use case is retired" in page.get(URL).content.decode()


def test_who_may_not_is_offered_nothing(three: None, engineer: Person, auditor: Person) -> None:
    for person in (engineer, auditor):
        client = client_of(person)
        assert not client.get(URL).context["listing"].bulk_actions
        assert client.post(f"{URL}?do=bulk", {"action": "retire", "all_matching": "1"}).status_code == 403


def test_what_is_retired_is_told_before_it_is_confirmed(three: None, officer: Person, engineer: Person) -> None:
    over = UseCase.objects.order_by("number")[0]
    retire_use_case(over.pk, by=officer, reason="The project ended")
    shown = done(client_of(officer), "assign-owner", person=engineer.pk, reason="They build it")
    assert "It can be done for 2 of 3 rows." in shown
    assert "1 row stays as it is: This use case is retired; nothing about it changes any more." in shown
    assert "Assign an owner (2)" in shown
    assert set(UseCase.objects.exclude(pk=over.pk).values_list("owner", flat=True)) == {engineer.pk}
    assert entries("registers.use_case.handed_over") == 2
