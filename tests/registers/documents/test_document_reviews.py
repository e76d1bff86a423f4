"""Policies on their route: submitted, decided, in force; and who does not decide."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from access.models import Notification, Person
from access.permits import PermissionRefused
from common.clock import held_at, now, today
from common.refusals import Refused
from registers.actions.delegations import delegate_decisions
from registers.actions.document_reviews import (
    approve_document,
    ask_for_document_changes,
    reject_document,
    submit_document,
)
from registers.actions.documents import edit_document, renew_document, retire_document
from registers.actions.reviews.chasing import chase_reviewers
from registers.choices import ReviewState
from registers.models import Decision, Document, DocumentVersion, ReviewStep
from registers.reading.checklist import checklist_on
from tests.factories.documents import make_document
from tests.factories.files import PDF, upload
from tests.factories.people import fresh, make_person
from tests.factories.policies import (
    approve_policy,
    document_review,
    file_hash,
    make_in_review,
    make_policy,
    second_officer,
)
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def standing(document: Document) -> str:
    return str(Document.objects.with_standing(today()).get(pk=document.pk).standing)  # type: ignore[attr-defined]


def last(document: Document) -> TrailEntry:
    found = TrailEntry.objects.about(document).first()
    assert found is not None
    return found


def refused(call: object) -> str:
    with pytest.raises(Refused) as caught:
        call()  # type: ignore[operator]
    return str(caught.value.refusal.code)


def test_it_works(officer: Person) -> None:
    document = make_document("Policy", "policy", by=officer)
    other = second_officer()
    assert standing(document) == "unapproved"
    submit_document(document.pk, by=officer)
    assert last(document).verb == "registers.document.submitted"
    assert Notification.objects.get(person=other, kind="to-decide").link.endswith(f"{document.pk}/review/")
    assert not Notification.objects.filter(person=officer, kind="to-decide").exists()
    approve_policy(document)
    document.refresh_from_db()
    entry, decision = last(document), Decision.objects.get()
    assert entry.verb == "registers.document.approved"
    assert (decision.content_hash, decision.person) == (file_hash(document), other)
    assert decision.rules["route"] == {"for": "policy", "version": 1}
    assert standing(document) == "current"
    assert document.review_on is not None
    assert 360 < (document.review_on - today()).days < 370
    assert Notification.objects.filter(person=officer, kind="document").exists()


def test_the_version_before_stays_until_the_next_is_approved(officer: Person) -> None:
    document = make_policy(by=officer)
    renew_document(document.pk, file=upload("v2.pdf", PDF + b"2"), by=officer)
    shown = Document.objects.with_standing(today()).get(pk=document.pk)
    assert (shown.version_number, shown.standing) == (1, "current")  # type: ignore[attr-defined]
    submit_document(document.pk, by=officer)
    approve_policy(document)
    assert Document.objects.with_standing(today()).get().version_number == 2  # type: ignore[attr-defined]


def test_the_checklist_counts_what_is_approved(officer: Person) -> None:
    def met() -> bool:
        lines = [line for each in checklist_on(today(), officer) if each.row.kind == "policy" for line in each.lines]
        assert lines
        return all(line.is_met for line in lines)

    document = make_in_review(by=officer)
    assert not met()
    approve_policy(document)
    assert met()


def test_sending_back_and_rejecting(officer: Person) -> None:
    document, other = make_in_review(by=officer), second_officer()
    seen = file_hash(document)
    short = lambda: ask_for_document_changes(document.pk, by=other, content_hash=seen, reason="No")  # noqa: E731
    assert refused(short) == "nothing_asked"
    ask_for_document_changes(document.pk, by=other, content_hash=seen, reason="Name who answers questions")
    assert last(document).verb == "registers.document.changes_asked"
    assert document_review(document).state == ReviewState.CHANGES_ASKED
    assert refused(lambda: submit_document(document.pk, by=officer)) == "version_answered"
    renew_document(document.pk, file=upload("v2.pdf", PDF + b"2"), by=officer)
    submit_document(document.pk, by=officer)
    seen = file_hash(document)
    assert refused(lambda: reject_document(document.pk, by=other, content_hash=seen, reason="")) == "reason_missing"
    reject_document(document.pk, by=other, content_hash=seen, reason="It contradicts the agreement")
    assert last(document).verb == "registers.document.rejected"
    assert standing(document) == "unapproved"


def test_nobody_decides_on_what_is_their_own(officer: Person) -> None:
    other, third = second_officer(), make_person("Thea Third", "compliance-officer")
    document = make_in_review(by=officer, owner_id=other.pk)
    seen = file_hash(document)
    for person in (officer, other):
        with pytest.raises(PermissionRefused):
            approve_document(document.pk, by=fresh(person), content_hash=seen)
    edited = fresh(make_person("Edda Editor", "compliance-officer"))
    edit_document(document.pk, by=edited, description="Clearer")
    with pytest.raises(PermissionRefused):
        approve_document(document.pk, by=edited, content_hash=seen)
    assert not Decision.objects.exists()
    approve_document(document.pk, by=third, content_hash=seen)
    # What they did to a version that was judged since does not keep them from the next one.
    renew_document(document.pk, file=upload("v2.pdf", PDF + b"2"), by=fresh(officer))
    submit_document(document.pk, by=fresh(officer))
    approve_document(document.pk, by=edited, content_hash=file_hash(document))


def test_who_may_not_decide_or_submit(officer: Person, engineer: Person, privacy_reviewer: Person) -> None:
    document = make_in_review(by=officer)
    seen = file_hash(document)
    with pytest.raises(PermissionRefused):
        approve_document(document.pk, by=engineer, content_hash=seen)
    assert refused(lambda: approve_document(document.pk, by=privacy_reviewer, content_hash=seen)) == "not_your_step"
    with pytest.raises(PermissionRefused):
        submit_document(document.pk, by=engineer)
    wrong = "0" * 64
    assert refused(lambda: approve_document(document.pk, by=second_officer(), content_hash=wrong)) == "content_changed"


def test_what_cannot_be_submitted(officer: Person) -> None:
    second_officer()
    report = make_document("Report", "vendor-report", by=officer)
    assert refused(lambda: submit_document(report.pk, by=officer)) == "not_a_policy"
    policy = make_in_review("In review", by=officer)
    assert refused(lambda: submit_document(policy.pk, by=officer)) == "in_review_already"
    approve_policy(policy)
    assert refused(lambda: submit_document(policy.pk, by=officer)) == "approved_already"
    retire_document(policy.pk, by=officer, reason="Replaced")
    assert refused(lambda: submit_document(policy.pk, by=officer)) == "document_retired"


def test_with_nobody_free_to_decide_it_is_not_submitted(officer: Person) -> None:
    document = make_document("Policy", "policy", by=officer)
    assert refused(lambda: submit_document(document.pk, by=officer)) == "no_eligible_person"
    assert document.versions.get().submitted_at is None


def test_a_new_version_or_the_end_of_the_document_ends_the_review(officer: Person) -> None:
    document = make_in_review(by=officer)
    assert refused(lambda: edit_document(document.pk, by=officer, kind="other")) == "kind_in_review"
    renew_document(document.pk, file=upload("v2.pdf", PDF + b"2"), by=officer)
    assert document_review(document).state == ReviewState.SET_ASIDE
    submit_document(document.pk, by=officer)
    retire_document(document.pk, by=officer, reason="Replaced")
    assert document_review(document).state == ReviewState.WITHDRAWN
    assert not ReviewStep.objects.waiting().exists()


def test_an_earlier_review_day_counts(officer: Person) -> None:
    document, day = make_in_review(by=officer), today() + timedelta(days=60)
    past = lambda: approve_policy(document, review_on=today() - timedelta(days=1))  # noqa: E731
    assert refused(past) == "until_in_past"
    approve_policy(document, review_on=day)
    document.refresh_from_db()
    assert document.review_on == day


def test_the_database_holds_it_too(officer: Person) -> None:
    document = make_in_review(by=officer)
    review = document_review(document)
    step = review.steps.get()
    row = {"review": review, "step": step, "answer": "approve", "rules_hash": "a" * 64}
    right = file_hash(document)
    for person, content_hash in ((officer, right), (second_officer(), "b" * 64)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(person=person, content_hash=content_hash, **row)
    approve_policy(document)
    for statement in (
        "UPDATE registers_documentversion SET note = 'Other'",
        "UPDATE registers_documentversion SET submitted_at = NULL, submitted_by_id = NULL",
        "DELETE FROM registers_decision",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert DocumentVersion.objects.get().submitted_by == officer


def test_a_late_answer_is_chased(officer: Person) -> None:
    document = make_in_review(by=officer)
    other = second_officer()
    assert ReviewStep.objects.to_decide_by(other, today()).count() == 1
    assert not ReviewStep.objects.to_decide_by(fresh(officer), today()).exists()
    with held_at(now() + timedelta(days=40)):
        assert chase_reviewers() == 1
        assert chase_reviewers() == 0
    assert Notification.objects.filter(person=other, kind="to-decide").count() == 2
    approve_policy(document)
    assert not ReviewStep.objects.to_decide_by(fresh(other), today()).exists()


def test_somebody_stands_in_for_who_is_away_but_not_for_the_author(officer: Person, privacy_reviewer: Person) -> None:
    document, other = make_in_review(by=officer), second_officer()
    delegate_decisions(officer.pk, privacy_reviewer.pk, starts_on=today(), ends_on=today(), by=fresh(officer))
    seen = file_hash(document)
    call = lambda: approve_document(document.pk, by=fresh(privacy_reviewer), content_hash=seen)  # noqa: E731
    assert refused(call) == "not_your_step"
    delegate_decisions(other.pk, privacy_reviewer.pk, starts_on=today(), ends_on=today(), by=fresh(other))
    call()
    decision = Decision.objects.get()
    assert (decision.person, decision.on_behalf_of) == (privacy_reviewer, other)
    assert last(document).details["on_behalf_of"] == str(other)
