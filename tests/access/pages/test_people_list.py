"""The list of people: the toolbar done once, tried here for all lists."""

import io
import json

import openpyxl
import pytest
from django.test import Client

from access.models import ListPreference, Person, SavedView
from tests.factories.clients import client_of
from tests.factories.people import make_person
from trail.models import TrailEntry

URL = "/access/people/"


@pytest.fixture
def page(administrator: Person, engineer: Person, officer: Person) -> Client:
    return client_of(administrator)


def text(response) -> str:
    return str(response.content.decode())


def test_it_works(page: Client) -> None:
    response = page.get(URL)
    assert response.status_code == 200
    assert "Emil Engineer" in text(response)
    assert "<strong>1\u20133</strong> of 3" in text(response)


def test_htmx_gets_the_list_alone(page: Client) -> None:
    response = page.get(URL, headers={"HX-Request": "true", "HX-Target": "listing"})
    assert "HX-Request" in response.headers["Vary"]
    assert 'id="listing"' in text(response)
    assert "<html" not in text(response)


def test_search_and_filters_narrow_it(page: Client) -> None:
    assert "Oscar" not in text(page.get(URL, {"q": "emil"}))
    response = page.get(URL, {"role": "compliance-officer"})
    assert "Oscar" in text(response)
    assert "Emil" not in text(response)
    listing = response.context["listing"]
    assert [(each.label, each.value) for each in listing.active_filters] == [("Role", "Compliance officer")]
    assert "role=" not in listing.active_filters[0].url


def test_a_filter_that_makes_no_sense_is_422(page: Client) -> None:
    response = page.get(URL, {"role": "emperor"})
    assert response.status_code == 422
    assert "emperor" in text(response)


@pytest.mark.parametrize("query", ["sort=-name", "sort=last_login", "sort=-last_login", "sort=email", "sort=nonsense"])
def test_every_order_pages_through_everybody_once(page: Client, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.listing.ROWS", 2)
    url, names = f"{URL}?{query}", []
    while url:
        listing = page.get(url).context["listing"]
        names += [row.record.name for row in listing.table.rows]
        url = listing.page.next_url
    assert sorted(names) == ["Ada Administrator", "Emil Engineer", "Oscar Officer"]


def test_each_row_of_a_page_is_shown(page: Client) -> None:
    for number in range(27):
        make_person(f"Person {number:02}")
    for query in ({}, {"page": "2", "per_page": "3"}):
        shown = text(page.get(URL, query))
        assert "<strong>1\u201330</strong> of 30" in shown
        assert shown.count('name="selected"') == 30


def test_a_broken_cursor_leads_to_the_first_page(page: Client) -> None:
    response = page.get(URL, {"cursor": "rubbish", "sort": "name"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{URL}?sort=name")


def test_a_count_beyond_ten_thousand_is_told_as_such(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.listing.MOST_COUNTED", 2)
    assert "of more than 2" in text(page.get(URL))


def test_columns_are_kept_for_the_person(page: Client, administrator: Person) -> None:
    page.post(f"{URL}?do=columns", {"columns": ["email", "nonsense"]})
    assert ListPreference.objects.get(person=administrator).columns == ["email"]
    assert page.get(URL).context["listing"].chosen == ["name", "email"]
    page.post(f"{URL}?do=columns", {"reset": "1"})
    assert not ListPreference.objects.exists()


def test_a_view_is_saved_shown_and_deleted(page: Client, administrator: Person) -> None:
    response = page.post(f"{URL}?do=save-view&q=emil&sort=-name", {"name": "Emils"})
    saved = SavedView.objects.get(owner=administrator)
    assert (saved.name, saved.query, saved.shared) == ("Emils", "q=emil&sort=-name", False)
    listing = page.get(response.headers["Location"]).context["listing"]
    assert (listing.search, listing.active_view.name) == ("emil", "Emils")
    page.post(listing.active_view.delete_url)
    assert not SavedView.objects.exists()


def test_a_shared_view_is_seen_by_others_and_on_record(page: Client, officer: Person, auditor: Person) -> None:
    page.post(f"{URL}?do=save-view&q=emil", {"name": "Emils", "shared": "on"})
    assert TrailEntry.objects.filter(verb="access.view.shared").count() == 1
    view = client_of(officer).get(URL).context["listing"].views[0]
    assert (view.name, view.mine) == ("Emils", False)
    client_of(officer).post(view.delete_url)
    assert SavedView.objects.exists()


def test_sharing_needs_the_permission(auditor: Person) -> None:
    response = client_of(auditor).post(f"{URL}?do=save-view", {"name": "Mine", "shared": "on"})
    assert response.status_code == 403
    assert not SavedView.objects.exists()


def test_exports_hold_what_the_list_shows(page: Client, administrator: Person) -> None:
    make_person("=1+1 Formula", department="Engineering")
    query = {"sort": "name", "columns": "name,email,roles"}
    csv = page.get(URL, {**query, "export": "csv"})
    assert csv.headers["Content-Disposition"].startswith('attachment; filename="people-')
    lines = csv.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Name,E-mail,Roles"
    assert lines[1].startswith("'=1+1 Formula,")
    book = openpyxl.load_workbook(io.BytesIO(page.get(URL, {**query, "export": "xlsx"}).content))
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1 Formula", "s")
    rows = json.loads(page.get(URL, {**query, "q": "emil", "export": "json"}).content)
    assert rows == [{"name": "Emil Engineer", "email": "emil-engineer@example.org", "roles": "Engineer"}]
    entry = TrailEntry.objects.filter(verb="access.list.exported")[0]
    assert (entry.actor, entry.details["count"], entry.details["format"]) == (administrator, 1, "JSON")


def test_unknown_formats_and_actions_are_refused(page: Client) -> None:
    assert page.get(URL, {"export": "pdf"}).status_code == 400
    assert page.post(f"{URL}?do=nonsense").status_code == 400


def test_it_does_not_exist_for_an_engineer(engineer: Person, nobody: Person, client: Client) -> None:
    assert client_of(engineer).get(URL).status_code == 404
    assert client_of(nobody).get(URL).status_code == 404
    assert client.get(URL).status_code == 302
    assert client.get(URL, headers={"HX-Request": "true"}).headers["HX-Redirect"].startswith("/access/sign-in/")
