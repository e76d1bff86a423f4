"""Lists in the background: a worker does for a person what their own request would, and no more."""

from collections.abc import Callable

import pytest
from django.db import transaction

from access.actions import jobs
from access.actions.people import deactivate_person
from access.choices import JobState
from access.models import Job, Person, RoleAssignment
from tests.factories.clients import client_of
from tests.factories.people import fresh
from trail.models import TrailEntry
from trail.recording import record

# A job says how far it is on a connection of its own, which sees only what is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sent")]


def finished(job: Job) -> Job:
    """Do a job's work and return it."""
    done = jobs.run(job.pk)
    assert done is not None
    return done


def test_a_long_export_is_written_by_a_worker(
    administrator: Person, engineer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("access.exports.MOST_AT_ONCE", 0)
    response = client_of(administrator).get("/access/people/", {"q": "emil", "export": "csv", "columns": "name,email"})
    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    done = finished(job)
    assert (done.state, done.message, done.done, done.total) == (JobState.DONE, "1 row written.", 1, 1)
    assert b"Emil Engineer,emil-engineer@example.org" in done.result.read()
    assert done.result_name.startswith("people-")
    assert administrator.notifications.get(kind="job").title == "Finished: Export of “People” (CSV)"
    assert TrailEntry.objects.get(verb="access.list.exported").channel == "job"


def test_an_export_job_sees_no_more_than_its_person(administrator: Person, engineer: Person) -> None:
    settings = {"list": "people", "address": "/access/people/", "query": "", "format": "csv"}
    job = jobs.start_job("export", title="Sly", settings=settings, by=engineer)
    assert finished(job).state == JobState.FAILED
    assert not TrailEntry.objects.filter(verb="access.list.exported").exists()


def test_a_bulk_job_does_each_row(administrator: Person, engineer: Person, officer: Person) -> None:
    settings = {
        "list": "people",
        "address": "/access/people/",
        "action": "end-sessions",
        "keys": [str(engineer.pk), str(officer.pk)],
        "posted": {"reason": ["Leak"]},
    }
    job = jobs.start_job("bulk", title="Two", settings=settings, total=2, by=administrator)
    assert finished(job).message.startswith("2 rows were done.")
    assert TrailEntry.objects.filter(verb="access.session.all_ended", reason="Leak").count() == 2


def deactivation_of(people: list[Person], by: Person) -> Job:
    settings = {
        "list": "people",
        "address": "/access/people/",
        "action": "deactivate",
        "keys": [str(person.pk) for person in people],
        "posted": {"reason": ["Leavers"]},
    }
    return jobs.start_job("bulk", title="Leavers", settings=settings, total=len(people), by=by)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask before every row, so that two rows are enough."""
    monkeypatch.setattr("access.jobs.ROWS_AT_ONCE", 1)


def after_the_first_row(monkeypatch: pytest.MonkeyPatch, do: Callable[[jobs.Progress], None]) -> None:
    """Do something once the first row is done."""
    step = jobs.Progress.step

    def stepped(progress: jobs.Progress, done: int, total: int | None = None) -> None:
        step(progress, done, total)
        if done == 1:
            do(progress)

    monkeypatch.setattr(jobs.Progress, "step", stepped)


@pytest.mark.usefixtures("one_by_one")
def test_a_bulk_job_ends_with_the_rights_of_its_person(
    administrator: Person, engineer: Person, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(_progress: jobs.Progress) -> None:
        with transaction.atomic():
            RoleAssignment.objects.filter(person=administrator).delete()
            record("access.role.withdrawn", subject=administrator, by=None, role="Administrator")

    after_the_first_row(monkeypatch, leave)
    done = finished(deactivation_of([engineer, officer], administrator))
    assert (done.state, done.done) == (JobState.FAILED, 1)
    assert done.message == "It was stopped: whoever started it may not do this any more. 1 row was done."
    assert (fresh(engineer).is_active, fresh(officer).is_active) == (False, True)


@pytest.mark.usefixtures("one_by_one")
def test_a_bulk_job_goes_on_where_its_worker_died(
    administrator: Person, engineer: Person, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_progress: jobs.Progress) -> None:
        raise SystemExit

    job = deactivation_of([engineer, officer], administrator)
    with monkeypatch.context() as patched:
        after_the_first_row(patched, die)
        with pytest.raises(SystemExit):
            jobs.run(job.pk)
    done = finished(job)
    assert (done.state, done.done, done.message) == (JobState.DONE, 2, "2 rows were done.")
    assert TrailEntry.objects.filter(verb="access.person.deactivated").count() == 2


def test_rows_that_were_so_already_are_not_said_to_be_done(
    administrator: Person, engineer: Person, officer: Person
) -> None:
    deactivate_person(engineer.pk, by=administrator, reason="Left")
    done = finished(deactivation_of([administrator, engineer, officer], administrator))
    assert done.message.startswith("1 row was done. 1 row was so already. 1x Nobody changes their own")


def test_an_export_job_asks_for_the_permission_to_export(auditor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("access.views.people.PeoplePage.export_permission", "access.deactivate_person")
    settings = {"list": "people", "address": "/access/people/", "query": "", "format": "csv"}
    done = finished(jobs.start_job("export", title="Sly", settings=settings, by=auditor))
    assert done.state == JobState.FAILED
    assert done.message.startswith("Your roles do not include")
