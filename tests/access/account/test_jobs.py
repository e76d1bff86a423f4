"""One's own background jobs."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from access.actions.jobs import cancel
from access.choices import JobState
from access.models import Job, Person
from common.clock import now
from tests.factories.clients import client_of
from trail.models import TrailEntry

URL = "/jobs/"


def job_of(person: Person, *, state: str = JobState.RUNNING, title: str = "Export of people", **values: Any) -> Job:
    """Enter a job without handing it to a worker."""
    ended = None if state in {JobState.WAITING, JobState.RUNNING} else now()
    values = {"kind": "bulk", **values}
    return Job.objects.create(person=person, title=title, state=state, finished_at=ended, **values)


def done_job(person: Person, content: bytes = b"a,b\n1,2\n", name: str = "people.csv", **values: Any) -> Job:
    """Enter a job that left a file."""
    job = job_of(person, state=JobState.DONE, result_name=name, message="2 rows written.", **values)
    job.result.save(name, ContentFile(content))
    return job


def test_it_works(engineer: Person) -> None:
    job = job_of(engineer, done=40, total=80)
    client = client_of(engineer)
    assert "Export of people" in client.get(URL).content.decode()
    page = client.get(job.get_absolute_url()).content.decode()
    assert "<html" in page
    assert "40 of 80" in page
    assert 'hx-trigger="every 2s"' in page


def test_htmx_gets_the_card_alone(engineer: Person) -> None:
    job = job_of(engineer)
    answer = client_of(engineer).get(job.get_absolute_url(), headers={"HX-Request": "true"})
    page = answer.content.decode().strip()
    assert 'class="card job"' in page.splitlines()[0]
    assert "<html" not in page
    assert "HX-Request" in answer.headers["Vary"]


def test_a_finished_job_is_asked_for_no_more(engineer: Person) -> None:
    job = done_job(engineer)
    page = client_of(engineer).get(job.get_absolute_url()).content.decode()
    assert "every 2s" not in page
    assert f"{URL}{job.pk}/result/" in page
    assert "2 rows written." in page


def test_a_waiting_job_is_cancelled_at_once(engineer: Person) -> None:
    job = job_of(engineer, state=JobState.WAITING)
    assert client_of(engineer).post(f"{URL}{job.pk}/cancel/").headers["Location"] == job.get_absolute_url()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_running_job_is_asked_to_stop(engineer: Person) -> None:
    job = job_of(engineer)
    page = client_of(engineer).post(f"{URL}{job.pk}/cancel/", follow=True).content.decode()
    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == (JobState.RUNNING, True)
    assert "Stopping" in page
    assert "/cancel/" not in page


def test_a_finished_job_stays_as_it_is(engineer: Person) -> None:
    job = done_job(engineer)
    client_of(engineer).post(f"{URL}{job.pk}/cancel/")
    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == (JobState.DONE, False)


def test_the_result_is_handed_out_as_a_file(engineer: Person) -> None:
    job = done_job(engineer, b"<script>alert(1)</script>", 'a"b\nc.html')
    answer = client_of(engineer).get(f"{URL}{job.pk}/result/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_export_outlives_no_permission(administrator: Person, engineer: Person) -> None:
    asked: dict[str, Any] = {"kind": "export", "settings": {"list": "people", "address": "/access/people/"}}
    taken = client_of(administrator).get(f"{URL}{done_job(administrator, **asked).pk}/result/")
    assert taken.status_code == 200
    entry = TrailEntry.objects.get(verb="access.export.downloaded")
    assert str(entry.sentence).endswith("downloaded people.csv (Export of people)")
    assert client_of(engineer).get(f"{URL}{done_job(engineer, **asked).pk}/result/").status_code == 403
    assert TrailEntry.objects.filter(verb="access.export.downloaded").count() == 1


def test_a_file_that_is_gone_is_explained(engineer: Person) -> None:
    job = done_job(engineer)
    job.result.delete(save=False)
    client = client_of(engineer)
    answer = client.get(f"{URL}{job.pk}/result/")
    assert answer.status_code == 404
    assert "This file is gone" in answer.content.decode()
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Its file is gone" in page
    assert "/result/" not in page


def test_a_job_without_a_file_has_none(engineer: Person) -> None:
    job = job_of(engineer)
    assert client_of(engineer).get(f"{URL}{job.pk}/result/").status_code == 404


def test_other_peoples_jobs_are_not_there(engineer: Person, administrator: Person) -> None:
    job = done_job(engineer)
    client = client_of(administrator)
    assert "Export of people" not in client.get(URL).content.decode()
    for key in (job.pk, uuid4()):
        assert client.get(f"{URL}{key}/").status_code == 404
        assert client.get(f"{URL}{key}/result/").status_code == 404
        assert client.post(f"{URL}{key}/cancel/").status_code == 404


def test_a_link_cancels_nothing(engineer: Person) -> None:
    job = job_of(engineer)
    assert client_of(engineer).get(f"{URL}{job.pk}/cancel/").status_code == 405
    job.refresh_from_db()
    assert not job.cancel_requested


def test_many_jobs_have_pages(engineer: Person) -> None:
    for number in range(21):
        job_of(engineer, title=f"Job {number:03}")
    client = client_of(engineer)
    first = client.get(URL)
    assert "Job 000" not in first.content.decode()
    assert "Job 000" in client.get(first.context["older"]).content.decode()


@pytest.mark.parametrize("cursor", ["x", "W10", "\x00"])
def test_a_broken_place_begins_again(engineer: Person, cursor: str) -> None:
    assert client_of(engineer).get(URL, {"after": cursor}).headers["Location"] == URL


def test_cancelling_twice_is_the_same(engineer: Person) -> None:
    job = job_of(engineer, state=JobState.WAITING)
    cancel(job)
    assert client_of(engineer).post(f"{URL}{job.pk}/cancel/").status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
