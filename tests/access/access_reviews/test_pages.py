"""The pages of access reviews: opened, answered in place and without script, applied, compared, taken away."""

import json
from typing import Any

import pytest

from access.actions.access_reviews.answering import answer_review_item
from access.bulk import mark_of
from access.models import AccessReview, Person
from access.review_words import details_of
from common.clock import today
from tests.factories.access_reviews import answer_all, item_of, make_review, second_opener
from tests.factories.clients import api_of, client_of
from tests.factories.people import PASSWORD, fresh
from trail.models import TrailEntry

LIST = "/access/reviews/"


@pytest.fixture
def review(officer: Person, engineer: Person, data_owner: Person) -> AccessReview:
    return make_review(by=officer)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_review_is_opened(officer: Person, engineer: Person, nobody: Person) -> None:
    page = client_of(officer, confirmed=True)
    asked = {"name": "Rights of winter", "due_on": today().isoformat(), "kinds": ["role"], "reviewers": nobody.email}
    live = page.post(f"{LIST}new/", {**asked, "live": "1"})
    assert "This freezes 3 rights." in text_of(live)
    response = page.post(f"{LIST}new/", asked)
    made = AccessReview.objects.get()
    assert response.headers["Location"] == made.get_absolute_url()
    assert {item.reviewer for item in made.items.all()} == {nobody}
    wrong = page.post(f"{LIST}new/", {**asked, "reviewers": "who@example.org"})
    assert wrong.status_code == 422
    assert "Nobody who is active has the address who@example.org." in text_of(wrong)


def test_the_page_shows_what_is_remarkable(review: AccessReview, officer: Person) -> None:
    page = client_of(officer)
    shown = text_of(page.get(review.get_absolute_url()))
    for words in ("0 of 4 answered", "Signs in with a local password", "No second factor", "Emil Engineer", "Nobody"):
        assert words in shown
    narrowed = text_of(page.get(review.get_absolute_url(), {"q": "emil", "flag": "any"}))
    assert "Emil Engineer" in narrowed
    assert "Dora Data-Owner" not in narrowed


def test_one_click_answers_in_place(review: AccessReview, officer: Person, engineer: Person) -> None:
    item, page = item_of(review, engineer), client_of(officer)
    htmx = {"HX-Request": "true", "HX-Target": f"answer-{item.pk}"}
    refused = page.post(item.get_absolute_url(), {"answer": "keep", "note": ""}, headers=htmx)
    assert refused.status_code == 422
    assert "Say why it stays all the same" in text_of(refused)
    kept = page.post(item.get_absolute_url(), {"answer": "keep", "note": "Needed"}, headers=htmx)
    assert kept.status_code == 200
    assert "1 of 4 answered" in text_of(kept)
    assert "<main" not in text_of(kept)
    item.refresh_from_db()
    assert (item.answer, item.note) == ("keep", "Needed")


def test_it_works_without_script(review: AccessReview, officer: Person, engineer: Person) -> None:
    item, page = item_of(review, engineer), client_of(officer)
    place = f"{review.get_absolute_url()}?flag=any"
    refused = page.post(item.get_absolute_url(), {"answer": "remove", "note": "", "next": place})
    assert refused.status_code == 422
    assert "Say why it is taken away" in text_of(refused)
    done = page.post(item.get_absolute_url(), {"answer": "remove", "note": "Left the team", "next": place})
    assert done.headers["Location"] == f"{place}#answer-{item.pk}"
    away = page.post(item.get_absolute_url(), {"answer": "keep", "note": "x", "next": "https://example.org/"})
    assert away.headers["Location"].startswith(review.get_absolute_url())


def test_ones_own_has_no_form(review: AccessReview, officer: Person) -> None:
    item, page = item_of(review, officer), client_of(officer)
    assert "Nobody decides about their own access" in text_of(page.get(item.get_absolute_url()))
    assert page.post(item.get_absolute_url(), {"answer": "keep", "note": "Mine"}).status_code == 422
    assert "Your own: somebody else answers" in text_of(page.get(review.get_absolute_url()))


def test_many_are_kept_at_once(review: AccessReview, officer: Person, engineer: Person, data_owner: Person) -> None:
    keys = sorted(item_of(review, person).pk for person in (engineer, data_owner, officer))
    url, page = f"{review.get_absolute_url()}?do=bulk", client_of(officer)
    chosen = {"action": "keep", "selected": [str(key) for key in keys]}
    assert "This concerns <strong>3</strong> rows." in text_of(page.post(url, chosen))
    confirmed = {**chosen, "confirmed": "1", "expected": mark_of(keys)}
    page.post(url, {**confirmed, "note": ""})
    assert review.items.exclude(answer="").count() == 0
    said = text_of(page.post(url, {**confirmed, "note": "All of them work on claims"}, follow=True))
    assert "1 row was left as it is: Nobody decides about their own access" in said
    assert review.items.filter(answer="keep").count() == 2


def test_a_reviewer_without_a_role_sees_what_they_are_asked_about(
    officer: Person, engineer: Person, nobody: Person
) -> None:
    asked, other = make_review("Asked", by=officer, reviewers=(nobody.pk,)), make_review("Other", by=officer)
    page = client_of(nobody)
    listed = text_of(page.get(LIST))
    assert "Asked" in listed
    assert "Other" not in listed
    shown = text_of(page.get(asked.get_absolute_url()))
    assert "Emil Engineer" in shown
    assert 'name="answer" value="keep"' in shown
    assert page.get(other.get_absolute_url()).status_code == 404
    assert page.get(f"{asked.get_absolute_url()}apply/").status_code == 403
    # What proves the campaign holds what everybody may do.
    assert page.get(f"{asked.get_absolute_url()}evidence/").status_code == 403
    assert page.get(f"{asked.get_absolute_url()}history/").status_code == 200
    assert api_of(nobody).get(f"/api/v1/access-reviews/{asked.pk}/evidence/").status_code == 403
    work = text_of(page.get("/my-work/"))
    assert "Answer for 3 rights" in work


def test_it_is_applied_with_its_consequences_in_view(review: AccessReview, officer: Person, engineer: Person) -> None:
    page, url = client_of(officer), f"{review.get_absolute_url()}apply/"
    assert "4 rights have no answer yet" in text_of(page.get(url))
    answer_review_item(item_of(review, engineer).pk, answer="remove", note="Moved", by=fresh(officer))
    answer_all(review)
    shown = text_of(page.get(url))
    assert "1 right is taken away at once." in shown
    assert "Emil Engineer" in shown
    assert page.post(url, {"confirmation": "wrong"}).status_code == 422
    done = page.post(url, {"confirmation": PASSWORD})
    assert done.headers["Location"] == review.get_absolute_url()
    assert not fresh(engineer).has_role("engineer")
    after = text_of(page.get(review.get_absolute_url()))
    assert "Applied" in after
    assert 'name="answer" value="keep"' not in after
    told = text_of(page.get(f"{review.get_absolute_url()}history/"))
    assert "Oscar Officer applied Rights of autumn" in told
    assert "Unchanged" in told


def test_two_reviews_are_compared(review: AccessReview, officer: Person, engineer: Person, nobody: Person) -> None:
    answer_all(review)
    later = make_review("Rights of winter", by=officer)
    answer_all(later)
    shown = text_of(client_of(officer).get(f"{LIST}compare/", {"a": str(review.pk), "b": str(later.pk)}))
    for words in ("Kept twice", "Taken away, and back again", "Emil Engineer"):
        assert words in shown
    assert client_of(officer).get(f"{LIST}compare/", {"a": "nonsense"}).status_code == 200


def test_the_evidence_is_the_same_twice_and_taking_it_is_on_record(review: AccessReview, officer: Person) -> None:
    second_opener()
    page, url = client_of(officer), f"{review.get_absolute_url()}evidence/"
    first, second = page.get(url).content, page.get(url).content
    assert first == second
    evidence = json.loads(first)
    assert (evidence["digest"], len(evidence["frozen"]["items"])) == (review.digest, 4)
    assert evidence["trail"][0]["verb"] == "access.review.opened"
    assert TrailEntry.objects.filter(verb="access.list.exported").count() == 2


def test_it_is_exported(review: AccessReview, auditor: Person) -> None:
    exported = client_of(auditor).get(review.get_absolute_url(), {"export": "json"})
    rows = json.loads(exported.content)
    assert {"person", "right", "remarks", "answer", "outcome"} <= rows[0].keys()
    assert len(rows) == 4


def test_others_see_nothing(review: AccessReview, engineer: Person, administrator: Person) -> None:
    assert client_of(engineer).get(review.get_absolute_url()).status_code == 404
    looking = client_of(administrator)
    assert looking.get(review.get_absolute_url()).status_code == 200
    assert looking.post(f"{review.get_absolute_url()}cancel/", {"reason": "No"}).status_code == 403
    assert 'name="answer" value="keep"' not in text_of(looking.get(review.get_absolute_url()))


def test_what_a_token_may_do_is_told_in_words() -> None:
    assert details_of({"right": {"scopes": ["read", "write"]}}) == [("What it may do", "Read and write")]
    assert details_of({"right": {"scopes": ["read"]}}) == [("What it may do", "Read")]
