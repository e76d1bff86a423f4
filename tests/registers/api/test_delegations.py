"""Delegations over the API."""

from datetime import timedelta
from typing import Any

import pytest

from access.models import Person
from common.clock import today
from registers.models import Delegation
from tests.factories.clients import api_of
from tests.factories.routes import make_delegation
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
LIST = "/api/v1/delegations/"


def said(delegate: Person, **more: Any) -> dict[str, Any]:
    days = {"starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=7)).isoformat()}
    return {"delegate": str(delegate.pk), **days, **more}


def test_it_works(legal_reviewer: Person, privacy_reviewer: Person) -> None:
    api = api_of(legal_reviewer)
    answer = api.post(LIST, said(privacy_reviewer, reason="Holiday"))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["person"]["name"], told["delegate"]["name"], told["ended_at"]) == ("Lena Legal", "Piet Privacy", None)
    assert [each["id"] for each in api.get(f"{LIST}?standing=in-force").json()["results"]] == [told["id"]]
    assert api.get(f"{LIST}?standing=over").json()["results"] == []
    assert api.get(f"{LIST}?standing=ahead").json()["results"] == []
    ended = api.post(f"{LIST}{told['id']}/end/", {"reason": "Back early"})
    assert ended.status_code == 200
    assert ended.json()["ended_at"] is not None
    assert [each["id"] for each in api.get(f"{LIST}?standing=over").json()["results"]] == [told["id"]]
    verbs = [entry.verb for entry in TrailEntry.objects.filter(subject_id=told["id"]).order_by("id")]
    assert verbs == ["registers.delegation.given", "registers.delegation.ended"]


def test_an_officer_for_somebody_else(officer: Person, legal_reviewer: Person, privacy_reviewer: Person) -> None:
    answer = api_of(officer).post(LIST, said(privacy_reviewer, person=str(legal_reviewer.pk)))
    assert answer.status_code == 201
    assert (answer.json()["person"]["name"], answer.json()["given_by"]["name"]) == ("Lena Legal", "Oscar Officer")


def test_nobody_else_for_others(legal_reviewer: Person, privacy_reviewer: Person, security_reviewer: Person) -> None:
    answer = api_of(legal_reviewer).post(LIST, said(privacy_reviewer, person=str(security_reviewer.pk)))
    assert (answer.status_code, answer.json()["permission"]) == (403, "registers.delegate_decisions")
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("engineer", 403), ("auditor", 403), ("administrator", 403), ("nobody", 404)]
)
def test_who_may_not(who: str, status: int, request: pytest.FixtureRequest, legal_reviewer: Person) -> None:
    api = api_of(request.getfixturevalue(who))
    assert api.post(LIST, said(legal_reviewer)).status_code == status


def test_what_the_rules_refuse(legal_reviewer: Person, privacy_reviewer: Person, engineer: Person) -> None:
    api = api_of(legal_reviewer)
    for delegate, code in ((legal_reviewer, "delegate_oneself"), (engineer, "cannot_decide")):
        answer = api.post(LIST, said(delegate))
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["errors"][0]["field"] == "delegate"
    make_delegation(legal_reviewer, privacy_reviewer)
    assert api.post(LIST, said(privacy_reviewer)).json()["code"] == "days_taken"
    answer = api.post(LIST, said(privacy_reviewer, ends_on="soon"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "ends_on")


def test_others_neither_see_nor_end_it(
    legal_reviewer: Person, privacy_reviewer: Person, engineer: Person, auditor: Person
) -> None:
    row = f"{LIST}{make_delegation(legal_reviewer, privacy_reviewer).pk}/"
    assert api_of(engineer).get(LIST).json()["results"] == []
    assert api_of(engineer).get(row).status_code == 404
    assert api_of(auditor).get(row).status_code == 200
    for person, status in ((engineer, 404), (auditor, 403), (privacy_reviewer, 403)):
        assert api_of(person).post(f"{row}end/").status_code == status
    assert Delegation.objects.get().ended_at is None
