"""The queue over the API: what waits, and many of low risk approved at once, each by the hash that was shown."""

from typing import Any

import pytest

from access.models import Person
from common.permissions import RoleName
from registers.actions.use_cases import withdraw_use_case
from registers.models import Decision, UseCase
from tests.factories.clients import api_of
from tests.factories.people import fresh
from tests.factories.registers import steward
from tests.factories.reviews import approve, board, hash_of, review_of
from tests.factories.use_cases import make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

URL = "/api/v1/reviews/"
HIGH: dict[str, Any] = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}


def as_shown(*cases: UseCase) -> list[dict[str, str]]:
    return [{"id": str(review_of(each).pk), "content_hash": hash_of(each)} for each in cases]


def test_it_works(auditor: Person, engineer: Person) -> None:
    people = board()
    high = make_submitted("Rank applicants", **HIGH)
    approve(high, people[RoleName.PRIVACY_REVIEWER])
    (row,) = api_of(auditor).get(URL).json()["results"]
    assert (row["id"], row["title"], row["version"]) == (str(review_of(high).pk), "Rank applicants", 1)
    assert (row["route_for"], row["state"], row["content_hash"]) == ("high", "open", hash_of(high))
    assert row["use_case"]["code"] == high.code
    assert (row["step"]["name"], row["step"]["position"], row["step"]["of"]) == ("Privacy and security", 1, 3)
    assert [each["person"]["name"] for each in row["decisions"]] == ["Paula Privacy"]
    assert row["owner"]["name"] == "Rita Requester"
    assert api_of(auditor).get(f"{URL}{row['id']}/").json() == row
    assert api_of(engineer).get(URL).status_code == 404


def test_filters_are_those_of_the_page() -> None:
    people = board()
    low = make_submitted("Answer mail")
    make_submitted("Rank applicants", **HIGH)
    over = make_submitted("Withdrawn")
    withdraw_use_case(over.pk, by=fresh(requester()), reason="Not now")
    client = api_of(people[RoleName.COMPLIANCE_OFFICER])
    for query, expected in (
        ("", ["Answer mail", "Rank applicants"]),
        ("waits=me", ["Answer mail"]),
        ("tier=high", ["Rank applicants"]),
        (f"q={low.code}", ["Answer mail"]),
        ("due=late", []),
        ("state=withdrawn", ["Withdrawn"]),
        ("sort=-code", ["Rank applicants", "Answer mail"]),
    ):
        found = [each["title"] for each in client.get(f"{URL}?{query}").json()["results"]]
        assert found == expected, query
    assert client.get(f"{URL}?tier=huge").status_code == 400


def test_many_are_approved_each_as_it_was_shown() -> None:
    officer = fresh(steward())
    first, second = make_submitted("First"), make_submitted("Second")
    high = make_submitted("High", **HIGH)
    sent = as_shown(first, second, high)
    sent[1]["content_hash"] = "0" * 64
    sent.append({"id": "0198c0de-7a11-7c3e-9d52-3f6b1f0a2c41", "content_hash": "0" * 64})
    answer = api_of(officer).post(f"{URL}bulk-approve/", {"requests": sent, "reason": "Public texts only"})
    assert answer.status_code == 200
    said = answer.json()
    assert said["approved"] == [str(review_of(first).pk)]
    assert [(each["id"], each["code"]) for each in said["left_out"]] == [
        (sent[1]["id"], "changed_meanwhile"),
        (sent[2]["id"], "not_lowest_tier"),
        (sent[3]["id"], "not_found"),
    ]
    assert f"{second}: It was changed" in said["left_out"][0]["detail"]
    decision = Decision.objects.get()
    assert (decision.content_hash, decision.reason) == (sent[0]["content_hash"], "Public texts only")
    assert TrailEntry.objects.filter(verb="registers.use_case.approved").count() == 1


def test_bad_input_and_who_may_not(auditor: Person, engineer: Person) -> None:
    officer = fresh(steward())
    sent = as_shown(make_submitted("First"))
    client = api_of(officer)
    for body in (
        {"requests": sent},
        {"requests": [], "reason": "Why not"},
        {"requests": [{"id": sent[0]["id"]}], "reason": "Why not"},
        {"requests": sent * 101, "reason": "Why not"},
    ):
        assert client.post(f"{URL}bulk-approve/", body).status_code == 422, body
    body = {"requests": sent, "reason": "Why not"}
    assert api_of(auditor).post(f"{URL}bulk-approve/", body).status_code == 403
    assert api_of(engineer).post(f"{URL}bulk-approve/", body).status_code in {403, 404}
    assert api_of(officer, ["read"]).post(f"{URL}bulk-approve/", body).status_code == 403
    assert not Decision.objects.exists()
