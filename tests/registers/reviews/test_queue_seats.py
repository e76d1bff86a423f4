"""What the database says waits for somebody is what they may decide on: the two are asked of everybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from access.actions.people import deactivate_person
from access.models import Person
from access.permits import PermissionRefused
from common.clock import held_at, today
from common.permissions import RoleName
from common.refusals import Refused
from registers.actions.delegations import delegate_decisions
from registers.actions.reviews import ask_for_changes, name_reviewer
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.reviews.sitting import sit
from registers.actions.use_cases import begin_version, hand_over, save_draft, share, submit_use_case
from registers.models import ReviewStep, UseCase
from tests.factories.people import fresh, make_person, operator
from tests.factories.reviews import approve, board, hash_of, open_step
from tests.factories.use_cases import make_submitted, requester

pytestmark = pytest.mark.django_db

HIGH: dict[str, Any] = {"autonomy": "acts-alone", "ai_act_answers": ["employment"]}


def may_sit(person: Person, use_case: UseCase) -> bool:
    """Tell whether somebody could decide, as the action itself says."""
    try:
        with transaction.atomic():
            sit(use_case.pk, by=person, content_hash=hash_of(use_case))
    except (Refused, PermissionRefused):
        return False
    return True


def compared() -> dict[str, set[str]]:
    """Return who may decide on what, after asking the database and the action alike."""
    cases = list(UseCase.objects.filter(proposed__state="in-review"))
    found: dict[str, set[str]] = {}
    for key in Person.objects.active().values_list("pk", flat=True):
        person = Person.objects.get(pk=key)
        steps = ReviewStep.objects.to_decide_by(person, today())
        waiting = set(steps.values_list("review__version__use_case__title", flat=True))
        assert waiting == {each.title for each in cases if may_sit(fresh(person), each)}, person
        found[person.name] = waiting
    return found


def test_it_works() -> None:
    people = board()
    privacy, security = people[RoleName.PRIVACY_REVIEWER], people[RoleName.SECURITY_REVIEWER]
    officer = people[RoleName.COMPLIANCE_OFFICER]
    near = make_person("Otto Officer", RoleName.COMPLIANCE_OFFICER, RoleName.ENGINEER)
    second = make_person("Pia Privacy", RoleName.PRIVACY_REVIEWER)
    make_submitted("Low")
    make_submitted("Owned", fresh(near))
    worked_on = make_submitted("Worked on")
    share(worked_on.pk, near.pk, "contributor", by=fresh(requester()))
    followed = make_submitted("Followed")
    share(followed.pk, near.pk, "watcher", by=fresh(requester()))
    begun = make_submitted("Begun", fresh(near))
    hand_over(begun.pk, requester().pk, by=fresh(near), reason="Theirs now")
    half = make_submitted("Half way", **HIGH)
    approve(half, privacy)
    make_submitted("High", **HIGH)
    found = compared()
    assert found["Otto Officer"] == {"Low", "Followed"}
    assert found[officer.name] == {"Low", "Owned", "Worked on", "Followed", "Begun"}
    assert found[privacy.name] == found["Pia Privacy"] == {"High"}
    assert found[security.name] == {"Half way", "High"}
    # Somebody who is away, once for each of two parties, one of whom has decided.
    for absent in (privacy, security):
        days = {"starts_on": today(), "ends_on": today() + timedelta(days=3)}
        delegate_decisions(absent.pk, officer.pk, by=fresh(absent), reason="Away", **days)
    assert compared()[officer.name] >= {"Half way", "High"}
    name_reviewer(half.pk, near.pk, by=fresh(officer), reason="Knows it")
    assert "Half way" in compared()["Otto Officer"]
    deactivate_person(second.pk, by=operator(), reason="Left")
    assert "Pia Privacy" not in compared()


def test_after_it_went_on_to_others() -> None:
    people = board()
    use_case = make_submitted("High", **HIGH)
    officer = people[RoleName.COMPLIANCE_OFFICER]
    assert not compared()[officer.name]
    goes_on = open_step(use_case).escalates_at
    assert goes_on is not None
    with held_at(goes_on + timedelta(minutes=1)):
        chase_reviewers()
        assert compared()[officer.name] == {"High"}


def test_agreement_that_was_carried_over_counts_as_given() -> None:
    people = board()
    privacy, officer = people[RoleName.PRIVACY_REVIEWER], people[RoleName.COMPLIANCE_OFFICER]
    use_case = make_submitted("High", **HIGH)
    approve(use_case, privacy)
    approve(use_case, people[RoleName.SECURITY_REVIEWER])
    ask_for_changes(use_case.pk, by=fresh(officer), content_hash=hash_of(use_case), changes={"title": "Say it shorter"})
    asker = fresh(requester())
    begin_version(use_case.pk, by=asker)
    save_draft(use_case.pk, {"title": "High, said shorter"}, by=asker)
    submit_use_case(use_case.pk, by=asker)
    assert open_step(use_case).step.position == 2
    found = compared()
    assert found[officer.name] == {"High, said shorter"}
    assert found[privacy.name] == set()
