"""Background jobs: safe to run twice, by two workers, cancelled, failed; nothing started is lost."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from access.actions import jobs
from access.actions.messages import notify
from access.choices import JobState
from access.models import Job, Person
from access.tasks import sweep
from common.clock import held_at, now
from common.refusals import Refusal, Refused

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


def seen_from_outside(job: Job, *, cancel: bool = False) -> tuple[int, int | None]:
    """Read a job, and cancel it when asked, as the web does: on another connection, without waiting for long."""
    found: list[tuple[int, int | None]] = []

    def web() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        try:
            read = Job.objects.get(pk=job.pk)
            if cancel:
                jobs.cancel(read)
            found.append((read.done, read.total))
        finally:
            connection.close()

    thread = threading.Thread(target=web)
    thread.start()
    thread.join(10)
    return found[0]


def test_work_in_a_transaction_shows_how_far_it_is_and_can_be_cancelled(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        with transaction.atomic():
            notify(progress.person, kind="test", title="All or nothing")
            progress.step(1, 3)
            assert seen_from_outside(progress.job) == (1, 3)
            assert seen_from_outside(progress.job, cancel=True) == (1, 3)
            progress.step(2, 3)
            pytest.fail("it went on")

    jobs.job_kind(kind)(work)
    done = finished(start(administrator))
    assert (done.state, done.done, done.total) == (JobState.CANCELLED, 2, 3)
    assert not administrator.notifications.filter(kind__in=["test", "job"]).exists()


def test_a_file_kept_in_a_transaction_does_not_stop_its_progress(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        path = progress.folder / "errors"
        path.write_text("row,what\n7,no owner\n")
        with transaction.atomic():
            progress.keep(path, "errors.csv")
            progress.step(9)
        return "kept"

    jobs.job_kind(kind)(work)
    done = finished(start(administrator))
    assert (done.state, done.message, done.done, done.total) == (JobState.DONE, "kept", 9, None)
    assert (done.result_name, done.result.read()) == ("errors.csv", b"row,what\n7,no owner\n")


def test_it_leaves_no_connection_behind(administrator: Person, kind: str) -> None:
    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return int(cursor.fetchone()[0])

    def work(progress: jobs.Progress) -> str:
        progress.step(1)
        raise ZeroDivisionError

    jobs.job_kind(kind)(work)
    before = count()
    assert finished(start(administrator)).state == JobState.FAILED
    deadline = time.monotonic() + 5
    while count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert count() == before


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
