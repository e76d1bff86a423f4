"""Handing over much: a background job, with progress, that goes on where a worker died and names what stays."""

import pytest

from access.actions import jobs
from access.actions.handing_over.many import start_handing_over
from access.choices import JobState
from access.models import Job, Notification, Person
from registers.models import UseCase
from tests.factories.leavers import leave, make_owner, make_successor
from tests.factories.people import fresh, make_person
from tests.factories.registers import steward
from trail.models import TrailEntry

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sent")]


def started(owner: Person, to: Person, by: Person) -> Job:
    chosen = [("use-cases", pk) for pk in UseCase.objects.filter(owner=owner).values_list("pk", flat=True)]
    return start_handing_over(owner, to, chosen, by=by, reason="Left the company")


def test_it_works() -> None:
    officer = fresh(steward())
    owner, _use_cases, _exception = make_owner(use_cases=12)
    leave(owner)
    taker = make_successor()
    done = jobs.run(started(owner, taker, officer).pk)
    assert done is not None
    assert (done.state, done.message) == (JobState.DONE, "12 came to Susi Successor.")
    assert UseCase.objects.filter(owner=taker).count() == 12
    assert TrailEntry.objects.get(verb="access.person.handed_over").details["count"] == 12
    assert Notification.objects.filter(person=taker, kind="handed-over").count() == 1


def test_what_stays_is_named() -> None:
    officer = fresh(steward())
    owner, use_cases, _exception = make_owner(use_cases=1)
    leave(owner)
    done = jobs.run(started(owner, make_person("Lena Looker"), officer).pk)
    assert done is not None
    assert done.message.startswith(f"0 came to Lena Looker. {use_cases[0]}: This person's roles")


def test_it_goes_on_where_a_worker_died(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = fresh(steward())
    owner, _use_cases, _exception = make_owner(use_cases=12)
    leave(owner)
    job, taker = started(owner, make_successor(), officer), fresh(make_successor("Unused"))
    with monkeypatch.context() as patch:
        patch.setattr("access.jobs.ROWS_AT_ONCE", 5)
        steps: list[int] = []

        def died(_progress: jobs.Progress, done: int, _total: int | None = None) -> None:
            steps.append(done)
            if done == 5:
                raise MemoryError

        patch.setattr(jobs.Progress, "step", died)
        jobs.run(job.pk)
    # As if the worker had died there and the job stood where it was.
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, finished_at=None, message="")
    done = jobs.run(job.pk)
    assert done is not None
    assert done.message == "12 came to Susi Successor."
    assert not UseCase.objects.filter(owner=taker).exists()
    assert TrailEntry.objects.filter(verb="registers.use_case.handed_over").count() == 12


def test_a_worker_that_dies_last_of_all_tells_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = fresh(steward())
    owner, _use_cases, _exception = make_owner(use_cases=2)
    leave(owner)
    taker = make_successor()
    job = started(owner, taker, officer)
    with monkeypatch.context() as patch:

        def die(*_args: object) -> Job:
            raise SystemExit

        patch.setattr("access.actions.jobs._finish", die)
        with pytest.raises(SystemExit):
            jobs.run(job.pk)
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.DONE
    assert TrailEntry.objects.filter(verb="access.person.handed_over").count() == 1
    assert taker.notifications.filter(kind="handed-over").count() == 1


def test_it_stops_when_whoever_started_it_may_not_any_more() -> None:
    owner, use_cases, _exception = make_owner(use_cases=2)
    successor, taker = make_successor(), make_successor("Otto Other")
    leave(owner, successor)
    job = started(owner, taker, successor)
    leave(successor)
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.FAILED
    assert UseCase.objects.filter(owner=owner).count() == len(use_cases)
