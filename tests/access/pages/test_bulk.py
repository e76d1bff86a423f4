"""Bulk actions: a count to confirm, a step-up, each row by itself."""

import pytest
from django.test import Client

from access.bulk import mark_of
from access.models import Job, Person, Role
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD, fresh
from trail.models import TrailEntry

URL = "/access/people/?do=bulk"


@pytest.fixture
def page(administrator: Person) -> Client:
    return client_of(administrator)


def confirmed(action: str, people: list[Person], **fields: str) -> dict[str, object]:
    keys = [str(person.pk) for person in people]
    shared = {
        "action": action,
        "selected": keys,
        "expected": mark_of([person.pk for person in people]),
        "confirmed": "1",
    }
    return {**shared, "reason": "Spring clean", "confirmation": PASSWORD, **fields}


def test_it_works(page: Client, engineer: Person, officer: Person) -> None:
    chosen = {"action": "deactivate", "selected": [str(engineer.pk), str(officer.pk)]}
    asked = page.post(URL, chosen)
    assert asked.status_code == 200
    assert "This concerns <strong>2</strong> rows." in asked.content.decode()
    assert "Emil Engineer, Oscar Officer" in asked.content.decode()
    assert fresh(engineer).is_active
    done = page.post(URL, confirmed("deactivate", [engineer, officer]))
    assert done.status_code == 302
    assert not fresh(engineer).is_active
    assert not fresh(officer).is_active
    entries = TrailEntry.objects.filter(verb="access.person.deactivated")
    assert [entry.reason for entry in entries] == ["Spring clean", "Spring clean"]


def test_a_refused_row_does_not_stop_the_others(page: Client, administrator: Person, engineer: Person) -> None:
    response = page.post(URL, confirmed("deactivate", [administrator, engineer]), follow=True)
    assert fresh(administrator).is_active
    assert not fresh(engineer).is_active
    assert "Nobody changes their own roles or standing" in response.content.decode()


def test_a_role_is_given_to_many(page: Client, engineer: Person, nobody: Person) -> None:
    role = Role.objects.get(slug="data-owner")
    page.post(URL, confirmed("assign-role", [engineer, nobody], role=str(role.pk)))
    assert fresh(engineer).has_role("data-owner")
    assert fresh(nobody).has_role("data-owner")


def test_the_step_up_is_asked(page: Client, engineer: Person) -> None:
    response = page.post(URL, confirmed("deactivate", [engineer], confirmation="wrong"))
    assert response.status_code == 422
    assert fresh(engineer).is_active


def test_the_rows_must_be_the_ones_that_were_confirmed(page: Client, engineer: Person, officer: Person) -> None:
    response = page.post(URL, confirmed("deactivate", [engineer], expected=mark_of([officer.pk])))
    assert response.status_code == 422
    assert "Other rows match by now" in response.content.decode()
    assert fresh(engineer).is_active


def test_every_matching_row_can_be_chosen(page: Client, engineer: Person, officer: Person) -> None:
    fields = {
        "action": "end-sessions",
        "all_matching": "1",
        "expected": mark_of([engineer.pk]),
        "confirmed": "1",
        "reason": "Leak",
    }
    page.post(f"{URL}&q=emil", fields)
    entry = TrailEntry.objects.get(verb="access.session.all_ended")
    assert entry.subject_id == str(engineer.pk)


def test_many_rows_are_a_job(page: Client, engineer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.list_posts.MOST_AT_ONCE", 0)
    response = page.post(URL, confirmed("deactivate", [engineer]))
    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    assert (job.kind, job.total, job.settings["action"]) == ("bulk", 1, "deactivate")


def test_others_may_not(auditor: Person, officer: Person, engineer: Person) -> None:
    assert client_of(auditor).post(URL, confirmed("deactivate", [engineer])).status_code == 403
    assert client_of(engineer).post(URL, confirmed("deactivate", [officer])).status_code == 404
    assert fresh(engineer).is_active


def test_nothing_selected_is_said(page: Client) -> None:
    response = page.post(URL, {"action": "deactivate"}, follow=True)
    assert "Select rows first" in response.content.decode()
    assert page.post(URL, {"action": "explode"}).status_code == 400
