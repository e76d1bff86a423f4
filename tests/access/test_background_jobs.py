"""Background jobs: safe to run twice, by two workers, cancelled, failed; nothing started is lost."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery.exceptions import Retry
from django.db import connection
from kombu.exceptions import OperationalError

from access.actions import jobs
from access.choices import JobState
from access.models import Job, Person
from access.tasks import run_job, sweep
from common.clock import held_at, now
from common.refusals import Refusal, Refused
from tests.databases import as_superuser

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sent")]


@pytest.fixture
def kind() -> Iterator[str]:
    yield "test"
    jobs.kinds.pop("test", None)


def finished(job: Job) -> Job:
    """Do a job's work and return it."""
    done = jobs.run(job.pk)
    assert done is not None
    return done


def start(person: Person, **settings: object) -> Job:
    return jobs.start_job("test", title="A test", settings=dict(settings), by=person)


def test_a_finished_job_is_left_alone(administrator: Person, kind: str) -> None:
    runs: list[int] = []

    def work(progress: jobs.Progress) -> str:
        runs.append(1)
        return "done"

    jobs.job_kind(kind)(work)
    job = start(administrator)
    jobs.run(job.pk)
    jobs.run(job.pk)
    assert runs == [1]


def test_a_job_whose_worker_died_starts_over(administrator: Person, kind: str) -> None:
    jobs.job_kind(kind)(lambda _progress: "done")
    job = start(administrator)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=7)
    assert finished(job).state == JobState.DONE


def test_two_workers_do_it_once(administrator: Person, kind: str) -> None:
    started, go_on, runs = threading.Event(), threading.Event(), []

    def work(progress: jobs.Progress) -> str:
        runs.append(1)
        started.set()
        assert go_on.wait(10)
        return "done"

    jobs.job_kind(kind)(work)
    with held_at(now() - timedelta(minutes=5)):
        job = start(administrator)

    def first() -> None:
        jobs.run(job.pk)
        connection.close()

    worker = threading.Thread(target=first)
    worker.start()
    assert started.wait(10)
    with pytest.raises(jobs.Taken):
        jobs.run(job.pk)
    with pytest.raises(Retry):
        run_job.apply(args=[str(job.pk)], throw=True)
    assert jobs.send_again() == 0
    go_on.set()
    worker.join(10)
    assert runs == [1]
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def drop_this_connection() -> None:
    """Let the database drop the connection of this thread, as when it is started again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [key] = cursor.fetchone()
    with as_superuser() as server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [key])


def test_a_lost_connection_ends_the_job(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        drop_this_connection()
        Person.objects.count()
        pytest.fail("it went on")

    jobs.job_kind(kind)(work)
    assert finished(start(administrator)).state == JobState.FAILED


def test_with_its_connection_a_worker_loses_the_job(administrator: Person, kind: str) -> None:
    job = start(administrator)
    taken, go_on = threading.Event(), threading.Event()

    def second() -> None:
        with jobs._held(job.pk):
            taken.set()
            assert go_on.wait(10)
        connection.close()

    def work(progress: jobs.Progress) -> str:
        drop_this_connection()
        other.start()
        assert taken.wait(10)
        return "done twice"

    jobs.job_kind(kind)(work)
    other = threading.Thread(target=second)
    try:
        with pytest.raises(jobs.Taken):
            jobs.run(job.pk)
    finally:
        go_on.set()
        other.join(10)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.RUNNING, "")


def test_a_job_that_runs_in_no_worker_is_sent_again(administrator: Person, kind: str, sent: list[str]) -> None:
    with held_at(now() - timedelta(minutes=5)):
        job = start(administrator)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    sent.clear()
    assert jobs.send_again() == 1
    assert sent == [str(job.pk)]


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING])
def test_what_was_cancelled_never_begins(administrator: Person, kind: str, state: str) -> None:
    jobs.job_kind(kind)(lambda _progress: pytest.fail("it began"))
    job = start(administrator)
    Job.objects.filter(pk=job.pk).update(state=state, cancel_requested=True)
    assert finished(job).state == JobState.CANCELLED


def test_it_is_cancelled_at_the_next_step(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        progress.step(1, 3)
        jobs.cancel(progress.job)
        progress.step(2, 3)
        pytest.fail("it went on")

    jobs.job_kind(kind)(work)
    done = finished(start(administrator))
    assert (done.state, done.done, done.total) == (JobState.CANCELLED, 2, 3)
    assert not administrator.notifications.filter(kind="job").exists()


def test_a_waiting_job_is_cancelled_at_once(administrator: Person, kind: str) -> None:
    job = start(administrator)
    jobs.cancel(job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


@pytest.mark.parametrize("trouble", [ZeroDivisionError(), Refused(Refusal("no", "Not today."))])
def test_a_failure_is_told(administrator: Person, kind: str, trouble: Exception) -> None:
    def work(progress: jobs.Progress) -> str:
        raise trouble

    jobs.job_kind(kind)(work)
    done = finished(start(administrator))
    assert done.state == JobState.FAILED
    assert done.message in {"Not today.", "Something went wrong; the log of the worker holds the details."}
    assert administrator.notifications.get(kind="job").title == "Failed: A test"


def test_with_the_queue_away_the_job_waits_and_is_sent_again(
    administrator: Person,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    sent: list[str],
) -> None:
    def away(_key: str) -> None:
        raise OperationalError

    monkeypatch.setattr("access.tasks.run_job.delay", away)
    with held_at(now() - timedelta(minutes=5)):
        job = start(administrator)
    monkeypatch.setattr("access.tasks.run_job.delay", sent.append)
    assert jobs.send_again() == 1
    assert sent == [str(job.pk)]


def test_old_jobs_and_their_files_are_swept(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_at(now() - timedelta(days=20)):
        settings = {"list": "roles", "address": "/access/roles/", "query": "", "format": "json"}
        job = finished(jobs.start_job("export", title="Old", settings=settings, by=administrator))
    storage, name = job.result.storage, str(job.result.name)
    assert storage.exists(name)
    sweep()
    assert not Job.objects.exists()
    assert not storage.exists(name)
