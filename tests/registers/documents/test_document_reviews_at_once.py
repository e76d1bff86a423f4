"""Two at once on one policy, each on a connection of their own."""

import pytest

from registers.actions.acknowledging import acknowledge_document, ask_readers
from registers.actions.document_reviews import approve_document, reject_document
from registers.models import Acknowledgement, Decision, ReadingDuty
from tests.factories.people import fresh, make_person
from tests.factories.policies import ask, document_review, file_hash, make_in_review, make_policy, second_officer
from tests.registers.reviews.test_at_once import at_once
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_reviewers_decide_at_once() -> None:
    document = make_in_review()
    third, seen = make_person("Thea Third", "compliance-officer"), file_hash(document)
    outcomes = at_once(
        lambda: approve_document(document.pk, by=second_officer(), content_hash=seen),
        lambda: reject_document(document.pk, by=third, content_hash=seen, reason="Not in this form"),
    )
    assert sorted(outcomes) == ["done", "review_closed"]
    assert (
        document_review(document).state == {"approve": "approved", "reject": "rejected"}[Decision.objects.get().answer]
    )


def test_two_clicks_at_once_are_one_acknowledgement() -> None:
    document = make_policy()
    nobody = make_person("Nina Nobody")
    ask(document)
    seen = file_hash(document)
    click = lambda: acknowledge_document(document.pk, by=fresh(nobody), sha256=seen)  # noqa: E731
    assert at_once(click, click) == ["done", "done"]
    assert Acknowledgement.objects.count() == 1
    assert TrailEntry.objects.filter(verb="registers.document.acknowledged").count() == 1


def test_people_are_asked_once_by_two_workers_at_once() -> None:
    document = make_policy()
    ask(document, everybody=False)
    from registers.actions.acknowledging import set_readership
    from tests.factories.registers import steward

    set_readership(document.pk, by=fresh(steward()), everybody=True)
    assert at_once(*[lambda: ask_readers(document.pk)] * 2) == ["done", "done"]
    people = list(ReadingDuty.objects.values_list("person", flat=True))
    assert len(people) == len(set(people)) > 0
    assert TrailEntry.objects.filter(verb="registers.document.readers_asked").count() == 1
