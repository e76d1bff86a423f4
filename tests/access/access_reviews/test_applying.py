"""Applying: each answer by the action that people use, once, with what came of it; what cannot be done is named."""

from datetime import date, timedelta

import pytest

from access.actions.access_reviews.answering import answer_review_item
from access.actions.access_reviews.applying import apply_access_review, begin_applying, carry_out
from access.actions.roles import withdraw_role
from access.actions.taking_back import shorten_token
from access.actions.tokens import issue_token
from access.actions.withholding import lift_withheld_role
from access.models import AccessReview, Job, Person, RoleAssignment, WithheldRole
from access.permits import PermissionRefused
from common.clock import held_at, now, today
from common.refusals import Refused
from tests.factories.access_reviews import answer_all, item_of, make_review, review_of_roles, second_opener
from tests.factories.groups import map_to, sign_in_with
from tests.factories.people import fresh, make_person, operator
from trail.models import TrailEntry


def said(review: AccessReview, person: Person, answer: str, *, by: Person, kind: str = "role", **more: object) -> None:
    given = {"note": "Decided in the board", **more}
    answer_review_item(item_of(review, person, kind).pk, answer=answer, by=fresh(by), **given)  # type: ignore[arg-type]


def outcome_of(review: AccessReview, person: Person, kind: str = "role") -> tuple[str, str]:
    item = item_of(review, person, kind)
    return item.outcome, item.outcome_note


def code_of(review: AccessReview, by: Person) -> str:
    with pytest.raises(Refused) as refused:
        apply_access_review(review.pk, by=fresh(by))
    return refused.value.refusal.code


def test_it_works(officer: Person, engineer: Person, data_owner: Person, legal_reviewer: Person) -> None:
    issue_token(engineer, name="Nightly", scopes=["read"], days=90, by=engineer)
    review = make_review(by=officer)
    until = today() + timedelta(days=9)
    said(review, engineer, "remove", by=officer)
    said(review, engineer, "remove", by=officer, kind="token")
    said(review, data_owner, "change", by=officer, ends_on=until)
    answer_all(review)
    applied = apply_access_review(review.pk, by=fresh(officer))
    assert isinstance(applied, AccessReview)
    assert (applied.state, applied.closed_by) == ("applied", officer)
    assert not fresh(engineer).has_role("engineer")
    assert not engineer.tokens.filter(revoked_at=None).exists()
    assert data_owner.assignments.get().ends_on == until
    assert outcome_of(review, legal_reviewer) == ("kept", "")
    assert outcome_of(review, engineer) == ("done", "")
    entry = TrailEntry.objects.get(verb="access.review.applied")
    assert entry.sentence == (
        "Oscar Officer applied Rights of autumn: 3 kept, 2 removed, 1 changed, 0 were gone, 0 refused"
    )
    verbs = [entry.verb for entry in TrailEntry.objects.about(engineer)]
    assert verbs.count("access.review.carried_out") == 2
    withdrawn = TrailEntry.objects.get(verb="access.role.withdrawn")
    assert (withdrawn.actor, withdrawn.reason) == (officer, "Rights of autumn: Decided in the board")


def test_unanswered_rights_are_not_guessed(officer: Person, engineer: Person) -> None:
    review = make_review(by=officer)
    assert code_of(review, officer) == "unanswered"
    assert fresh(engineer).has_role("engineer")


def test_nobody_carries_out_what_is_about_themselves(officer: Person, engineer: Person) -> None:
    other = second_opener()
    review = review_of_roles("compliance-officer", by=officer)
    said(review, officer, "change", by=other, ends_on=today() + timedelta(days=9))
    answer_all(review)
    assert code_of(review, officer) == "own_decisions"
    apply_access_review(review.pk, by=fresh(other))
    assert officer.assignments.get().ends_on == today() + timedelta(days=9)


def test_the_last_administrator_stays_and_is_named(officer: Person, administrator: Person, engineer: Person) -> None:
    review = review_of_roles("administrator", "engineer", by=officer)
    for person in (administrator, engineer):
        said(review, person, "remove", by=officer)
    apply_access_review(review.pk, by=fresh(officer))
    assert outcome_of(review, administrator)[0] == "refused"
    assert "last administrator" in outcome_of(review, administrator)[1]
    assert fresh(administrator).has_role("administrator")
    assert not fresh(engineer).has_role("engineer")
    assert TrailEntry.objects.get(verb="access.review.applied").details["refused"] == 1


def test_what_is_gone_by_then_is_gone(officer: Person, engineer: Person, data_owner: Person) -> None:
    review = review_of_roles("engineer", "data-owner", by=officer)
    said(review, engineer, "remove", by=officer)
    said(review, data_owner, "keep", by=officer)
    for held in RoleAssignment.objects.filter(person__in=[engineer, data_owner]):
        withdraw_role(held.pk, by=operator(), reason="Meanwhile")
    apply_access_review(review.pk, by=fresh(officer))
    assert outcome_of(review, engineer) == outcome_of(review, data_owner) == ("gone", "")
    assert TrailEntry.objects.filter(verb="access.role.withdrawn").count() == 2


def test_a_group_does_not_give_it_again_until_that_is_lifted(officer: Person, nobody: Person) -> None:
    administrator = operator()
    map_to("engineers", "engineer")
    sign_in_with(nobody, "engineers")
    review = review_of_roles("engineer", by=officer)
    said(review, nobody, "remove", by=officer)
    apply_access_review(review.pk, by=fresh(officer))
    assert "withheld" in outcome_of(review, nobody)[1]
    sign_in_with(nobody, "engineers")
    assert not fresh(nobody).has_role("engineer")
    told = administrator.notifications.get(kind="access-review")
    assert told.title == "Groups still give Nina Nobody the role Engineer, which an access review took"
    withheld = WithheldRole.objects.get()
    with pytest.raises(PermissionRefused):
        lift_withheld_role(withheld.pk, by=fresh(officer), reason="Please")
    lift_withheld_role(withheld.pk, by=fresh(administrator), reason="Back in the team")
    sign_in_with(nobody, "engineers")
    assert fresh(nobody).has_role("engineer")
    assert TrailEntry.objects.about(nobody).filter(verb="access.role.released").exists()
    with pytest.raises(Refused, match="not withheld"):
        lift_withheld_role(withheld.pk, by=fresh(administrator), reason="Again")


def test_it_goes_on_where_a_worker_died(officer: Person, engineer: Person, data_owner: Person) -> None:
    review = review_of_roles("engineer", "data-owner", by=officer)
    for person in (engineer, data_owner):
        said(review, person, "remove", by=officer)
    begin_applying(review.pk, by=fresh(officer))
    done: list[int] = []

    def dies(count: int, _total: int) -> None:
        done.append(count)
        raise MemoryError

    with pytest.raises(MemoryError):
        carry_out(review.pk, by=fresh(officer), step=dies)
    assert review.items.exclude(outcome="").count() == 1
    with pytest.raises(Refused):
        said(review, data_owner, "keep", by=officer)
    apply_access_review(review.pk, by=fresh(officer))
    assert TrailEntry.objects.filter(verb="access.role.withdrawn").count() == 2
    assert TrailEntry.objects.filter(verb="access.review.applied").count() == 1
    assert code_of(review, officer) == "review_over"


def test_many_decisions_are_a_job(officer: Person, engineer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.actions.access_reviews.applying.MOST_AT_ONCE", 0)
    review = review_of_roles("engineer", by=officer)
    said(review, engineer, "remove", by=officer)
    job = apply_access_review(review.pk, by=fresh(officer))
    assert isinstance(job, Job)
    assert (job.kind, job.settings) == ("access-review-apply", {"review": str(review.pk)})
    assert code_of(review, officer) == "being_applied"


@pytest.mark.parametrize("day", [today() + timedelta(days=60), date.max])
def test_a_token_ends_earlier_never_later(officer: Person, engineer: Person, day: date) -> None:
    token, _secret = issue_token(engineer, name="Nightly", scopes=["read"], days=30, by=engineer)
    review = make_review(by=officer)
    with pytest.raises(Refused) as refused:
        said(review, engineer, "change", by=officer, kind="token", ends_on=day)
    assert refused.value.refusal.code == "only_earlier"
    said(review, engineer, "change", by=officer, kind="token", ends_on=today() + timedelta(days=20))
    # Somebody shortens it more, meanwhile.
    shorten_token(token.pk, last_day=today() + timedelta(days=9), by=fresh(officer), reason="Not needed so long")
    answer_all(review)
    apply_access_review(review.pk, by=fresh(officer))
    assert outcome_of(review, engineer, "token")[0] == "refused"
    again = make_review("Again", by=officer)
    said(again, engineer, "change", by=officer, kind="token", ends_on=today() + timedelta(days=5))
    answer_all(again)
    apply_access_review(again.pk, by=fresh(officer))
    token.refresh_from_db()
    assert token.expires_at.date() in {today() + timedelta(days=5), today() + timedelta(days=6)}
    assert TrailEntry.objects.filter(verb="access.token.shortened").count() == 2


def test_others_may_not(officer: Person, administrator: Person, auditor: Person) -> None:
    review = make_review(by=officer)
    for person in (administrator, auditor):
        with pytest.raises(PermissionRefused):
            apply_access_review(review.pk, by=fresh(person))


def test_rights_of_who_left_are_taken_all_the_same(officer: Person) -> None:
    with held_at(now() - timedelta(days=100)):
        left = make_person("Lea Leaver", "engineer")
    Person.objects.filter(pk=left.pk).update(is_active=False, deactivated_at=now() - timedelta(days=50))
    review = review_of_roles("engineer", by=officer)
    assert item_of(review, left).flags[0] == "deactivated"
    said(review, left, "remove", by=officer)
    apply_access_review(review.pk, by=fresh(officer))
    assert not left.assignments.standing().exists()
