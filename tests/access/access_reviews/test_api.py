"""Access reviews over the API."""

from datetime import timedelta
from typing import Any

import pytest

from access.models import AccessReview, Job, Person
from common.clock import today
from tests.factories.access_reviews import answer_all, item_of, make_review, second_opener
from tests.factories.clients import api_of
from tests.factories.people import fresh
from trail.models import TrailEntry

URL, ITEMS = "/api/v1/access-reviews/", "/api/v1/access-review-items/"


@pytest.fixture
def api(officer: Person) -> Any:
    return api_of(officer)


def test_it_works(api: Any, officer: Person, engineer: Person, nobody: Person) -> None:
    due_on = (today() + timedelta(days=20)).isoformat()
    asked = {"name": "By a program", "due_on": due_on, "kinds": ["role"], "reviewers": [str(nobody.pk)]}
    made = api.post(URL, asked)
    assert made.status_code == 201
    url = made.headers["Location"]
    assert (made.json()["rights"], made.json()["answered"]) == (3, 0)
    rows = api.get(ITEMS, {"review": made.json()["id"], "q": "emil"}).json()["results"]
    assert [(row["person"]["name"], row["right"]) for row in rows] == [("Emil Engineer", "Engineer")]
    assert rows[0]["reviewer"]["name"] == "Nina Nobody"
    assert {flag["flag"] for flag in rows[0]["flags"]} == {"no_second_factor"}
    answer = api.post(f"{ITEMS}{rows[0]['id']}/answer/", {"answer": "remove", "note": "Left the team"})
    assert (answer.status_code, answer.json()["answer"]) == (200, "remove")
    answer_all(AccessReview.objects.get())
    applied = api.post(f"{url}apply/")
    assert (applied.status_code, applied.json()["state"]) == (200, "applied")
    assert not fresh(engineer).has_role("engineer")
    assert TrailEntry.objects.filter(verb="access.review.applied", channel="api").exists()


def test_a_large_one_is_opened_in_the_background(
    api: Any, officer: Person, engineer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)
    monkeypatch.setattr("access.actions.access_reviews.opening.MOST_AT_ONCE", 1)
    asked = {"name": "By a program", "due_on": (today() + timedelta(days=20)).isoformat(), "kinds": ["role"]}
    begun = api.post(URL, asked)
    job = Job.objects.get(kind="access-review-open", person=officer)
    assert (begun.status_code, begun.json()) == (202, {"job": job.get_absolute_url()})
    assert not AccessReview.objects.exists()
    assert api.post(URL, {**asked, "due_on": "2020-01-01"}).json()["code"] == "already_over"


def test_many_are_answered_at_once(api: Any, officer: Person, engineer: Person, administrator: Person) -> None:
    review = make_review(by=officer)
    keys = [str(item.pk) for item in review.items.all()]
    answer = api.post(f"{URL}{review.pk}/answer-many/", {"answer": "keep", "note": "All needed", "items": keys})
    told = answer.json()
    assert (told["done"], list(told["refused"].values())) == (2, [2])
    assert "Nobody decides about their own access" in next(iter(told["refused"]))
    again = api.post(f"{URL}{review.pk}/answer-many/", {"answer": "keep", "note": "All needed", "items": keys[:1]})
    assert again.json()["done"] + again.json()["unchanged"] + len(again.json()["refused"]) == 1


def test_refusals_have_their_code(api: Any, officer: Person, engineer: Person) -> None:
    review = make_review(by=officer)
    item = item_of(review, engineer)
    for answer, code in (
        (api.post(f"{ITEMS}{item.pk}/answer/", {"answer": "remove"}), "note_missing"),
        (api.post(f"{URL}{review.pk}/apply/"), "unanswered"),
        (api.post(f"{ITEMS}{item.pk}/reassign/", {"reviewer": str(engineer.pk), "reason": "Knows"}), "own_review"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert api.post(URL, {"name": "x", "due_on": today().isoformat(), "kinds": ["magic"]}).status_code == 422


def test_it_is_cancelled(api: Any, officer: Person) -> None:
    review = make_review(by=officer)
    assert api.post(f"{URL}{review.pk}/cancel/", {"reason": "Twice"}).json()["state"] == "cancelled"
    assert api.get(URL, {"state": "cancelled"}).json()["results"][0]["close_reason"] == "Twice"


def test_evidence_and_comparison(api: Any, officer: Person, engineer: Person) -> None:
    second_opener()
    first = make_review(by=officer)
    answer_all(first)
    second = make_review("Again", by=officer)
    answer_all(second)
    evidence = api.get(f"{URL}{first.pk}/evidence/").json()
    assert evidence["digest"] == first.digest
    assert len(evidence["answers"]) == 5
    compared = api.get(f"{URL}compare/", {"a": str(first.pk), "b": str(second.pk)}).json()
    assert {pair["after"]["person"]["name"] for pair in compared["kept_twice"]} >= {"Emil Engineer"}
    assert [pair["after"]["person"]["name"] for pair in compared["added"]] == []
    assert api.get(f"{URL}compare/", {"a": "x", "b": str(second.pk)}).status_code == 400
    assert api.get(f"{URL}compare/", {"a": str(engineer.pk), "b": str(second.pk)}).status_code == 404


def test_who_may_what(officer: Person, auditor: Person, engineer: Person, nobody: Person) -> None:
    review = make_review(by=officer, reviewers=(nobody.pk,))
    second_opener()
    reading = api_of(auditor)
    assert reading.get(f"{URL}{review.pk}/").status_code == 200
    assert reading.post(f"{URL}{review.pk}/apply/").status_code == 403
    item = item_of(review, engineer)
    assert reading.post(f"{ITEMS}{item.pk}/answer/", {"answer": "keep", "note": "x"}).status_code == 403
    asked = api_of(nobody)
    assert asked.post(f"{ITEMS}{item.pk}/answer/", {"answer": "keep", "note": "Needed"}).status_code == 200
    assert len(asked.get(URL).json()["results"]) == 1
    other = api_of(engineer)
    assert other.get(f"{URL}{review.pk}/").status_code == 404
    assert other.post(f"{ITEMS}{item.pk}/answer/", {"answer": "keep", "note": "x"}).status_code == 404


def test_a_confirmation_is_asked(officer: Person) -> None:
    api = api_of(officer, step_up=False)
    answer = api.post(URL, {"name": "x", "due_on": today().isoformat()})
    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
