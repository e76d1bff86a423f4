"""Jobs whose worker dies: begun again, but not for ever."""

from collections.abc import Iterator

import pytest

from access.actions import jobs
from access.choices import JobState
from access.models import Job, Person
from access.tasks import run_job
from tests.factories.clients import client_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sent")]


class Death(BaseException):
    """The end of a worker, which no job survives to tell."""


@pytest.fixture
def kind() -> Iterator[str]:
    yield "test"
    jobs.kinds.pop("test", None)


def start(person: Person) -> Job:
    return jobs.start_job("test", title="A test", settings={}, by=person)


def die(job: Job, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Death):
            jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_it_works(administrator: Person, kind: str) -> None:
    begun: list[int] = []

    def work(progress: jobs.Progress) -> str:
        begun.append(1)
        raise Death

    jobs.job_kind(kind)(work)
    job = start(administrator)
    die(job, 3)
    run_job.apply(args=[str(job.pk)], throw=True)
    job.refresh_from_db()
    assert (len(begun), job.state, job.starts) == (3, JobState.FAILED, 3)
    assert "started three times and its worker died" in job.message
    assert job.finished_at is not None
    assert administrator.notifications.get(kind="job").title == "Failed: A test"
    assert job.message in client_of(administrator).get(job.get_absolute_url()).content.decode()


def test_the_third_time_may_be_well(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        if progress.job.starts < 2:
            raise Death
        return "done"

    jobs.job_kind(kind)(work)
    job = start(administrator)
    die(job, 2)
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.DONE


def test_what_gets_on_is_begun_again_and_again(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        reached = progress.job.reached.get("rows", 0) + 1
        progress.remember({"rows": reached})
        if reached < 6:
            raise Death
        return "done"

    jobs.job_kind(kind)(work)
    job = start(administrator)
    die(job, 5)
    done = jobs.run(job.pk)
    assert done is not None
    assert (done.state, done.reached) == (JobState.DONE, {"rows": 6})


def test_one_that_was_cancelled_meanwhile_is_cancelled(administrator: Person, kind: str) -> None:
    def work(progress: jobs.Progress) -> str:
        raise Death

    jobs.job_kind(kind)(work)
    job = start(administrator)
    die(job, 3)
    jobs.cancel(job)
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == JobState.CANCELLED
