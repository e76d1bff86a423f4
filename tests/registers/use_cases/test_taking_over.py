"""Taking over an earlier approval: never by whom it concerns."""

from datetime import timedelta
from itertools import combinations

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.clock import today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.use_cases import (
    begin_version,
    discard_version,
    draft_use_case,
    hand_over,
    save_draft,
    share,
    take_over_approval,
    withdraw_use_case,
)
from registers.models import RegisterLine, UseCase, UseCaseVersion
from registers.reading.contents import content_of
from registers.rules.content import content_hash
from tests.factories.people import make_person
from tests.factories.use_cases import answered, in_force, make_approved, make_draft, make_submitted, requester
from trail.models import TrailEntry

UNTIL = timedelta(days=200)
CONFLICTING = {RoleName.ADMINISTRATOR, RoleName.AUDITOR, RoleName.COMPLIANCE_OFFICER}


def take_over(use_case: UseCase, by: Person) -> UseCase:
    return take_over_approval(
        use_case.pk,
        approved_on=today() - timedelta(days=90),
        approved_until=today() + UNTIL,
        evidence="Minutes 12/2025",
        by=by,
        reason="From the old register",
    )


def test_it_works(officer: Person) -> None:
    use_case = take_over(make_draft(), officer)
    use_case.refresh_from_db()
    version = in_force(use_case)
    assert (use_case.state, use_case.proposed, use_case.approved_until) == ("approved", None, today() + UNTIL)
    assert (version.state, version.content_hash) == ("approved", content_hash(content_of(version)))
    assert list(UseCase.objects.in_force_on(today())) == [use_case]
    entry = TrailEntry.objects.about(use_case)[0]
    assert (entry.verb, entry.reason) == ("registers.use_case.taken_over", "From the old register")
    assert entry.details["evidence"] == "Minutes 12/2025"
    assert RegisterLine.objects.get(use_case=use_case, until=None).state == "approved"


def test_nobody_else_does(engineer: Person, privacy_reviewer: Person, administrator: Person) -> None:
    use_case = make_draft()
    for person in (engineer, privacy_reviewer, administrator, requester()):
        with pytest.raises(PermissionRefused):
            take_over(use_case, person)


OTHER_ROLES = [each for each in RoleName if each not in CONFLICTING]


@pytest.mark.parametrize("also", [c for n in (0, 1, 2) for c in combinations(OTHER_ROLES, n)], ids=str)
def test_an_owner_never_does_with_any_roles(administrator: Person, also: tuple[str, ...]) -> None:
    owner = make_person("Otto Owner", RoleName.COMPLIANCE_OFFICER, *also)
    use_case = make_draft(owner=owner)
    with pytest.raises(Refused) as refused:
        take_over(use_case, owner)
    assert refused.value.refusal.code == "own_use_case"
    assert not UseCase.objects.in_force_on(today()).exists()


def test_who_contributes_does_not(officer: Person) -> None:
    use_case = make_draft()
    share(use_case.pk, officer.pk, "contributor", by=requester())
    with pytest.raises(Refused):
        take_over(use_case, officer)


def test_who_watches_may(officer: Person) -> None:
    use_case = make_draft()
    share(use_case.pk, officer.pk, "watcher", by=requester())
    assert take_over(use_case, officer).state == "approved"


def test_who_entered_it_for_another_does_not(officer: Person) -> None:
    use_case = draft_use_case(title="Theirs", by=officer, owner=requester())
    with pytest.raises(Refused):
        take_over(use_case, officer)


def test_who_edited_it_once_does_not(officer: Person) -> None:
    use_case = make_draft()
    save_draft(use_case.pk, {"purpose": "Better words"}, by=officer)
    with pytest.raises(Refused):
        take_over(use_case, officer)


def test_handing_it_over_first_does_not_help(officer: Person) -> None:
    use_case = make_draft(owner=officer)
    hand_over(use_case.pk, requester().pk, by=officer, reason="Theirs now")
    with pytest.raises(Refused):
        take_over(use_case, officer)


def test_owning_it_for_a_while_is_enough(officer: Person) -> None:
    use_case = make_draft()
    hand_over(use_case.pk, officer.pk, by=requester(), reason="You take it")
    hand_over(use_case.pk, requester().pk, by=officer, reason="Only until it is approved")
    with pytest.raises(Refused) as refused:
        take_over(use_case, officer)
    assert refused.value.refusal.code == "own_use_case"


def test_a_change_of_what_is_in_force_is_not_taken_over(officer: Person) -> None:
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    with pytest.raises(Refused) as refused:
        take_over(use_case, officer)
    assert refused.value.refusal.code == "decided_here"
    assert in_force(use_case).number == 1


def test_a_prohibited_use_is_not_taken_over(officer: Person) -> None:
    use_case = make_draft(ai_act_answers=["social-scoring"])
    with pytest.raises(Refused) as refused:
        take_over(use_case, officer)
    assert refused.value.refusal.code == "ai_act_prohibited"


@pytest.mark.parametrize("answer", ["withdrawn", "rejected"])
def test_what_was_submitted_here_is_decided_here(officer: Person, answer: str) -> None:
    use_case = make_submitted()
    if answer == "withdrawn":
        withdraw_use_case(use_case.pk, by=requester(), reason="Too early")
    else:
        # As the decision on it leaves it.
        UseCaseVersion.objects.filter(use_case=use_case).update(state=answer)
        UseCase.objects.filter(pk=use_case.pk).update(state=answer, proposed=None)
    begin_version(use_case.pk, by=requester())
    with pytest.raises(Refused) as refused:
        take_over(use_case, officer)
    assert refused.value.refusal.code == "submitted_here"
    assert not UseCaseVersion.objects.filter(use_case=use_case, state="approved").exists()


def test_a_draft_that_was_given_up_and_begun_anew_is_taken_over(officer: Person) -> None:
    use_case = make_draft(**answered())
    discard_version(use_case.pk, by=requester())
    begin_version(use_case.pk, by=requester())
    assert take_over(use_case, officer).state == "approved"
