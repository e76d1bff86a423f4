"""Answering for many rights at once: a worker does for a reviewer what their own request would, and no more."""

import pytest

from access.actions import jobs
from access.actions.access_reviews.answering import reassign_review_item
from access.actions.access_reviews.opening import Asked, start_opening
from access.bulk import mark_of
from access.choices import JobState
from access.models import AccessReview, Job, Person
from common.clock import today
from tests.factories.access_reviews import make_review
from tests.factories.clients import client_of
from tests.factories.people import fresh
from trail.models import TrailEntry

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def review(officer: Person, engineer: Person, nobody: Person) -> AccessReview:
    return make_review(by=officer, reviewers=(nobody.pk,))


@pytest.fixture
def job(review: AccessReview, nobody: Person, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Return the job of a reviewer who holds no role and keeps everything."""
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)
    monkeypatch.setattr("access.list_posts.MOST_AT_ONCE", 0)
    keys = sorted(review.items.values_list("pk", flat=True))
    sent = {"action": "keep", "selected": [str(key) for key in keys], "note": "All of them work on claims"}
    confirmed = {**sent, "confirmed": "1", "expected": mark_of(keys)}
    client_of(nobody).post(f"{review.get_absolute_url()}?do=bulk", confirmed)
    return Job.objects.get()


def test_a_reviewer_without_a_role_answers_for_many(job: Job, review: AccessReview, nobody: Person) -> None:
    done = jobs.run(job.pk)
    assert done is not None
    assert (done.state, done.message.strip()) == (JobState.DONE, "3 rows were done.")
    assert set(review.items.values_list("answer", "answered_by")) == {("keep", nobody.pk)}
    assert TrailEntry.objects.filter(verb="access.review.answered", actor=nobody).count() == 3


def test_whoever_is_asked_no_more_answers_for_nothing(job: Job, review: AccessReview, officer: Person) -> None:
    for item in review.items.all():
        reviewer = next(each for each in Person.objects.active() if each.pk not in {item.person_id, item.reviewer_id})
        reassign_review_item(item.pk, reviewer=reviewer, by=fresh(officer), reason="On leave")
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.FAILED
    assert not review.items.exclude(answer="").exists()
    assert not TrailEntry.objects.filter(verb="access.review.answered").exists()


def test_one_whose_worker_died_at_the_end_is_opened_once(officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)
    monkeypatch.setattr("access.actions.access_reviews.opening.MOST_AT_ONCE", 0)
    begun = start_opening(Asked("Rights of autumn", today()), by=officer)
    assert isinstance(begun, Job)
    first = jobs.run(begun.pk)
    assert first is not None
    # It died before it could say that it is done: another worker has the job.
    Job.objects.filter(pk=begun.pk).update(state=JobState.RUNNING, finished_at=None)
    again = jobs.run(begun.pk)
    assert again is not None
    assert (again.state, again.message) == (JobState.DONE, first.message)
    assert AccessReview.objects.count() == 1
    assert TrailEntry.objects.filter(verb="access.review.opened").count() == 1
