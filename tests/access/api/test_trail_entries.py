"""The trail over the API."""

from datetime import timedelta

from access.actions.roles import assign_role
from access.models import Person, Role
from common.clock import today
from tests.factories.clients import api_of
from tests.factories.people import make_person
from trail.models import TrailEntry

URL = "/api/v1/trail-entries/"


def test_list_works(administrator: Person, engineer: Person) -> None:
    given = api_of(administrator).get(URL, {"verb": "access.role.assigned", "about": f"access.person:{engineer.pk}"})
    (entry,) = given.json()["results"]
    assert entry["sentence"] == "Ada Administrator gave Emil Engineer the role Engineer"
    assert entry["actor"] == {"id": str(administrator.pk), "name": "Ada Administrator"}
    assert entry["subject"] == {"type": "access.person", "id": str(engineer.pk), "name": "Emil Engineer"}
    assert entry["changes"][0]["kind"] == "created"
    assert entry["at"].endswith("Z")


def test_reading_is_on_record_once_for_each_request(auditor: Person) -> None:
    api = api_of(auditor)
    newest = api.get(URL, {"page_size": 3}).json()["results"][0]
    api.get(f"{URL}{newest['id']}/")
    read = TrailEntry.objects.filter(verb="trail.entries.read").order_by("id")
    assert [(each.actor_id, each.channel, each.details) for each in read] == [
        (auditor.pk, "api", {"detail": "page_size=3"}),
        (auditor.pk, "api", {"detail": {"term": "one entry"}}),
    ]


def test_newest_first_page_by_page(administrator: Person) -> None:
    api = api_of(administrator)
    url, shown = f"{URL}?page_size=4", []
    before = TrailEntry.objects.count()
    while url:
        page = api.get(url).json()
        shown += [each["id"] for each in page["results"]]
        url = page["next"]
    assert len(shown) == before
    assert shown == sorted(shown, reverse=True)


def test_an_auditor_reads_only_within_their_window(administrator: Person) -> None:
    yesterday = today() - timedelta(days=1)
    person = make_person("Alan Auditor")
    role = Role.objects.get(slug="auditor")
    assign_role(person.pk, role.pk, by=administrator, reason="Audit", records_until=yesterday)
    assert api_of(person).get(URL).json()["results"] == []
    some = TrailEntry.objects.latest("id")
    assert api_of(person).get(f"{URL}{some.pk}/").status_code == 404


def test_impossible_days_are_no_fault(administrator: Person) -> None:
    for query in ({"last": "9999-12-31"}, {"first": "0001-01-01"}, {"first": "9999-12-31", "last": "0001-01-01"}):
        assert api_of(administrator).get(URL, query).status_code == 200


def test_it_cannot_be_written(administrator: Person) -> None:
    answer = api_of(administrator).post(URL, {})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_for_an_engineer_it_does_not_exist(engineer: Person) -> None:
    assert api_of(engineer).get(URL).status_code == 404
    assert not TrailEntry.objects.filter(verb="trail.entries.read").exists()
