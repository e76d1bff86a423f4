"""Answering: kept, changed or taken away, by whoever was asked or an officer, never for oneself."""

from datetime import timedelta
from typing import Any

import pytest

from access.actions.access_reviews.answering import answer_review_item, cancel_access_review, reassign_review_item
from access.actions.tokens import issue_token
from access.models import Person
from access.permits import PermissionRefused
from common.clock import today
from common.refusals import Refused
from tests.factories.access_reviews import item_of, make_review, second_opener
from tests.factories.clients import client_of
from tests.factories.groups import map_to, sign_in_with
from tests.factories.people import fresh
from trail.models import TrailEntry


@pytest.fixture
def asked(officer: Person, engineer: Person) -> Any:
    return item_of(make_review(by=officer), engineer)


def answer(item: Any, answered: str, by: Person, **more: Any) -> Any:
    return answer_review_item(item.pk, answer=answered, by=fresh(by), **more)


def test_it_works(asked: Any, officer: Person, engineer: Person) -> None:
    answer(asked, "remove", officer, note="Moved to sales")
    asked.refresh_from_db()
    assert (asked.answer, asked.note, asked.answered_by) == ("remove", "Moved to sales", officer)
    entry = TrailEntry.objects.about(asked.review)[0]
    assert entry.sentence == "Oscar Officer said of Emil Engineer: Engineer: Remove"
    assert entry.reason == "Moved to sales"
    assert TrailEntry.objects.about(engineer)[0] == entry
    assert fresh(engineer).has_role("engineer")


def test_it_can_be_said_otherwise_and_the_same_twice_is_told_once(asked: Any, officer: Person) -> None:
    for _twice in range(2):
        answer(asked, "keep", officer, note="Needed")
    answer(asked, "change", officer, note="Until the move", ends_on=today() + timedelta(days=9))
    asked.refresh_from_db()
    assert asked.change == {"ends_on": (today() + timedelta(days=9)).isoformat()}
    assert TrailEntry.objects.filter(verb="access.review.answered").count() == 2


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"answered": "remove"}, "note_missing", "note"),
        ({"answered": "remove", "note": "  "}, "note_missing", "note"),
        ({"answered": "keep"}, "note_missing", "note"),
        ({"answered": "change"}, "end_missing", "ends_on"),
        ({"answered": "change", "ends_on": today() - timedelta(days=1)}, "already_over", "ends_on"),
    ],
)
def test_it_is_refused(asked: Any, officer: Person, said: dict[str, Any], code: str, field: str) -> None:
    assert asked.flags
    with pytest.raises(Refused) as refused:
        answer(asked, by=officer, **said)
    assert (refused.value.refusal.code, refused.value.refusal.field) == (code, field)
    asked.refresh_from_db()
    assert asked.answer == ""


def test_a_token_is_not_kept_longer_than_it_lives(officer: Person, engineer: Person) -> None:
    issue_token(engineer, name="t", scopes=["read"], days=9, by=engineer)
    item = item_of(make_review(by=officer), engineer, "token")
    with pytest.raises(Refused) as refused:
        answer(item, "change", officer, note="x", ends_on=today() + timedelta(days=30))
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("only_earlier", "ends_on")
    assert answer(item, "change", officer, note="x", ends_on=today() + timedelta(days=3)).answer == "change"


def test_what_it_does_is_what_it_says(asked: Any, officer: Person) -> None:
    page = client_of(officer)
    shown = page.get(asked.get_absolute_url()).content.decode()
    assert "Keep until a day" in shown
    page.post(asked.get_absolute_url(), {"answer": "change", "note": "Until the move", "ends_on": today().isoformat()})
    assert "Emil Engineer: Engineer: Keep until a day" in TrailEntry.objects.about(asked.review)[0].sentence
    assert "Keep until…" in page.get(asked.review.get_absolute_url()).content.decode()


def test_nobody_answers_for_themselves(officer: Person) -> None:
    item = item_of(make_review(by=officer), officer)
    with pytest.raises(Refused, match="their own access"):
        answer(item, "keep", officer, note="Of course")


def test_whoever_was_asked_needs_no_role_and_others_may_not(
    officer: Person, engineer: Person, nobody: Person, auditor: Person
) -> None:
    review = make_review(by=officer, reviewers=(nobody.pk,))
    item = item_of(review, engineer)
    assert answer(item, "keep", nobody, note="Builds the claims service").answered_by == nobody
    for person in (auditor, engineer):
        with pytest.raises(PermissionRefused):
            answer(item, "keep", person, note="Yes")


def test_what_a_group_gives_is_not_changed_here(officer: Person, nobody: Person) -> None:
    map_to("eng", "engineer")
    sign_in_with(nobody, "eng")
    item = item_of(make_review(by=officer), nobody)
    assert item.facts["right"]["groups"] == ["eng"]
    with pytest.raises(Refused) as refused:
        answer(item, "change", officer, ends_on=today() + timedelta(days=9))
    assert refused.value.refusal.code == "not_changeable"


def test_somebody_else_is_asked(asked: Any, officer: Person, nobody: Person) -> None:
    reassign_review_item(asked.pk, reviewer=nobody, by=officer, reason="Leads the team")
    asked.refresh_from_db()
    assert asked.reviewer == nobody
    assert nobody.notifications.filter(kind="access-review").count() == 1
    assert TrailEntry.objects.about(asked)[0].verb == "access.review.reassigned"
    with pytest.raises(Refused) as refused:
        reassign_review_item(asked.pk, reviewer=asked.person, by=officer, reason="Knows best")
    assert refused.value.refusal.code == "own_review"
    with pytest.raises(PermissionRefused):
        reassign_review_item(asked.pk, reviewer=officer, by=nobody, reason="No time")


def test_a_cancelled_review_takes_no_answers(asked: Any, officer: Person) -> None:
    second_opener()
    review = cancel_access_review(asked.review_id, by=officer, reason="Opened by mistake")
    assert (review.state, review.close_reason) == ("cancelled", "Opened by mistake")
    assert TrailEntry.objects.about(review)[0].verb == "access.review.cancelled"
    for act in (
        lambda: answer(asked, "keep", officer, note="Late"),
        lambda: cancel_access_review(review.pk, by=officer, reason="Again"),
        lambda: reassign_review_item(asked.pk, reviewer=officer, by=officer, reason="Late"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "review_over"
