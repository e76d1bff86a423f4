"""What no browser sends is refused, and never an error of the server."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.urls import reverse

from access.models import Person
from registers.models import Decision
from tests.factories.clients import api_of, client_of
from tests.factories.reviews import hash_of
from tests.factories.use_cases import make_submitted

pytestmark = pytest.mark.django_db

MANY = "9" * 5000


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"add": "condition", "conditions-TOTAL_FORMS": MANY}, 200),
        ({"add": "condition", "conditions-TOTAL_FORMS": "1000000"}, 200),
        ({"remove": f"condition:{MANY}", "conditions-TOTAL_FORMS": "1"}, 200),
        ({"answer": "approve", "conditions-TOTAL_FORMS": MANY}, 422),
        ({"answer": "approve", "conditions-TOTAL_FORMS": "1000000"}, 422),
        ({"answer": "ask-for-changes", "changes-TOTAL_FORMS": "1000000"}, 422),
        ({"answer": "approve", "content_hash": "\x00"}, 422),
        ({"answer": "approve", "content_hash": ""}, 422),
        ({"answer": "approve", "content_hash": "é" * 1000}, 422),
        ({"answer": "reject", "reason": "\x00 is not a reason"}, 422),
        ({"answer": "approve", "approved_until": "9999-12-31"}, 422),
        ({"answer": "\x00"}, 422),
    ],
)
def test_on_the_page(officer: Person, sent: dict[str, str], status: int) -> None:
    use_case = make_submitted()
    body: dict[str, Any] = {
        "content_hash": hash_of(use_case), "reason": "", "approved_until": "",
        "conditions-TOTAL_FORMS": "0", "conditions-INITIAL_FORMS": "0",
        "changes-TOTAL_FORMS": "0", "changes-INITIAL_FORMS": "0",
    }  # fmt: skip
    where = reverse("registers:decide", args=[use_case.pk])
    assert client_of(officer).post(where, body | sent).status_code == status
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"\ud800": "More"}, {"a\x00b": "More"}, {"purpose": "\ud800"}, {"purpose": "\x00"}]
)
def test_on_the_api(officer: Person, changes: dict[str, str]) -> None:
    use_case = make_submitted()
    given = {"content_hash": hash_of(use_case), "changes": changes}
    answer = api_of(officer).post(f"/api/v1/use-cases/{use_case.pk}/ask-for-changes/", given)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("changes")
    assert not Decision.objects.exists()


def test_no_more_conditions_are_looked_at_than_there_may_be(
    officer: Person, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    use_case = make_submitted()
    each = {"text": "Mask the names", "owner": str(use_case.owner_id), "due_on": "2030-01-01"}
    given = {"content_hash": hash_of(use_case), "conditions": [each] * 10_000}
    client = api_of(officer)
    with django_assert_max_num_queries(60):
        answer = client.post(f"/api/v1/use-cases/{use_case.pk}/approve/", given)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("conditions")
    assert not Decision.objects.exists()
