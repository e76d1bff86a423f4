"""The commit in a worker: cancelled, killed, begun by two; all of the rows or none, whatever happens."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from access.actions import jobs
from access.actions.roles import withdraw_role
from access.choices import JobState
from access.models import Job, Person
from common.refusals import Refused
from registers.actions import entering
from registers.actions.imports import start_commit, start_preview
from registers.choices import ImportState
from registers.models import RegisterImport, UseCase
from tests.access.test_background_jobs import drop_this_connection
from tests.factories.clients import client_of
from tests.factories.imports import committed, previewed, uploaded
from tests.factories.people import operator
from tests.factories.spreadsheets import csv_of
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 600


@pytest.fixture(autouse=True)
def _queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.tasks.run_job.delay", lambda _key: None)


@pytest.fixture
def job(officer: Person) -> Job:
    """A commit that waits for a worker."""
    found = previewed(csv_of(["Title"], *([f"Use case {number}"] for number in range(ROWS))), officer)
    RegisterImport.objects.update(job=None)
    return start_commit(found.pk, duplicates="leave-out", by=officer)


def at_the_second_chunk(monkeypatch: pytest.MonkeyPatch, do: Callable[[], None]) -> None:
    """Do something when some rows are entered, once."""
    enter, seen = entering._enter, []

    def watched(*arguments: Any) -> None:
        seen.append(1)
        if len(seen) == 2:
            do()
        enter(*arguments)

    monkeypatch.setattr(entering, "_enter", watched)


def nothing_is_there() -> bool:
    return not UseCase.objects.exists() and not TrailEntry.objects.filter(verb="registers.use_case.imported").exists()


def test_it_works_and_tells_how_far_it_is(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int | None]] = []
    at_the_second_chunk(monkeypatch, lambda: seen.extend(Job.objects.values_list("done", "total")))
    done = jobs.run(job.pk)
    assert done is not None
    assert (done.state, done.message) == (JobState.DONE, "600 use cases are on the register.")
    assert UseCase.objects.count() == ROWS


def test_what_came_in_between_counts_as_done_with_on_the_same_scale(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads, rows = ["Title", "Reference"], [[f"Use case {number}", f"R-{number}"] for number in range(ROWS)]
    found = previewed(csv_of(heads, *rows, ["", "R-no-title"]), officer)
    committed(csv_of(heads, *rows[:100]), officer, source="Finance")
    RegisterImport.objects.update(job=None)
    job = start_commit(found.pk, duplicates="leave-out", by=officer)
    assert job.total == ROWS
    seen: list[tuple[int, int | None]] = []
    at_the_second_chunk(monkeypatch, lambda: seen.extend(Job.objects.filter(pk=job.pk).values_list("done", "total")))
    done = jobs.run(job.pk)
    assert done is not None
    assert (seen, done.done, done.total) == ([(100 + entering.CHUNK, ROWS)], ROWS, ROWS)
    assert done.message == "500 use cases are on the register."


def test_a_file_that_is_gone_is_told_of(officer: Person) -> None:
    found = uploaded(csv_of(["Title"], ["Chatbot"]), officer)
    job = start_preview(found.pk, by=officer)
    found.file.file.storage.delete(str(found.file.file.name))
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.FAILED
    assert done.message.startswith("The file is no longer in storage.")
    assert done.message in client_of(officer).get(found.get_absolute_url()).content.decode()


def test_cancelled_half_way(job: Job, officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancel() -> None:
        # As the page does, outside of the worker's transaction.
        line = connection.copy()
        with line.cursor() as cursor:
            cursor.execute("UPDATE access_job SET cancel_requested = true WHERE id = %s", [job.pk])
        line.close()

    at_the_second_chunk(monkeypatch, cancel)
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.CANCELLED
    assert nothing_is_there()
    found = RegisterImport.objects.get()
    assert found.standing == ImportState.PREVIEWED
    again = start_commit(found.pk, duplicates="leave-out", by=officer)
    jobs.run(again.pk)
    assert UseCase.objects.count() == ROWS


def test_a_worker_killed_half_way_leaves_nothing_and_another_does_it(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_second_chunk(monkeypatch, drop_this_connection)
    jobs.run(job.pk)
    assert nothing_is_there()
    # A killed worker says nothing: its job stands as running until its message comes back.
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, finished_at=None)
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.DONE
    assert UseCase.objects.count() == ROWS
    assert RegisterImport.objects.get().rows_entered == ROWS


def test_a_worker_killed_after_the_commit_changes_nothing_again(job: Job) -> None:
    jobs.run(job.pk)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, finished_at=None)
    jobs.run(job.pk)
    assert UseCase.objects.count() == ROWS
    assert TrailEntry.objects.filter(verb="registers.import.committed").count() == 1


def test_two_workers_do_it_once(job: Job, officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        assert go_on.wait(20)

    at_the_second_chunk(monkeypatch, wait)

    def first() -> None:
        jobs.run(job.pk)
        connection.close()

    worker = threading.Thread(target=first)
    worker.start()
    assert begun.wait(20)
    with pytest.raises(jobs.Taken):
        jobs.run(job.pk)
    go_on.set()
    worker.join(20)
    assert UseCase.objects.count() == ROWS


def test_what_is_being_worked_on_is_not_begun_again(job: Job, officer: Person) -> None:
    found = RegisterImport.objects.get()
    with pytest.raises(Refused, match="worked on in the background"):
        start_commit(found.pk, duplicates="import", by=officer)
    with pytest.raises(Refused, match="worked on in the background"):
        start_preview(found.pk, by=officer)


def test_rights_that_end_meanwhile_stop_it(job: Job, officer: Person) -> None:
    withdraw_role(officer.assignments.get().pk, by=operator(), reason="Left the team")
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.FAILED
    assert nothing_is_there()
