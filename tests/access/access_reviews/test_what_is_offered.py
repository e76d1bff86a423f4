"""What the pages of access reviews offer: answers while one is open, nothing where nobody is asked."""

from datetime import timedelta
from typing import Any

import pytest

from access.actions.access_reviews.answering import cancel_access_review
from access.actions.access_reviews.applying import apply_access_review
from access.models import AccessReview, Person
from common.clock import today
from tests.factories.access_reviews import answer_all, item_of, make_review
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_person

LIST = "/access/reviews/"


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def review(officer: Person, engineer: Person) -> AccessReview:
    return make_review(by=officer)


def apply(review: AccessReview, by: Person) -> None:
    answer_all(review)
    apply_access_review(review.pk, by=fresh(by))


def cancel(review: AccessReview, by: Person) -> None:
    cancel_access_review(review.pk, by=fresh(by), reason="Opened twice")


@pytest.mark.parametrize("close", [apply, cancel])
def test_what_is_over_offers_no_answers(review: AccessReview, officer: Person, engineer: Person, close: Any) -> None:
    page, url = client_of(officer), review.get_absolute_url()
    key = str(item_of(review, engineer).pk)
    offered = ('name="selected"', 'id="bulk-form"', 'value="reassign"', "Keys of this page")
    shown = text_of(page.get(url))
    assert all(each in shown for each in offered)
    close(review, officer)
    shown = text_of(page.get(url))
    assert "Emil Engineer" in shown
    assert not [each for each in offered if each in shown]
    # A page shown before sends it all the same.
    before = item_of(review, engineer)
    sent = page.post(f"{url}?do=bulk", {"action": "remove", "selected": [key]}, follow=True)
    assert sent.redirect_chain[-1][0] == url
    assert "This review is not open any more; its answers stand as they are." in text_of(sent)
    assert "This concerns" not in text_of(sent)
    assert item_of(review, engineer).answer == before.answer


def test_the_list_is_there_for_whoever_is_asked(officer: Person, auditor: Person, engineer: Person) -> None:
    nobody = make_person("Nina Nobody")
    assert client_of(nobody).get(LIST).status_code == 404
    assert client_of(engineer).get(LIST).status_code == 404
    assert client_of(auditor).get(LIST).status_code == 200
    make_review(by=officer, reviewers=(nobody.pk,))
    assert "Rights of autumn" in text_of(client_of(nobody).get(LIST))
    assert client_of(engineer).get(LIST).status_code == 404


def test_what_was_not_saved_does_not_look_chosen(review: AccessReview, officer: Person, engineer: Person) -> None:
    item, page = item_of(review, engineer), client_of(officer)
    htmx = {"HX-Request": "true", "HX-Target": f"answer-{item.pk}"}
    refused = text_of(page.post(item.get_absolute_url(), {"answer": "remove", "note": ""}, headers=htmx))
    assert "Say why it is taken away" in refused
    assert "review-said-remove" not in refused
    assert 'aria-pressed="true"' not in refused
    saved = text_of(page.post(item.get_absolute_url(), {"answer": "remove", "note": "Moved on"}, headers=htmx))
    assert "review-said-remove" in saved
    assert ">Moved on</textarea>" in saved


def test_a_new_review_names_all_that_is_wrong_at_once(officer: Person) -> None:
    asked = {"name": "Rights", "due_on": (today() - timedelta(days=1)).isoformat(), "reviewers": "who@example.org"}
    page = client_of(officer, confirmed=True)
    wrong = page.post(f"{LIST}new/", asked)
    assert wrong.status_code == 422
    assert "The last day is in the past." in text_of(wrong)
    assert "Nobody who is active has the address who@example.org." in text_of(wrong)
    late = {**asked, "due_on": (today() + timedelta(days=400)).isoformat(), "reviewers": ""}
    assert "At most 180 days ahead" in text_of(page.post(f"{LIST}new/", late))
    assert not AccessReview.objects.exists()


def test_before_it_is_opened_it_says_how_much_and_who_answers(officer: Person, engineer: Person) -> None:
    page = client_of(officer)
    asked = {"kinds": ["role"], "reviewers": "", "live": "1"}
    live = text_of(page.post(f"{LIST}new/", asked))
    assert "This freezes 3 rights." in live
    assert "Who answers: Oscar Officer" in live
    assert "Who answers: Emil Engineer" in text_of(page.post(f"{LIST}new/", {**asked, "reviewers": engineer.email}))
    assert "Who answers" not in text_of(page.post(f"{LIST}new/", {**asked, "reviewers": "who@example.org"}))


def test_one_right_is_asked_about_in_the_singular(officer: Person, engineer: Person) -> None:
    nobody = make_person("Nina Nobody")
    review = make_review(by=officer, reviewers=(nobody.pk,))
    titles = [each.title for each in nobody.notifications.filter(kind="access-review")]
    assert titles[0].startswith(f"You are asked about {review.items.filter(reviewer=nobody).count()} rights in ")
    told = officer.notifications.filter(kind="access-review").count()
    alone = make_person("Alma Alone", "auditor")
    mine = make_review("Second", by=officer, reviewers=(alone.pk,))
    assert (told, mine.items.filter(reviewer=officer).count()) == (0, 1)
    assert officer.notifications.get(kind="access-review").title.startswith("You are asked about one right in “Second”")
