"""Background jobs: safe to run twice, by two workers, cancelled, failed; nothing started is lost."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from kombu.exceptions import OperationalError

from access.actions import jobs
from access.choices import JobState
from access.models import Job, Person
from access.tasks import sweep
from common.clock import held_at, now
from common.refusals import Refusal, Refused
from tests.factories.clients import client_of
from trail.models import TrailEntry


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what would be handed to a worker; the queue itself is tried with a real worker elsewhere."""
    handed: list[str] = []
    monkeypatch.setattr("access.tasks.run_job.delay", handed.append)
    return handed


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


def test_a_long_export_is_written_by_a_worker(administrator: Person, engineer: Person, monkeypatch) -> None:
    monkeypatch.setattr("access.exports.MOST_AT_ONCE", 0)
    response = client_of(administrator).get("/access/people/", {"q": "emil", "export": "csv", "columns": "name,email"})
    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    done = finished(job)
    assert (done.state, done.message, done.percent) == (JobState.DONE, "1 row written.", 100)
    assert b"Emil Engineer,emil-engineer@example.org" in done.result.read()
    assert done.result_name.startswith("people-")
    assert administrator.notifications.get(kind="job").title == "Finished: Export of “People” (CSV)"
    assert TrailEntry.objects.get(verb="access.list.exported").channel == "job"


def test_an_export_job_sees_no_more_than_its_person(administrator: Person, engineer: Person) -> None:
    settings = {"list": "people", "query": "", "format": "csv"}
    job = jobs.start_job("export", title="Sly", settings=settings, by=engineer)
    assert finished(job).state == JobState.FAILED
    assert not TrailEntry.objects.filter(verb="access.list.exported").exists()


def test_a_bulk_job_does_each_row(administrator: Person, engineer: Person, officer: Person) -> None:
    settings = {
        "list": "people",
        "action": "end-sessions",
        "keys": [str(engineer.pk), str(officer.pk)],
        "fields": {"reason": "Leak"},
    }
    job = jobs.start_job("bulk", title="Two", settings=settings, total=2, by=administrator)
    assert finished(job).message.startswith("2 done.")
    assert TrailEntry.objects.filter(verb="access.session.all_ended", reason="Leak").count() == 2


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


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_it_once(administrator: Person, kind: str) -> None:
    started, go_on, runs = threading.Event(), threading.Event(), []

    def work(progress: jobs.Progress) -> str:
        runs.append(1)
        started.set()
        assert go_on.wait(10)
        return "done"

    jobs.job_kind(kind)(work)
    job = start(administrator)

    def first() -> None:
        jobs.run(job.pk)
        connection.close()

    worker = threading.Thread(target=first)
    worker.start()
    assert started.wait(10)
    assert jobs.run(job.pk) is None
    go_on.set()
    worker.join(10)
    assert runs == [1]
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


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
    django_capture_on_commit_callbacks,
) -> None:
    def away(_key: str) -> None:
        raise OperationalError

    monkeypatch.setattr("access.tasks.run_job.delay", away)
    with held_at(now() - timedelta(minutes=5)), django_capture_on_commit_callbacks(execute=True):
        job = start(administrator)
    monkeypatch.setattr("access.tasks.run_job.delay", sent.append)
    assert jobs.send_again() == 1
    assert sent == [str(job.pk)]


def test_old_jobs_and_their_files_are_swept(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_at(now() - timedelta(days=20)):
        settings = {"list": "roles", "query": "", "format": "json"}
        job = finished(jobs.start_job("export", title="Old", settings=settings, by=administrator))
    storage, name = job.result.storage, str(job.result.name)
    assert storage.exists(name)
    sweep()
    assert not Job.objects.exists()
    assert not storage.exists(name)
