"""Two at once: two answers to one right, and a campaign applied twice at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.applying import apply_access_review
from access.models import RoleAssignment
from common.permissions import RoleName
from common.refusals import Refused
from tests.factories.access_reviews import answer_all, item_of, opener, review_of_roles, second_opener
from tests.factories.people import fresh, make_person
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Call functions in threads of their own; return what came of each, refusals as their codes."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_answer_for_one_right() -> None:
    first, second, person = opener(), second_opener(), make_person("Emil Engineer", RoleName.ENGINEER)
    item = item_of(review_of_roles("engineer"), person)
    at_once(
        lambda: answer_review_item(item.pk, answer="keep", note="Needed", by=fresh(first)),
        lambda: answer_review_item(item.pk, answer="remove", note="Left", by=fresh(second)),
    )
    item.refresh_from_db()
    last = TrailEntry.objects.filter(verb="access.review.answered").order_by("-id")[0]
    assert TrailEntry.objects.filter(verb="access.review.answered").count() == 2
    assert (last.actor, last.reason) == (item.answered_by, item.note)


def test_applied_twice() -> None:
    first, second = opener(), second_opener()
    people = [make_person(f"Engineer {number}", RoleName.ENGINEER) for number in range(4)]
    review = review_of_roles("engineer")
    answer_all(review, "remove", note="The project is over")
    at_once(*[lambda by=each: apply_access_review(review.pk, by=fresh(by)) for each in (first, second, first)])
    review.refresh_from_db()
    assert review.state == "applied"
    assert set(review.items.values_list("outcome", flat=True)) == {"done"}
    assert not RoleAssignment.objects.standing().filter(person__in=people).exists()
    assert TrailEntry.objects.filter(verb="access.role.withdrawn").count() == 4
    assert TrailEntry.objects.filter(verb="access.review.carried_out").count() == 4
    assert TrailEntry.objects.filter(verb="access.review.applied").count() == 1


def test_an_answer_under_way_is_awaited() -> None:
    first, second, person = opener(), second_opener(), make_person("Emil Engineer", RoleName.ENGINEER)
    review = review_of_roles("engineer")
    answer_all(review)
    item = item_of(review, person)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            answer_review_item(item.pk, answer="remove", note="Left", by=fresh(second))
            applied = pool.submit(at_once, lambda: apply_access_review(review.pk, by=fresh(first)))
            with pytest.raises(TimeoutError):
                applied.result(timeout=1)
        applied.result(timeout=20)
    item.refresh_from_db()
    assert (item.answer, item.outcome) == ("remove", "done")
    assert not fresh(person).has_role("engineer")


def test_an_answer_meets_the_application() -> None:
    first, second, person = opener(), second_opener(), make_person("Emil Engineer", RoleName.ENGINEER)
    review = review_of_roles("engineer")
    answer_all(review, "remove", note="The project is over")
    item = item_of(review, person)
    said = at_once(
        lambda: apply_access_review(review.pk, by=fresh(first)),
        lambda: answer_review_item(item.pk, answer="keep", note="It goes on", by=fresh(second)),
    )
    item.refresh_from_db()
    kept = fresh(person).has_role("engineer")
    # Either the answer came in time and the role stays, or it was refused and the role is gone.
    assert (item.answer, item.outcome) == (("keep", "kept") if kept else ("remove", "done"))
    assert kept or said[1] == "review_over"
