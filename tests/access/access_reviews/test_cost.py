"""What the page of a campaign costs: the same few queries, however many rights there are."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from access.models import AccessReview, AccessReviewItem, Person
from common.identifiers import new_id
from tests.factories.access_reviews import make_review
from tests.factories.clients import client_of
from trail.recording import record_many

MOST_QUERIES = 12
RIGHTS = 5_000


@pytest.fixture
def large(officer: Person, engineer: Person) -> AccessReview:
    """Return a campaign with as many rights as a company of some thousands has, half of them with a remark."""

    review = make_review(by=officer)
    model = review.items.get(person=engineer)
    with transaction.atomic():
        items = AccessReviewItem.objects.enter_many(
            AccessReviewItem(
                review=review,
                position=position,
                kind=model.kind,
                object_id=new_id(),
                person=engineer,
                facts=model.facts,
                flags=model.flags if position % 2 else [],
                reviewer=officer,
                answer="",
            )
            for position in range(100, 100 + RIGHTS)
        )
        record_many("access.review.frozen", items, by=officer, details_of=lambda _item: {"review": review.name})
    return review


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_it_works(large: AccessReview, officer: Person, administrator: Person, role: str) -> None:
    # An administrator sees it by role, and answers only where they are asked.
    page, url = client_of({"officer": officer, "administrator": administrator}[role]), large.get_absolute_url()
    # What is counted for the frame of a page is kept for a while.
    page.get("/")
    for address in (url, f"{url}?flag=any&answer=none", f"{url}?sort=reviewer"):
        with CaptureQueriesContext(connection) as asked:
            answer = page.get(address)
        assert answer.status_code == 200
        assert "Emil Engineer" in answer.content.decode()
        assert len(asked) <= MOST_QUERIES, "\n".join(each["sql"][:160] for each in asked.captured_queries)
