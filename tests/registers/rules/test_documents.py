"""Where a document stands, and what answers a requirement."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from registers.rules.documents import Held, Standing, answer_to, refuse_review, refuse_validity, standing_on

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "review_on", "expected"),
    [
        (DAY, None, None, Standing.CURRENT),
        (DAY, DAY, DAY, Standing.CURRENT),
        (DAY + ONE, None, None, Standing.FUTURE),
        (DAY - ONE, DAY - ONE, None, Standing.EXPIRED),
        (DAY - ONE, DAY - ONE, DAY - ONE, Standing.EXPIRED),
        (DAY - ONE, None, DAY - ONE, Standing.OVERDUE),
        (DAY - ONE, DAY + ONE, DAY + ONE, Standing.CURRENT),
    ],
)
def test_it_works(valid_from: date, valid_until: date | None, review_on: date | None, expected: Standing) -> None:
    assert standing_on(Held(uuid4(), valid_from, valid_until, review_on), DAY) == expected


def test_nothing_is_missing() -> None:
    assert answer_to([], DAY) == (Standing.MISSING, None)


def test_the_best_document_answers() -> None:
    expired = Held(uuid4(), DAY - 9 * ONE, DAY - ONE)
    overdue = Held(uuid4(), DAY - 9 * ONE, None, DAY - ONE)
    older, newer = Held(uuid4(), DAY - 9 * ONE), Held(uuid4(), DAY - ONE)
    future = Held(uuid4(), DAY + ONE)
    assert answer_to([expired], DAY) == (Standing.EXPIRED, expired.id)
    assert answer_to([future, expired], DAY) == (Standing.EXPIRED, expired.id)
    assert answer_to([expired, overdue], DAY) == (Standing.OVERDUE, overdue.id)
    assert answer_to([expired, overdue, older, newer, future], DAY) == (Standing.CURRENT, newer.id)


def test_dates_that_do_not_fit() -> None:
    assert refuse_validity(valid_from=DAY, valid_until=DAY) is None
    assert refuse_validity(valid_from=DAY, valid_until=DAY - ONE).field == "valid_until"  # type: ignore[union-attr]
    assert refuse_review(review_on=None, today=DAY) is None
    assert refuse_review(review_on=DAY + ONE, today=DAY) is None
    assert refuse_review(review_on=DAY, today=DAY).code == "review_in_the_past"  # type: ignore[union-attr]
    assert refuse_review(review_on=DAY + 1200 * ONE, today=DAY).code == "review_too_far"  # type: ignore[union-attr]
