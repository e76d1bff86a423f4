"""Lists in the background: a worker does for a person what their own request would, and no more."""

import pytest

from access.actions import jobs
from access.choices import JobState
from access.models import Job, Person
from tests.factories.clients import client_of
from trail.models import TrailEntry

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
        "action": "end-sessions",
        "keys": [str(engineer.pk), str(officer.pk)],
        "posted": {"reason": ["Leak"]},
    }
    job = jobs.start_job("bulk", title="Two", settings=settings, total=2, by=administrator)
    assert finished(job).message.startswith("2 done.")
    assert TrailEntry.objects.filter(verb="access.session.all_ended", reason="Leak").count() == 2
