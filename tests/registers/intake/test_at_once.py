"""Two wishes at once, each on a connection of its own."""

from typing import Any

import pytest

from common.permissions import RoleName
from registers.actions.intake import ask_for_use
from registers.models import UseCase, UseCaseMember
from tests.factories.people import fresh, make_person
from tests.registers.reviews.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WORDS: dict[str, Any] = {
    "wish": "Sort the mail of customers",
    "data": "Mail of customers",
    "for_whom": "The service desk",
}


def test_two_officers_see_each_others_wishes_through() -> None:
    officers = [fresh(make_person(name, RoleName.COMPLIANCE_OFFICER)) for name in ("Otto One", "Tessa Two")]
    outcomes = at_once(*[lambda by=each: ask_for_use(by=by, title=f"For {by.name}", **WORDS) for each in officers])
    assert outcomes == ["done", "done"]
    stewards = dict(UseCaseMember.objects.values_list("content_object__owner__name", "user__name"))
    assert stewards == {"Otto One": "Tessa Two", "Tessa Two": "Otto One"}
    assert UseCase.objects.count() == 2
