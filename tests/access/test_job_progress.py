"""How far a job is stands at once and holds nobody up, also while its work is one long transaction."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from access.actions import jobs
from access.actions.messages import notify
from access.choices import JobState
from access.models import Job, Person

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)


@pytest.fixture
def kind() -> Iterator[str]:
    yield "test"
    jobs.kinds.pop("test", None)


def finished(job: Job) -> Job:
    """Do a job's work and return it."""
    done = jobs.run(job.pk)
    assert done is not None
    return done


def start(person: Person) -> Job:
    return jobs.start_job("test", title="A test", settings={}, by=person)


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
