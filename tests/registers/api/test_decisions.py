"""Deciding by the API: with the hash of what was read, recorded with the rules, refused where the page refuses."""

import hashlib
import json

import pytest

from access.actions.roles import withdraw_role
from access.models import Person, RoleAssignment
from common.permissions import RoleName
from registers.actions.reviews import approve_use_case
from registers.actions.use_cases import begin_version, save_draft, submit_use_case
from registers.choices import UseCaseState
from registers.models import Decision, UseCase
from tests.factories.clients import api_of
from tests.factories.people import fresh, make_person, operator
from tests.factories.reviews import approve, hash_of, open_step
from tests.factories.use_cases import make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def at(use_case: UseCase, name: str) -> str:
    return f"/api/v1/use-cases/{use_case.pk}/{name}/"


def test_it_works(officer: Person) -> None:
    use_case = make_submitted()
    seen = hash_of(use_case)
    condition = {"text": "Tell the works council", "owner": str(use_case.owner_id), "due_on": "2100-01-01"}
    late = api_of(officer).post(at(use_case, "approve"), {"content_hash": seen, "conditions": [condition]})
    assert (late.status_code, late.json()["code"]) == (409, "condition_due_too_late")
    answer = api_of(officer).post(at(use_case, "approve"), {"content_hash": seen, "reason": "All as it should be"})
    assert (answer.status_code, answer.json()["state"]) == (200, UseCaseState.APPROVED)
    decision = Decision.objects.get()
    assert (decision.person, decision.content_hash, decision.reason) == (officer, seen, "All as it should be")
    listed = api_of(officer).get(at(use_case, "decisions")).json()["results"]
    assert [(each["answer"], each["content_hash"]) for each in listed] == [("approve", seen)]
    written = json.dumps(listed[0]["rules"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == listed[0]["rules_hash"] == decision.rules_hash
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert (entry.verb, entry.actor_id) == ("registers.use_case.approved", officer.pk)


def test_the_review_says_who_may_decide_and_what_on(officer: Person, auditor: Person) -> None:
    use_case = make_submitted()
    review = api_of(officer).get(at(use_case, "review")).json()
    assert (review["may_decide"], review["why_not"], review["state"]) == (True, "", "open")
    assert review["content_hash"] == hash_of(use_case)
    step = review["steps"][0]
    assert (step["name"], step["state"]) == ("Compliance", "open")
    assert "Oscar Officer" in [each["name"] for each in step["may_decide"]]
    other = api_of(auditor).get(at(use_case, "review")).json()
    assert (other["may_decide"], other["why_not"]) == (False, "None of your roles lets you decide on requests.")


def test_reviews_are_for_those_whom_drafts_concern(officer: Person, engineer: Person) -> None:
    use_case = make_submitted()
    approve(use_case, officer)
    assert api_of(engineer).get(f"/api/v1/use-cases/{use_case.pk}/").status_code == 200
    for name in ("review", "decisions"):
        assert api_of(engineer).get(at(use_case, name)).status_code == 404
        assert api_of(use_case.owner).get(at(use_case, name)).status_code == 200


def test_changes_are_asked_field_by_field(officer: Person) -> None:
    use_case = make_submitted()
    given = {"content_hash": hash_of(use_case), "changes": {"purpose": "Say whose mail", "": "Shorter, please"}}
    wrong = {**given, "changes": {"colour": "Blue"}}
    answer = api_of(officer).post(at(use_case, "ask-for-changes"), wrong)
    assert (answer.status_code, answer.json()["code"]) == (409, "field_unknown")
    answer = api_of(officer).post(at(use_case, "ask-for-changes"), given)
    assert (answer.status_code, answer.json()["state"]) == (200, UseCaseState.CHANGES_ASKED)
    listed = api_of(officer).get(at(use_case, "decisions")).json()["results"]
    assert {each["field"] for each in listed[0]["changes"]} == {"purpose", ""}


def test_rejecting_needs_a_reason(officer: Person) -> None:
    use_case = make_submitted()
    given = {"content_hash": hash_of(use_case), "reason": "No"}
    assert api_of(officer).post(at(use_case, "reject"), given).json()["code"] == "reason_missing"
    given["reason"] = "Nobody oversees what it sends"
    assert api_of(officer).post(at(use_case, "reject"), given).json()["state"] == UseCaseState.REJECTED


def test_what_changed_since_it_was_read_is_not_decided(officer: Person) -> None:
    use_case = make_submitted()
    seen = hash_of(use_case)
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"purpose": "Something else altogether"}, by=requester())
    submit_use_case(use_case.pk, by=requester())
    answer = api_of(officer).post(at(use_case, "approve"), {"content_hash": seen})
    assert (answer.status_code, answer.json()["code"]) == (409, "content_changed")
    assert not Decision.objects.exists()
    assert api_of(officer).post(at(use_case, "approve"), {"content_hash": "abc"}).status_code == 422


def test_a_role_that_is_lost_meanwhile(officer: Person) -> None:
    use_case = make_submitted()
    client, seen = api_of(officer), hash_of(use_case)
    assert client.get(at(use_case, "review")).json()["may_decide"]
    withdraw_role(RoleAssignment.objects.get(person=officer).pk, by=operator(), reason="Moved on")
    assert client.post(at(use_case, "approve"), {"content_hash": seen}).status_code in {403, 404}
    both = make_person("Berta Both", RoleName.COMPLIANCE_OFFICER, RoleName.PRIVACY_REVIEWER)
    held = RoleAssignment.objects.get(person=both, role__slug=RoleName.COMPLIANCE_OFFICER)
    withdraw_role(held.pk, by=operator(), reason="Moved on")
    answer = api_of(both).post(at(use_case, "approve"), {"content_hash": seen})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_your_step")
    assert not Decision.objects.exists()


def test_a_reviewer_is_named(officer: Person) -> None:
    use_case, legal = make_submitted(), make_person("Lena Legal", RoleName.LEGAL_REVIEWER)
    given = {"person": str(legal.pk), "reason": "The officer is ill"}
    assert api_of(legal).post(at(use_case, "name-reviewer"), given).status_code == 403
    assert api_of(officer).post(at(use_case, "name-reviewer"), given).status_code == 200
    assert open_step(use_case).named.get().person == legal
    approve_use_case(use_case.pk, by=fresh(legal), content_hash=hash_of(use_case))
    assert Decision.objects.get().person == legal


def test_suspended_and_resumed(officer: Person) -> None:
    use_case = make_submitted()
    approve(use_case, officer)
    suspended = api_of(officer).post(at(use_case, "suspend"), {"reason": "A leak"})
    assert suspended.json()["state"] == UseCaseState.SUSPENDED
    assert api_of(use_case.owner).post(at(use_case, "resume"), {"reason": "Mended"}).status_code == 403
    assert api_of(officer).post(at(use_case, "resume"), {"reason": "Mended"}).json()["state"] == UseCaseState.APPROVED


def test_submitted_for_a_longer_approval(officer: Person) -> None:
    use_case = make_submitted()
    approve(use_case, officer)
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"title": "Answer the mail of customers"}, by=requester())
    answer = api_of(use_case.owner).post(at(use_case, "submit"), {"renew": True})
    assert answer.status_code == 200
    assert answer.json()["proposed_version"] == 2
