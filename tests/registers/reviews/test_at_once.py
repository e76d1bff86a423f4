"""Two people at once, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.reviews import approve_use_case, reject_use_case
from registers.actions.use_cases import begin_version, suspend_use_case
from registers.choices import UseCaseState
from registers.models import Decision, UseCase
from tests.factories.people import make_person
from tests.factories.reviews import approve, hash_of
from tests.factories.use_cases import make_submitted, owner_of
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Do things at the same time; return what each came to, refusals by their code."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            call()
        except Refused as refused:
            return refused.refusal.code
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_reviewers_decide_at_once() -> None:
    officers = [make_person(name, RoleName.COMPLIANCE_OFFICER) for name in ("Otto One", "Tessa Two")]
    use_case = make_submitted()
    seen = hash_of(use_case)
    outcomes = at_once(
        lambda: approve_use_case(use_case.pk, by=officers[0], content_hash=seen),
        lambda: reject_use_case(use_case.pk, by=officers[1], content_hash=seen, reason="Not for this purpose"),
    )
    assert sorted(outcomes) == ["done", "review_closed"]
    assert Decision.objects.count() == 1
    use_case.refresh_from_db()
    assert use_case.state in {UseCaseState.APPROVED, UseCaseState.REJECTED}
    assert Decision.objects.get().answer == {"approved": "approve", "rejected": "reject"}[use_case.state]


def test_one_reviewer_presses_twice() -> None:
    officer = make_person("Otto One", RoleName.COMPLIANCE_OFFICER)
    use_case = make_submitted()
    seen = hash_of(use_case)
    outcomes = at_once(*[lambda: approve_use_case(use_case.pk, by=officer, content_hash=seen)] * 2)
    assert sorted(outcomes) == ["done", "review_closed"]
    assert TrailEntry.objects.about(use_case).filter(verb="registers.use_case.approved").count() == 1


def test_a_new_version_begins_while_somebody_decides() -> None:
    officer = make_person("Otto One", RoleName.COMPLIANCE_OFFICER)
    use_case = make_submitted()
    seen, owner = hash_of(use_case), owner_of(use_case)
    outcomes = at_once(
        lambda: approve_use_case(use_case.pk, by=officer, content_hash=seen),
        lambda: begin_version(use_case.pk, by=owner),
    )
    use_case.refresh_from_db()
    if outcomes[0] == "done":
        # It was approved first; the new version is begun beside what is in force.
        assert use_case.in_force is not None
    else:
        assert outcomes == ["review_closed", "done"]
        assert use_case.in_force is None
    assert use_case.proposed is not None
    assert use_case.proposed.number == 2


def test_suspended_twice_at_once() -> None:
    officers = [make_person(name, RoleName.COMPLIANCE_OFFICER) for name in ("Otto One", "Tessa Two")]
    use_case = make_submitted()
    approve(use_case, officers[0])
    outcomes = at_once(*[lambda by=each: suspend_use_case(use_case.pk, by=by, reason="Stop") for each in officers])
    assert sorted(outcomes) == ["done", "suspended_already"]
    assert UseCase.objects.get().state == UseCaseState.SUSPENDED
