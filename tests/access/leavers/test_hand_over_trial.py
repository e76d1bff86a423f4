"""Before anything is handed over, the confirmation says by the same rules what comes, what stays, and why."""

import re
from typing import Any

from access.models import Person
from registers.models import UseCase
from tests.factories.clients import client_of
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import make_person
from trail.models import TrailEntry


def asked(officer: Person, owner: Person, to: Person, *values: str) -> str:
    fields: dict[str, Any] = {"rows": list(values), "to": str(to.pk), "reason": "His team goes on"}
    answer = client_of(officer).post(f"/access/people/{owner.pk}/hand-over/", fields)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_comes_and_what_stays_is_named_before(officer: Person) -> None:
    owner, use_cases, exception = make_owner()
    leave(owner)
    looker = make_person("Lena Looker")
    before = TrailEntry.objects.count()
    said = asked(officer, owner, looker, *(f"use-cases:{each.pk}" for each in use_cases), f"exceptions:{exception.pk}")
    assert "Lena Looker answers for 1 exception from now on, and is told once." in said
    assert "answers for all of it" not in said
    assert "Hand over (1)" in said
    comes, stays = said.split("What comes to Lena Looker")[1].split("What stays as it is")
    assert "No masking for Viktor Leaver" in comes
    assert str(use_cases[0]) not in comes
    assert all(str(each) in stays for each in use_cases)
    assert "roles do not let them ask for use cases" in stays
    # It was tried, and nothing of it is there.
    assert UseCase.objects.filter(owner=owner).count() == 2
    assert looker.notifications.count() == 0
    assert TrailEntry.objects.count() == before


def test_where_nothing_can_come_nothing_is_offered(officer: Person) -> None:
    owner, use_cases, _exception = make_owner()
    leave(owner)
    said = asked(officer, owner, make_person("Lena Looker"), f"use-cases:{use_cases[0].pk}")
    assert "None of it can come to Lena Looker: everything stays as it is." in said
    assert not re.search(r"Hand over \(", said)


def test_of_much_only_what_is_true_is_said(officer: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr("access.views.handing_over.MOST_AT_ONCE", 1)
    owner, use_cases, _exception = make_owner()
    leave(owner)
    said = asked(officer, owner, make_successor(), *(f"use-cases:{each.pk}" for each in use_cases))
    assert "Susi Successor answers from now on for what the rules let come to them" in said
    assert "What is refused stays as it is, and is named with why." in said
    assert "Hand over (2)" in said
