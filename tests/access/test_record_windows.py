"""An auditor whose window excludes everything: no page, figure, timeline, file or answer of the API shows an entry."""

import json
from datetime import date

import pytest

from access.actions import jobs
from access.models import Department, Person, Role
from tests.factories.clients import api_of, client_of
from tests.factories.people import make_auditor
from trail.models import TrailEntry

WINDOW = date(2001, 1, 1), date(2001, 12, 31)


@pytest.fixture
def shut_out(administrator: Person) -> Person:
    return make_auditor("Walter Window", *WINDOW)


def test_the_start_page_counts_and_lists_none(shut_out: Person) -> None:
    shown = client_of(shut_out).get("/").context
    assert list(shown["latest"]) == []
    assert sum(number for _day, number in shown["chart_rows"]) == 0
    assert [tile.value for tile in shown["tiles"] if tile.url.startswith("/trail/")] == [0]


def test_the_trail_its_chart_and_its_entries_show_none(shut_out: Person) -> None:
    page = client_of(shut_out)
    shown = page.get("/trail/").context
    assert shown["listing"].page.count == 0
    assert sum(number for _day, number in shown["chart_rows"]) == 0
    assert page.get(f"/trail/{TrailEntry.objects.latest('id').pk}/").status_code == 404


def test_no_timeline_shows_any(shut_out: Person, administrator: Person) -> None:
    page = client_of(shut_out)
    for place in (administrator, Department.objects.get(), Role.objects.get(slug="auditor")):
        assert page.get(place.get_absolute_url()).context["timeline"] == []


def test_exports_hold_none(shut_out: Person) -> None:
    assert json.loads(client_of(shut_out).get("/trail/", {"export": "json"}).content) == []


@pytest.mark.django_db(transaction=True)
def test_exports_in_the_background_hold_none(shut_out: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)
    settings = {"list": "trail", "address": "/trail/", "query": "", "format": "json"}
    done = jobs.run(jobs.start_job("export", title="All", settings=settings, by=shut_out).pk)
    assert done is not None
    assert done.state == "done"
    assert json.loads(done.result.read()) == []


def test_the_api_answers_with_none(shut_out: Person) -> None:
    api = api_of(shut_out, scopes=["read"])
    assert api.get("/api/v1/trail-entries/").json()["results"] == []
    assert api.get(f"/api/v1/trail-entries/{TrailEntry.objects.latest('id').pk}/").status_code == 404
