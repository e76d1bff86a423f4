"""The register as it stood on another day."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from access.models import Person
from common.clock import held_at, now, today
from registers.actions.use_cases import hand_over, retire_use_case, save_draft, submit_use_case, take_over_approval
from registers.models import UseCase
from registers.reading.as_of import moment_of
from tests.factories.clients import client_of
from tests.factories.use_cases import answered, make_approved, make_draft, requester

URL = "/registers/use-cases/as-of/"


def text(response) -> str:
    return str(response.content.decode())


def day(back: int) -> str:
    return (timezone.localdate(now()) - timedelta(days=back)).isoformat()


def titles(person: Person, query: str) -> list[str]:
    response = client_of(person).get(f"{URL}?{query}")
    assert response.status_code == 200
    return [row.record.title for row in response.context["listing"].table.rows]


@pytest.fixture
def history(officer: Person, engineer: Person) -> UseCase:
    """Ten days ago a draft of Rita's; five days ago Emil's under another title; retired today."""
    begun = now()
    with held_at(begun - timedelta(days=10)):
        use_case = make_draft("Answer letters", purpose="Letters of customers")
    with held_at(begun - timedelta(days=5)):
        save_draft(use_case.pk, {"title": "Answer mail", "endpoints": ["responses"]}, by=requester())
        hand_over(use_case.pk, engineer.pk, by=officer, reason="Moves")
    retire_use_case(use_case.pk, by=officer, reason="Over")
    return use_case


def test_it_works(history: UseCase, officer: Person) -> None:
    assert titles(officer, f"on={day(7)}") == ["Answer letters"]
    assert titles(officer, f"on={day(3)}") == ["Answer mail"]
    response = client_of(officer).get(f"{URL}?on={day(7)}")
    page = text(response)
    assert "Rita Requester" in page
    assert "Draft" in page
    assert "The register as it stood at the end of" in page
    assert 'href="/registers/use-cases/"' in page
    now_page = client_of(officer).get(f"{URL}?on={day(0)}")
    assert "Retired" in text(now_page)
    assert "as it stands now" in text(now_page)


def test_without_a_day_it_is_yesterday(history: UseCase, officer: Person) -> None:
    page = client_of(officer).get(URL)
    assert page.context["day"].isoformat() == day(1)
    for wrong in ("nonsense", "2999-01-01"):
        page = client_of(officer).get(f"{URL}?on={wrong}")
        assert page.context["day"].isoformat() == day(1)
        assert "Choose a day up to today" in text(page)


def test_before_the_register_began_it_says_since_when_there_is_one(history: UseCase, officer: Person) -> None:
    page = text(client_of(officer).get(f"{URL}?on={day(20)}"))
    assert "The register had nothing to say yet" in page
    assert "Its first use case was entered on" in page


def test_filters_and_search_are_of_that_day(history: UseCase, officer: Person, engineer: Person) -> None:
    assert titles(officer, f"on={day(7)}&q=letters") == ["Answer letters"]
    assert titles(officer, f"on={day(7)}&state=retired") == []
    assert titles(officer, f"on={day(0)}&state=retired") == ["Answer mail"]
    assert titles(officer, f"on={day(3)}&owner=emil") == ["Answer mail"]
    assert titles(officer, f"on={day(7)}&owner=emil") == []
    listing = client_of(officer).get(f"{URL}?on={day(7)}&state=draft&q=x").context["listing"]
    assert listing.clear_url == f"{URL}?on={day(7)}"


def test_an_approval_is_judged_by_that_day(officer: Person) -> None:
    with held_at(now() - timedelta(days=100)):
        make_approved()
    assert titles(officer, f"on={day(50)}&approval=in-force") == ["Answer customer mail"]
    assert titles(officer, f"on={day(0)}&approval=lapsed") == ["Answer customer mail"]
    assert "Approval over" not in text(client_of(officer).get(f"{URL}?on={day(50)}"))


def test_it_is_seen_by_the_rights_of_today(history: UseCase, engineer: Person, data_owner: Person) -> None:
    assert titles(engineer, f"on={day(7)}") == ["Answer letters"]
    assert titles(data_owner, f"on={day(7)}") == []
    # It was never approved, so that it is over opens it to nobody else.
    assert titles(data_owner, f"on={day(0)}") == []
    assert titles(engineer, f"on={day(0)}") == ["Answer mail"]


def test_what_a_draft_said_is_kept_only_while_it_stands(history: UseCase, officer: Person) -> None:
    assert "Not on record" in text(client_of(officer).get(f"{URL}?on={day(7)}&columns=title,endpoints"))
    assert "responses" in text(client_of(officer).get(f"{URL}?on={day(3)}&columns=title,endpoints"))
    page = text(client_of(officer).get(f"/registers/use-cases/{history.pk}/as-of/?on={day(7)}"))
    assert "Letters of customers" in page
    assert "It was a draft then" in page


def test_a_submitted_version_is_shown_whole(officer: Person) -> None:
    with held_at(now() - timedelta(days=4)):
        use_case = submit_use_case(make_draft(owner=requester(), **answered()).pk, by=requester())
    page = text(client_of(officer).get(f"/registers/use-cases/{use_case.pk}/as-of/?on={day(2)}"))
    assert "Version 1" in page
    assert "responses" in page
    assert "Product texts" in page
    before = text(client_of(officer).get(f"/registers/use-cases/{use_case.pk}/as-of/?on={day(9)}"))
    assert "Not on the register yet" in before


def test_the_export_says_the_day(history: UseCase, officer: Person) -> None:
    response = client_of(officer).get(f"{URL}?on={day(7)}&export=json")
    assert f"use-cases-as-of-{day(7)}-" in response.headers["Content-Disposition"]
    rows = json.loads(response.content)
    assert [(row["title"], row["owner"], row["endpoints"]) for row in rows] == [
        ("Answer letters", "Rita Requester", "Not on record")
    ]


@pytest.mark.parametrize(
    ("zone", "end"), [("Asia/Tokyo", "2026-05-09T14:59"), ("America/New_York", "2026-05-10T03:59")]
)
def test_a_day_ends_where_the_reader_is(zone: str, end: str) -> None:
    with held_at(datetime(2026, 5, 10, 12, tzinfo=UTC)), timezone.override(zone):
        assert moment_of(date(2026, 5, 9)).astimezone(UTC).isoformat()[:16] == end
        assert moment_of(date(2026, 5, 10)) == now()


def test_the_draft_it_once_was_stays_with_those_it_concerns(officer: Person, engineer: Person) -> None:
    with held_at(now() - timedelta(days=5)):
        use_case = make_draft("A secret plan", **answered(purpose="Nobody knows yet"))
    with held_at(now() - timedelta(days=1)):
        period = {"approved_on": today(), "approved_until": today() + timedelta(days=9)}
        take_over_approval(use_case.pk, **period, evidence="Minutes", by=officer, reason="Before")
    retire_use_case(use_case.pk, by=officer, reason="Given up")
    url = f"/registers/use-cases/{use_case.pk}/as-of/?on={day(3)}"
    assert "Nobody knows yet" in text(client_of(requester()).get(url))
    page = client_of(engineer).get(url)
    assert page.status_code == 200
    assert page.context["line"] is None
    assert page.context["version"] is None
    assert titles(engineer, f"on={day(0)}") == ["A secret plan"]


def test_what_was_never_approved_opens_to_nobody_when_it_is_over(officer: Person, engineer: Person) -> None:
    with held_at(now() - timedelta(days=1)):
        use_case = make_draft("A secret plan")
        retire_use_case(use_case.pk, by=officer, reason="Given up")
    assert titles(engineer, f"on={day(0)}") == []
    assert client_of(engineer).get(use_case.get_absolute_url()).status_code == 404
    assert client_of(engineer).get(f"{use_case.get_absolute_url()}as-of/?on={day(0)}").status_code == 404
    assert client_of(requester()).get(use_case.get_absolute_url()).status_code == 200
