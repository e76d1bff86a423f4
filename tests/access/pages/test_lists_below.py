"""A list below an object, with filters of several values: chips, exports and bulk actions also in the background."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpRequest, QueryDict
from django.test import override_settings

from access.actions import jobs
from access.bulk import mark_of
from access.choices import JobState
from access.listing import Listing
from access.models import Department, Job, Person
from tests.access.pages.lists_below import PLACE, ColleaguesPage
from tests.factories.clients import client_of
from trail.models import TrailEntry


@pytest.fixture(autouse=True)
def addresses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)
    with override_settings(ROOT_URLCONF="tests.access.pages.lists_below"):
        yield


def listing(reader: Person, query: str) -> Listing:
    request = HttpRequest()
    request.GET, request.path, request.user = QueryDict(query), "/here/", reader
    view = ColleaguesPage()
    view.setup(request, pk=reader.department_id)
    view.prepare()
    return Listing(view, request, reader)


def chips(reader: Person, query: str) -> list[tuple[str, str, dict[str, list[str]]]]:
    found = listing(reader, query).active_filters
    return [(each.label, each.value, parse_qs(urlsplit(each.url).query)) for each in found]


def test_each_value_has_a_chip_that_takes_away_only_itself(administrator: Person, engineer: Person) -> None:
    assert chips(administrator, "theme=dark&theme=light&q=ada&cursor=x&row=51") == [
        ("Theme", "Dark", {"theme": ["light"], "q": ["ada"]}),
        ("Theme", "Light", {"theme": ["dark"], "q": ["ada"]}),
    ]
    first, second = Department.objects.order_by("name")
    both = chips(administrator, f"department={first.pk}&department={second.pk}&department=")
    assert both == [
        ("Department", first.name, {"department": [str(second.pk)]}),
        ("Department", second.name, {"department": [str(first.pk)]}),
    ]


def test_a_range_counts_each_of_its_ends(administrator: Person) -> None:
    assert chips(administrator, "since_after=2026-01-01&since_before=2026-02-01&number_min=5") == [
        ("Since", "from 2026-01-01", {"since_before": ["2026-02-01"], "number_min": ["5"]}),
        ("Since", "until 2026-02-01", {"since_after": ["2026-01-01"], "number_min": ["5"]}),
        ("Number", "from 5", {"since_after": ["2026-01-01"], "since_before": ["2026-02-01"]}),
    ]


def test_where_one_value_counts_the_last_one_does(administrator: Person) -> None:
    assert chips(administrator, "active=False&active=True") == [("Standing", "Active", {})]
    assert administrator in listing(administrator, "active=False&active=True").rows


def test_reading_the_form_first_leaves_the_search_in_force(administrator: Person) -> None:
    found = listing(administrator, "q=nobody-of-this-name")
    assert "q" in found.filter_form.fields
    assert found.has_filters
    assert list(found.rows) == []


def test_the_page_sends_each_parameter_once(administrator: Person) -> None:
    query = "theme=dark&theme=light&since_after=2026-01-01&q=ada&sort=name"
    page = client_of(administrator).get(f"{PLACE.format(pk=administrator.department_id)}?{query}").content.decode()
    form = page.split('id="filters"')[1].split("</form>")[0]
    assert form.count('name="since_after"') == 1
    assert 'type="hidden" name="since_after"' not in form
    assert 'type="hidden" name="theme"' not in form
    assert 'type="hidden" name="sort" value="name"' in form
    assert page.count('class="chip"') == 3


@pytest.mark.django_db(transaction=True)
def test_it_is_exported_in_the_background(administrator: Person, engineer: Person, monkeypatch) -> None:
    monkeypatch.setattr("access.exports.MOST_AT_ONCE", 0)
    place = PLACE.format(pk=engineer.department_id)
    client_of(administrator).get(place, {"export": "csv", "columns": "name"})
    done = jobs.run(Job.objects.get().pk)
    assert done is not None
    assert (done.state, done.message) == (JobState.DONE, "1 row written.")
    assert b"Emil Engineer" in done.result.read()


@pytest.mark.django_db(transaction=True)
def test_a_bulk_action_with_several_choices_runs_in_the_background(
    administrator: Person, engineer: Person, monkeypatch
) -> None:
    monkeypatch.setattr("access.list_posts.MOST_AT_ONCE", 0)
    chosen = [str(each.pk) for each in Department.objects.order_by("name")]
    sent = {"action": "tell", "selected": [str(engineer.pk)], "reason": "Both", "departments": chosen}
    place = f"{PLACE.format(pk=engineer.department_id)}?do=bulk"
    client_of(administrator).post(
        place, {**sent, "expected": mark_of([engineer.pk]), "confirmed": "1", "confirmation": "Secret-Of-Ada"}
    )
    job = Job.objects.get()
    assert job.settings["posted"] == {"reason": ["Both"], "departments": chosen}
    assert "Secret-Of-Ada" not in json.dumps(job.settings)
    done = jobs.run(job.pk)
    assert done is not None
    assert (done.state, done.message.strip()) == (JobState.DONE, "1 row was done.")
    entry = TrailEntry.objects.get(verb="access.session.refused")
    assert (entry.reason, entry.details["cause"]) == ("Both", "Engineering, Operations")
