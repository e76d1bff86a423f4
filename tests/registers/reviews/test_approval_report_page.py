"""The page of the report on approvals, its files, and what the API says."""

import csv
from io import StringIO
from typing import Any

import pytest

from access.models import Person
from common.clock import held_at
from common.permissions import RoleName
from tests.factories.clients import api_of, client_of
from tests.registers.reviews.test_approval_report import NOW, URL, played
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
__all__ = ["played"]

SUMMER = "first=2026-06-01&last=2026-07-31"


def test_it_works(played: dict[str, Person]) -> None:
    with held_at(NOW):
        answer = client_of(played[RoleName.COMPLIANCE_OFFICER]).get(f"{URL}?{SUMMER}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [each["value"] for each in answer.context["stats"]] == ["2 days", "6.2 days", 5, 2, 1]
    by_tier = answer.context["sections"][0][0]
    assert by_tier.headers == ["Risk", "Measure", "Whole period", "Jun 2026", "Jul 2026"]
    assert by_tier.rows == [
        ["Low", "Median", 2.0, 2.0, 2.0],
        ["Low", "90th percentile", 4.1, 4.4, 2.0],
        ["Low", "Answers", 4, 3, 1],
        ["High", "Median", 7.0, 7.0, None],
        ["High", "90th percentile", 7.0, 7.0, None],
        ["High", "Answers", 1, 1, 0],
        ["All together", "Median", 2.0, 3.5, 2.0],
        ["All together", "90th percentile", 6.2, 6.4, 2.0],
        ["All together", "Answers", 5, 4, 1],
    ]
    assert page.count("data-chart=") == 6
    assert "For whom they wait" in page


def test_every_table_is_a_file(played: dict[str, Person]) -> None:
    client = client_of(played[RoleName.COMPLIANCE_OFFICER])
    tables = ("time-by-tier", "time-by-step", "waiting-at", "waiting-for", "ages", "outcomes")
    answers = {}
    with held_at(NOW):
        for table in tables:
            for file_format in ("csv", "xlsx", "json"):
                answer = client.get(f"{URL}?{SUMMER}&table={table}&export={file_format}")
                assert answer.status_code == 200
                assert f"approvals-{table}-" in answer.headers["Content-Disposition"]
                answers[table, file_format] = answer
    taken = TrailEntry.objects.filter(verb="access.list.exported")
    assert sorted(each.details["format"] for each in taken) == ["CSV"] * 6 + ["JSON"] * 6 + ["XLSX"] * 6
    rows = list(csv.reader(StringIO(answers["outcomes", "csv"].content.decode("utf-8-sig"))))
    assert rows[0] == ["Month", "Approved", "Approved with conditions", "Changes asked", "Rejected", "Withdrawn"]
    assert rows[1:] == [["Jun 2026", "2", "0", "1", "1", "1"], ["Jul 2026", "0", "1", "0", "0", "0"]]
    assert answers["time-by-step", "json"].json()[3] == {
        "risk": "High", "step": "Privacy and security", "measure": "Median", "2026-06": 3.0, "2026-07": None,
        "period": 3.0,
    }  # fmt: skip


def test_a_table_that_there_is_not(officer: Person) -> None:
    client = client_of(officer)
    assert client.get(f"{URL}?table=secrets&export=csv").status_code == 400
    assert client.get(f"{URL}?table=ages&export=exe").status_code == 400


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("first=2026-07-01&last=2026-06-01", "last"),
        ("first=2020-01-01&last=2026-06-01", "first"),
        ("first=nonsense", "first"),
        ("first=0001-01-01&last=2026-06-01", "first"),
        ("last=9999-12-31&first=9999-12-01", "last"),
    ],
)
def test_a_period_that_is_none(officer: Person, query: str, field: str) -> None:
    answer = client_of(officer).get(f"{URL}?{query}")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    api = api_of(officer).get(f"/api/v1/approval-report/?{query}")
    assert api.status_code == 400
    assert field in str(api.json())


def test_an_empty_report_says_so(auditor: Person, engineer: Person) -> None:
    page = client_of(auditor).get(URL).content.decode()
    assert "Nothing was answered in this period." in page
    assert "Nothing waits for a decision." in page
    assert client_of(engineer).get(URL).status_code == 404


def test_the_api_says_the_same(played: dict[str, Person], engineer: Person) -> None:
    client: Any = api_of(played[RoleName.COMPLIANCE_OFFICER])
    with held_at(NOW):
        said = client.get(f"/api/v1/approval-report/?{SUMMER}").json()
    assert (said["first"], said["last"], said["under_way"], said["late"]) == ("2026-06-01", "2026-07-31", 2, 1)
    (low,) = [each for each in said["time_by_risk"] if each["route_for"] == "low"]
    assert low["times"][-1] == {"month": None, "count": 4, "median": 2.0, "p90": pytest.approx(4.1)}
    assert {"route_for": "low", "since": 6, "until": 10, "count": 1} in said["ages"]
    assert {"month": "2026-07", "ended_as": "conditional", "count": 1} in said["outcomes"]
    assert said["waiting_at"][0] == {"route_for": "low", "step": "Compliance", "count": 1, "late": 1, "longest": 10}
    assert api_of(engineer).get("/api/v1/approval-report/").status_code == 404
