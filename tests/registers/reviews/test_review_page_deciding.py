"""Deciding on the reviewing page: the three answers, what is wrong at its field, and what changed meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.delegations import delegate_decisions
from registers.actions.use_cases import begin_version, save_draft, submit_use_case, withdraw_use_case
from registers.choices import Answer, UseCaseState
from registers.models import ChangeAsked, Condition, Decision, UseCase
from tests.factories.clients import client_of
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_rule
from tests.factories.reviews import board, hash_of
from tests.factories.use_cases import make_submitted, requester
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def decide(use_case: UseCase, by: Person, answer: str, **given: Any) -> Any:
    """Send what the panel sends; rows as conditions or changes lists of mappings."""
    body = {"content_hash": hash_of(use_case), "answer": answer, "reason": ""}
    for kind in ("conditions", "changes"):
        rows = given.pop(kind, [])
        body |= {f"{kind}-TOTAL_FORMS": str(len(rows)), f"{kind}-INITIAL_FORMS": "0"}
        body |= {f"{kind}-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    return client_of(fresh(by)).post(reverse("registers:decide", args=[use_case.pk]), {**body, **given})


def changed_meanwhile(use_case: UseCase) -> None:
    begin_version(use_case.pk, by=requester())
    save_draft(use_case.pk, {"purpose": "Something else altogether"}, by=requester())
    submit_use_case(use_case.pk, by=requester())


def test_it_works(officer: Person) -> None:
    use_case, due = make_submitted(), today() + timedelta(days=30)
    until = today() + timedelta(days=100)
    condition = {"text": "Tell the works council", "owner": str(use_case.owner_id), "due_on": due.isoformat()}
    answer = decide(
        use_case, officer, "approve", reason="Read by two", approved_until=until.isoformat(),
        conditions=[condition, {"owner": str(use_case.owner_id)}],
    )  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, reverse("registers:review", args=[use_case.pk]))
    use_case.refresh_from_db()
    assert (use_case.state, use_case.approved_until) == (UseCaseState.APPROVED, until)
    kept = Condition.objects.get()
    assert (kept.text, kept.owner_id, kept.due_on, kept.blocking) == (
        "Tell the works council", use_case.owner_id, due, False,
    )  # fmt: skip
    entry = TrailEntry.objects.about(use_case).first()
    assert entry is not None
    assert (entry.verb, entry.actor_id) == ("registers.use_case.approved", officer.pk)


def test_the_end_by_the_route_is_nobodys_choice(officer: Person) -> None:
    use_case = make_submitted()
    text = client_of(officer).get(reverse("registers:review", args=[use_case.pk])).content.decode()
    longest = text.split('name="approved_until" value="')[1].split('"')[0]
    decide(use_case, officer, "approve", approved_until=longest)
    assert Decision.objects.get().approved_until is None
    assert UseCase.objects.get(pk=use_case.pk).approved_until.isoformat() == longest  # type: ignore[union-attr]


def test_a_condition_that_blocks(officer: Person) -> None:
    use_case = make_submitted()
    row = {
        "text": "Sign the contract",
        "owner": str(use_case.owner_id),
        "due_on": today().isoformat(),
        "blocking": "on",
    }
    decide(use_case, officer, "approve", conditions=[row])
    use_case.refresh_from_db()
    assert use_case.state == UseCaseState.CONDITIONAL


def test_changes_are_asked_for_by_field(officer: Person) -> None:
    use_case = make_submitted()
    rows = [{"field": "purpose", "text": "Say whose mail"}, {"field": "purpose", "text": "And why"},
            {"field": "", "text": "Shorter"}, {"field": "", "text": ""}]  # fmt: skip
    decide(use_case, officer, "ask-for-changes", changes=rows, reason="Unclear")
    assert dict(ChangeAsked.objects.values_list("field", "text")) == {
        "purpose": "Say whose mail\n\nAnd why", "": "Shorter",
    }  # fmt: skip
    assert UseCase.objects.get(pk=use_case.pk).state == UseCaseState.CHANGES_ASKED


def test_rejected(officer: Person) -> None:
    use_case = make_submitted()
    decide(use_case, officer, "reject", reason="Nobody oversees what it sends")
    assert Decision.objects.get().answer == Answer.REJECT


def test_then_the_next_one(officer: Person) -> None:
    first, second, third = (make_submitted(f"Answer mail {n}") for n in range(3))
    page = client_of(officer).get(reverse("registers:review", args=[second.pk])).content.decode()
    assert "2 of 3 waiting for you" in page
    answer = decide(second, officer, "approve")
    assert answer["Location"] == reverse("registers:review", args=[third.pk])
    assert decide(third, officer, "approve")["Location"] == reverse("registers:review", args=[first.pk])


ROW, CHANGE = "id_conditions-0-", "id_changes-0-text"
EMPTY = "This field is required."


@pytest.mark.parametrize(
    ("answer", "given", "said", "place"),
    [
        ("", {}, EMPTY, "id_answer"),
        ("reject", {"reason": "No"}, "Say why, in a sentence: whoever asked reads it.", "id_reason"),
        ("approve", {"approved_until": "2020-01-01"}, "Choose a day to come.", "id_approved_until"),
        ("approve", {"approved_until": "2999-01-01"}, "By its route it can be approved until", "id_approved_until"),
        ("ask-for-changes", {"changes": [{"text": ""}]}, "Say what has to change", CHANGE),
        ("ask-for-changes", {"changes": [{"field": "purpose", "text": " "}]}, EMPTY, CHANGE),
        ("approve", {"conditions": [{"text": "Tell", "due_on": "2999-01-01"}]}, "has to be met while", f"{ROW}due_on"),
        ("approve", {"conditions": [{"text": "Tell", "due_on": "2020-01-01"}]}, "that is over", f"{ROW}due_on"),
        ("approve", {"conditions": [{"due_on": "2999-01-01"}]}, EMPTY, f"{ROW}text"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    officer: Person, answer: str, given: dict[str, Any], said: str, place: str
) -> None:
    use_case = make_submitted()
    for row in given.get("conditions", []):
        row["owner"] = str(use_case.owner_id)
    shown = decide(use_case, officer, answer, **given)
    text = shown.content.decode()
    assert shown.status_code == 422
    assert said in text
    assert f'href="#{place}"' in text
    assert not Decision.objects.exists()


def test_what_changed_meanwhile_is_shown_and_nothing_typed_is_lost(officer: Person) -> None:
    use_case = make_submitted()
    seen = hash_of(use_case)
    changed_meanwhile(use_case)
    row = {"text": "Tell the works council", "owner": str(use_case.owner_id), "due_on": today().isoformat()}
    answer = decide(use_case, officer, "approve", content_hash=seen, reason="Read by two", conditions=[row])
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "It changed while you were reading: from version 1 to version 2" in text
    assert "<ins>Something else altogether</ins>" in text
    assert "Read what changed below" in text
    for typed in ("Read by two", "Tell the works council"):
        assert typed in text
    assert f'name="content_hash" value="{hash_of(use_case)}"' in text
    assert not Decision.objects.exists()
    decide(use_case, officer, "approve", reason="Read by two", conditions=[row])
    assert Decision.objects.get().content_hash == hash_or_in_force(use_case)


def hash_or_in_force(use_case: UseCase) -> str:
    found = UseCase.objects.get(pk=use_case.pk).in_force
    assert found is not None
    return found.content_hash


def test_what_was_withdrawn_meanwhile(officer: Person) -> None:
    use_case = make_submitted()
    seen = hash_of(use_case)
    withdraw_use_case(use_case.pk, by=requester(), reason="Not needed")
    body = {"content_hash": seen, "answer": "reject", "reason": "Nobody oversees what it sends"}
    answer = client_of(officer).post(reverse("registers:decide", args=[use_case.pk]), body)
    assert answer.status_code == 422
    assert "This request is not in review any more" in answer.content.decode()


def test_rules_that_deny_meanwhile(officer: Person) -> None:
    use_case = make_submitted()
    make_rule(use_case.proposed.version_categories.get().category, "deny")  # type: ignore[union-attr]
    answer = decide(use_case, officer, "approve")
    assert answer.status_code == 422
    assert "The rules have changed since it was submitted" in answer.content.decode()


def test_for_somebody_who_is_away(officer: Person) -> None:
    use_case = make_submitted(autonomy="acts-alone", ai_act_answers=["employment"])
    privacy = board()[RoleName.PRIVACY_REVIEWER]
    legal = make_person("Lena Legal", RoleName.LEGAL_REVIEWER)
    last = today() + timedelta(days=5)
    delegate_decisions(privacy.pk, legal.pk, starts_on=today(), ends_on=last, by=fresh(privacy))
    page = client_of(legal).get(reverse("registers:review", args=[use_case.pk])).content.decode()
    assert "You decide for Paula Privacy, who is away." in page
    decide(use_case, legal, "approve")
    assert Decision.objects.get().on_behalf_of == privacy


def test_who_may_not(auditor: Person, engineer: Person) -> None:
    use_case = make_submitted()
    assert decide(use_case, auditor, "approve").status_code == 403
    assert decide(use_case, engineer, "approve").status_code in {403, 404}
    assert decide(use_case, requester(), "approve").status_code == 403
    assert not Decision.objects.exists()
