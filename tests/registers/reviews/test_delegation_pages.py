"""The pages about who decides for whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from access.models import Person
from common.clock import today
from registers.models import Delegation
from tests.factories.clients import client_of
from tests.factories.people import fresh
from tests.factories.routes import make_delegation

pytestmark = pytest.mark.django_db
URL, NEW = "/registers/delegations/", "/registers/delegations/new/"


def said(delegate: Person, first: date | None = None, days: int = 7, **more: Any) -> dict[str, Any]:
    starts_on = first or today()
    return {"delegate": str(delegate.pk), "starts_on": starts_on, "ends_on": starts_on + timedelta(days), **more}


def page(person: Person, url: str = URL) -> str:
    answer = client_of(fresh(person)).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_works(legal_reviewer: Person, privacy_reviewer: Person) -> None:
    client = client_of(legal_reviewer)
    form = client.get(NEW).content.decode()
    assert "I am away" in form
    assert 'name="person"' not in form
    # Those who may decide, but not oneself.
    assert str(privacy_reviewer.pk) in form
    assert f'value="{legal_reviewer.pk}"' not in form
    answer = client.post(NEW, said(privacy_reviewer, reason="Holiday"))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    delegation = Delegation.objects.get()
    assert (delegation.person, delegation.delegate) == (legal_reviewer, privacy_reviewer)
    shown = page(legal_reviewer)
    assert "Piet Privacy decides for you until" in shown
    assert "Holiday" in shown
    assert f"{URL}{delegation.pk}/end/" in shown
    assert "You decide for Lena Legal until" in page(privacy_reviewer)


def test_only_those_who_may_decide_are_offered(
    legal_reviewer: Person, engineer: Person, auditor: Person, officer: Person
) -> None:
    form = page(legal_reviewer, NEW)
    assert "Oscar Officer (Compliance)" in form
    for other in (engineer, auditor):
        assert str(other.pk) not in form
    answer = client_of(legal_reviewer).post(NEW, said(engineer))
    assert answer.status_code == 422
    assert not Delegation.objects.exists()


def test_an_officer_for_somebody_else(officer: Person, legal_reviewer: Person, privacy_reviewer: Person) -> None:
    assert "Somebody is away" in page(officer, NEW)
    answer = client_of(officer).post(NEW, said(privacy_reviewer, person=str(legal_reviewer.pk)))
    assert answer.status_code == 302
    delegation = Delegation.objects.get()
    assert (delegation.person, delegation.given_by) == (legal_reviewer, officer)
    assert "entered by Oscar Officer" in page(officer)


def test_a_reviewer_names_nobody_for_others(legal_reviewer: Person, privacy_reviewer: Person, officer: Person) -> None:
    client_of(legal_reviewer).post(NEW, said(privacy_reviewer, person=str(officer.pk)))
    assert Delegation.objects.get().person == legal_reviewer


@pytest.mark.parametrize("who", ["engineer", "auditor", "administrator", "nobody"])
def test_who_has_nothing_to_leave(who: str, request: pytest.FixtureRequest, legal_reviewer: Person) -> None:
    person, status = request.getfixturevalue(who), 404 if who == "nobody" else 403
    client = client_of(person)
    assert client.get(NEW).status_code == status
    assert client.post(NEW, said(legal_reviewer)).status_code == status
    if who != "nobody":
        assert "there is nothing to leave to somebody" in page(person)
        assert NEW not in page(person).split("<main")[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "The last day is before the first."), (93, "three months at most")],
)
def test_what_is_wrong_is_said_at_its_field(
    legal_reviewer: Person, privacy_reviewer: Person, days: int, words: str
) -> None:
    answer = client_of(legal_reviewer).post(NEW, said(privacy_reviewer, days=days))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert b'id="id_ends_on_error"' in answer.content


def test_overlapping_days(legal_reviewer: Person, privacy_reviewer: Person) -> None:
    make_delegation(legal_reviewer, privacy_reviewer)
    answer = client_of(legal_reviewer).post(NEW, said(privacy_reviewer))
    assert answer.status_code == 422
    assert "somebody else decides already" in answer.content.decode()
    assert Delegation.objects.count() == 1


def test_hints_while_somebody_types(legal_reviewer: Person, privacy_reviewer: Person, officer: Person) -> None:
    make_delegation(privacy_reviewer, officer)
    client, live = client_of(legal_reviewer), {"HX-Request": "true"}
    hints = client.post(NEW, said(privacy_reviewer, live="1"), headers=live).content.decode()
    assert "Piet Privacy is away from" in hints
    hints = client.post(NEW, said(officer, live="1"), headers=live).content.decode()
    assert "Oscar Officer already decides for Piet Privacy." in hints
    assert client.post(NEW, {"live": "1"}, headers=live).content.strip() == b""
    assert Delegation.objects.count() == 1


def test_it_ends_early(legal_reviewer: Person, privacy_reviewer: Person) -> None:
    end = f"{URL}{make_delegation(legal_reviewer, privacy_reviewer).pk}/end/"
    client = client_of(legal_reviewer)
    assert "can no longer decide for Lena Legal" in client.get(end).content.decode()
    assert client.post(end).status_code == 302
    assert Delegation.objects.get().ended_at is not None
    assert "Ended early" in page(legal_reviewer)
    assert client.post(end).status_code == 422


def test_others_do_not_end_it(
    legal_reviewer: Person, privacy_reviewer: Person, engineer: Person, auditor: Person
) -> None:
    end = f"{URL}{make_delegation(legal_reviewer, privacy_reviewer).pk}/end/"
    # The engineer may not even see it; the one who decides meanwhile and the auditor see it.
    for person, status in ((engineer, 404), (auditor, 403), (privacy_reviewer, 403)):
        assert client_of(person).get(end).status_code == status
        assert client_of(person).post(end).status_code == status
    assert Delegation.objects.get().ended_at is None


def test_who_sees_whose(legal_reviewer: Person, privacy_reviewer: Person, engineer: Person, auditor: Person) -> None:
    make_delegation(legal_reviewer, privacy_reviewer, ahead=3)
    assert "Lena Legal" in page(auditor).split("<main")[1]
    assert "Lena Legal" not in page(engineer).split("<main")[1]


def test_it_stands_where_people_look_for_it(legal_reviewer: Person, engineer: Person) -> None:
    found = client_of(legal_reviewer).get("/search/?q=away", headers={"HX-Request": "true"}).content.decode()
    assert NEW in found
    assert NEW not in client_of(engineer).get("/search/?q=away", headers={"HX-Request": "true"}).content.decode()
