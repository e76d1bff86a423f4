"""The queue: what waits for a decision, for whom, at which step, how late."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Person
from common.clock import held_at
from common.permissions import RoleName
from registers.actions.delegations import delegate_decisions
from registers.actions.use_cases import hand_over, share
from registers.models import Review
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_person, operator
from tests.factories.registers import steward
from tests.factories.reviews import approve, board
from tests.factories.use_cases import make_approved, make_draft, make_submitted, requester

pytestmark = pytest.mark.django_db

URL = "/registers/reviews/"
# A Monday morning.
MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
HIGH: dict[str, Any] = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}


def titles(person: Person, query: str = "") -> list[str]:
    listing = client_of(person).get(f"{URL}{query}").context["listing"]
    return [each.version.title for each in listing.table.data]


def test_it_works() -> None:
    with held_at(MONDAY):
        officer = fresh(steward())
        use_case = make_submitted("Answer mail")
        page = client_of(officer).get(URL)
        text = page.content.decode()
    assert f'href="/registers/use-cases/{use_case.pk}/review/"' in text
    assert "1 of 1: Compliance" in text
    assert "1, the first" in text
    assert "Nobody yet" in text
    assert "Jun" in text
    (row,) = page.context["listing"].table.data
    # Three working days after a Monday end with Thursday.
    assert row.due_at.astimezone(UTC).date() == date(2026, 6, 4)
    assert [(tab.label, tab.count, tab.active) for tab in page.context["tabs"]] == [
        ("Waiting for you", 1, True),
        ("Everything under way", 1, False),
    ]


def test_reviewers_begin_with_what_waits_for_them_and_see_the_rest() -> None:
    people = board()
    make_submitted("Low")
    make_submitted("High", **HIGH)
    assert titles(people[RoleName.COMPLIANCE_OFFICER]) == ["Low"]
    assert titles(people[RoleName.PRIVACY_REVIEWER]) == ["High"]
    assert sorted(titles(people[RoleName.PRIVACY_REVIEWER], "?waits=all")) == ["High", "Low"]
    assert titles(people[RoleName.PRIVACY_REVIEWER], "?waits=me") == ["High"]


def test_who_oversees_sees_everything_and_others_nothing(auditor: Person, engineer: Person) -> None:
    make_submitted("Low")
    answer = client_of(auditor).get(URL)
    assert "Low" in answer.content.decode()
    assert not answer.context["tabs"]
    assert not answer.context["listing"].bulk_actions
    assert client_of(engineer).get(URL).status_code == 404


def test_a_party_that_has_answered_waits_no_more() -> None:
    people = board()
    use_case = make_submitted("High", **HIGH)
    other = make_person("Pia Privacy", RoleName.PRIVACY_REVIEWER)
    assert titles(other) == ["High"]
    approve(use_case, people[RoleName.PRIVACY_REVIEWER])
    assert titles(other) == []
    assert titles(people[RoleName.PRIVACY_REVIEWER]) == []
    assert titles(people[RoleName.SECURITY_REVIEWER]) == ["High"]
    page = client_of(people[RoleName.SECURITY_REVIEWER]).get(URL).content.decode()
    assert "Paula Privacy" in page


def test_what_is_too_near_does_not_wait() -> None:
    other = fresh(steward())
    officer = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER, RoleName.ENGINEER)
    make_submitted("Owned", fresh(officer))
    begun = make_submitted("Begun", fresh(officer))
    hand_over(begun.pk, requester().pk, by=fresh(officer), reason="Theirs now")
    worked_on = make_submitted("Worked on")
    share(worked_on.pk, officer.pk, "contributor", by=fresh(requester()))
    make_submitted("Of others")
    assert titles(officer) == ["Of others"]
    assert len(titles(officer, "?waits=all")) == 4
    assert sorted(titles(other)) == ["Begun", "Of others", "Owned", "Worked on"]


def test_who_stands_in_sees_what_waits_for_the_absent() -> None:
    people = board()
    make_submitted("High", **HIGH)
    officer, absent = people[RoleName.COMPLIANCE_OFFICER], people[RoleName.PRIVACY_REVIEWER]
    assert titles(officer) == []
    today = datetime.now(tz=UTC).date()
    delegate_decisions(
        absent.pk, officer.pk, starts_on=today, ends_on=today + timedelta(days=3), by=fresh(absent), reason="Away"
    )
    assert titles(officer) == ["High"]


def test_late_is_said_by_word_and_shape() -> None:
    with held_at(MONDAY):
        make_submitted("Late")
        make_submitted("High", **HIGH)
    officer = steward()
    with held_at(MONDAY + timedelta(days=4)):
        page = client_of(officer).get(f"{URL}?waits=all").content.decode()
        assert titles(officer, "?waits=all&due=late") == ["Late"]
        assert titles(officer, "?waits=all&due=week") == ["High"]
        assert titles(officer, "?waits=all&age=3") == ["Late", "High"]
        assert titles(officer, "?waits=all&age=7") == []
    assert page.count("pill-danger") >= 1
    assert ">Late<" in page.replace("\n", "").replace("</svg>", ">") or "Late</span>" in page


def test_filters_and_search() -> None:
    place = make_person("Rudi Research", RoleName.ENGINEER, department="Research")
    make_submitted("Answer mail", place)
    high = make_submitted("Rank applicants", **HIGH)
    officer = steward()
    for query, expected in (
        ("tier=high", ["Rank applicants"]),
        ("tier=low&tier=high", ["Answer mail", "Rank applicants"]),
        ("step=Compliance", ["Answer mail"]),
        (f"department={place.department_id}", ["Answer mail"]),
        (f"q={high.code}", ["Rank applicants"]),
        ("q=rank+appl", ["Rank applicants"]),
        ("q=rudi", ["Answer mail"]),
        ("owner=rudi", ["Answer mail"]),
        ("version=change", []),
        ("version=first&sort=title", ["Answer mail", "Rank applicants"]),
        ("sort=-code", ["Rank applicants", "Answer mail"]),
    ):
        assert titles(officer, f"?waits=all&{query}") == expected, query
    assert client_of(officer).get(f"{URL}?tier=huge").status_code == 422


def test_an_empty_queue_says_what_to_do(auditor: Person) -> None:
    officer = fresh(steward())
    make_draft("Not submitted")
    make_approved("Decided")
    page = client_of(officer).get(URL).content.decode()
    assert "Nothing waits for your decision" in page
    assert "?waits=all" in page
    assert "No request is under way" in client_of(auditor).get(URL).content.decode()
    assert "Nothing matches" in client_of(officer).get(f"{URL}?q=zebra").content.decode()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_export(file_format: str) -> None:
    make_submitted("Answer mail")
    answer = client_of(steward()).get(f"{URL}?export={file_format}")
    assert answer.status_code == 200
    if file_format == "json":
        (row,) = answer.json()
        assert row["title"] == "Answer mail"
        assert row["tier"] == "Low"
        assert row["step"] == "1 of 1: Compliance"
        assert row["decided"] == ""


def test_it_costs_the_same_however_many_rows() -> None:
    operator()
    people = board()
    client = client_of(people[RoleName.COMPLIANCE_OFFICER])

    def cost() -> int:
        client.get(f"{URL}?waits=all")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{URL}?waits=all")
        return len(captured)

    approve(make_submitted("First", **HIGH), people[RoleName.PRIVACY_REVIEWER])
    few = cost()
    for number in range(3):
        use_case = make_submitted(f"High {number}", **HIGH)
        approve(use_case, people[RoleName.PRIVACY_REVIEWER])
        make_submitted(f"Low {number}")
    assert Review.objects.under_way().count() == 7
    assert cost() == few
    assert few <= 12
