"""Background jobs: starting, running, cancelling."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import get_language, gettext_noop, override
from kombu.exceptions import OperationalError

from access.actions.messages import notify
from access.choices import JobState
from access.models import Job, Person
from access.permits import PermissionRefused, may
from common.clock import now
from common.refusals import Refusal, Refused
from common.refusals import marked as _m
from trail.context import Origin, acting_from

logger = logging.getLogger(__name__)

Work = Callable[["Progress"], str]
kinds: dict[str, Work] = {}
OVERDUE = timedelta(minutes=2)
OPEN = (JobState.WAITING, JobState.RUNNING)
# What kills its worker three times (its memory, a crash below Python) kills the fourth too, and others' jobs with it.
MOST_STARTS = 3
WORKER_LOST = gettext_noop(
    "It was started three times and its worker died each time, so it is not started again. "
    "The log of the worker may say why; ask whoever runs the portal."
)
RIGHTS_GONE = _m("It was stopped: whoever started it may not do this any more. %(so_far)s")


class Cancelled(Exception):  # noqa: N818 - names what happened
    """The person asked the job to stop."""


class Taken(Exception):  # noqa: N818 - names what happened
    """Another worker has the job, or one that died had it and the database has not noticed yet."""


def job_kind(name: str) -> Callable[[Work], Work]:
    """Register what a kind of job does: it gets its Progress and returns a closing sentence."""

    def register(work: Work) -> Work:
        kinds[name] = work
        return work

    return register


def rights_gone(so_far: str) -> Refused:
    """Return what stops a job whose owner lost the right to it; `so_far` says what was done before."""
    return Refused(Refusal("rights_gone", RIGHTS_GONE, details={"so_far": so_far}))


class Progress:
    """A running job as its work sees it: its settings, its owner, a folder, and a way to say how far it is.

    What it says goes through a connection of its own and stands at once: work that is all or nothing, in one
    transaction, shows how far it is too, and never holds the row that whoever cancels the job has to change.
    """

    def __init__(self, job: Job, folder: Path) -> None:
        self.job = job
        self.folder = folder
        self.settings = job.settings
        self.person = job.person
        self._line = connection.copy()

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()

    def step(self, done: int, total: int | None = None) -> None:
        """Say how far the job is.

        Raises:
            Cancelled: the person asked to stop.
        """
        told = self._tell(
            "total = COALESCE(%s::integer, total), done = LEAST(%s, COALESCE(%s::integer, total))", [total, done, total]
        )
        if told != (False,):
            raise Cancelled

    def still_permitted(self, *permissions: str, about: Any = None, so_far: str = "") -> Person:
        """Return the person as they are now; roles end and people leave while a job runs.

        What they are to the object it is about grants it, too.

        Raises:
            Refused: they may not do this any more.
        """
        self.person = self.job.person = Person.objects.get(pk=self.job.person_id)
        if not all(may(self.person, permission, about) for permission in permissions):
            raise rights_gone(so_far)
        return self.person

    def remember(self, reached: dict[str, Any]) -> None:
        """Keep what is done for the worker that may have to go on; in the transaction that does it, if one is open."""
        # What gets on may die as often as it likes: it comes to an end.
        Job.objects.filter(pk=self.job.pk).update(reached=reached, starts=1)

    def keep(self, path: Path, name: str) -> None:
        """Keep a file as the job's result."""
        with path.open("rb") as file:
            self.job.result.save(name, File(file), save=False)
        self.job.result_name = name
        self._tell("result = %s, result_name = %s", [self.job.result.name, name])

    def _tell(self, assignments: str, values: list[Any]) -> Any:
        """Write to the job's row; return whether the person asked to stop, or None when the row is gone."""
        with self._line.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Job._meta.db_table} SET {assignments} WHERE id = %s RETURNING cancel_requested",  # noqa: S608
                [*values, self.job.pk],
            )
            return cursor.fetchone()


def start_job(kind: str, *, title: str, settings: dict[str, Any], by: Person, total: int | None = None) -> Job:
    """Enter a job and hand it to a worker once the transaction is through."""
    with transaction.atomic():
        job = Job.objects.create(
            person=by, kind=kind, title=title[:200], settings=settings, total=total, language=get_language() or ""
        )
        transaction.on_commit(lambda: _send(job.pk))
    return job


def run(job_id: UUID) -> Job | None:
    """Do a job's work; safe to call twice: a finished job is left alone, one whose worker died starts over.

    Raises:
        Taken: another worker has the job.
    """
    with _held(job_id):
        job = Job.objects.filter(pk=job_id).first()
        if job is None or not job.is_open:
            return job
        with override(job.language or None), acting_from(Origin(channel="job", request_id=job.pk.hex)):
            wanted = Job.objects.filter(pk=job.pk, state__in=OPEN, cancel_requested=False)
            if job.starts >= MOST_STARTS and not job.cancel_requested:
                logger.error("Job %s (%s) is given up: its worker died %d times", job.pk, job.kind, job.starts)
                return _finish(job, JobState.FAILED, WORKER_LOST)
            if not wanted.update(state=JobState.RUNNING, done=0, starts=F("starts") + 1):
                return _finish(job, JobState.CANCELLED, "")
            person = Person.objects.get(pk=job.person_id)
            came_of_it = _work(job, person)
            # With its connection a worker loses the job: by now another may have it.
            _hold(job_id)
            return _finish(job, *came_of_it)


def send_again() -> int:
    """Hand over jobs whose message must be lost: they wait for long, or run in no worker; return how many."""
    overdue = Job.objects.filter(state__in=OPEN, created_at__lt=now() - OVERDUE)
    held = _held_keys()
    lost = [pk for pk in overdue.values_list("pk", flat=True) if _lock_of(pk) not in held]
    for pk in lost:
        _send(pk)
    return len(lost)


def cancel(job: Job) -> None:
    """Ask a job to stop; a waiting one is cancelled at once, a running one at its next step."""
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    waiting.update(state=JobState.CANCELLED, finished_at=now())


def _send(job_id: UUID) -> None:
    from access.tasks import run_job

    try:
        run_job.delay(str(job_id))
    except OperationalError:
        # The job is entered; `send_again` hands it over when the queue is back.
        logger.warning("The queue is away; job %s waits.", job_id)


@contextmanager
def _held(job_id: UUID) -> Iterator[None]:
    """Hold a job for this worker; the database lets go of it when the worker dies."""
    _hold(job_id)
    try:
        yield
    finally:
        _close_broken()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")


def _hold(job_id: UUID) -> None:
    """Take a job for this connection; taking it once more is no harm."""
    _close_broken()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_lock_of(job_id)])
        if not cursor.fetchone()[0]:
            raise Taken(job_id)


def _lock_of(job_id: UUID) -> int:
    return job_id.int & (2**63 - 1)


def _held_keys() -> set[int]:
    """Return the locks that workers hold; only looking takes none away from a worker that is about to begin."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return {row[0] for row in cursor.fetchall()}


def _close_broken() -> None:
    """Close a connection that the database has dropped, so that the next query opens another."""
    if connection.connection is not None and not connection.is_usable():
        connection.close()


def _work(job: Job, person: Person) -> tuple[JobState, str]:
    job.person = person
    try:
        with TemporaryDirectory() as folder, closing(Progress(job, Path(folder))) as progress:
            return JobState.DONE, kinds[job.kind](progress)
    except Cancelled:
        return JobState.CANCELLED, ""
    except (Refused, PermissionRefused) as refused:
        return JobState.FAILED, str(refused)
    except Exception:
        # Whatever went wrong, the person must see the job end; the log holds the details.
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        return JobState.FAILED, gettext_noop("Something went wrong; the log of the worker holds the details.")


def _finish(job: Job, state: JobState, message: str) -> Job:
    job.refresh_from_db()
    job.state, job.message, job.finished_at = state, message, now()
    if state == JobState.DONE and job.total is not None:
        job.done = job.total
    job.save(update_fields=["state", "message", "finished_at", "done"])
    if state != JobState.CANCELLED:
        title = gettext_noop("Finished: %(job)s") if state == JobState.DONE else gettext_noop("Failed: %(job)s")
        notify(job.person, kind="job", title=title, values={"job": job.title}, text="", link=job.get_absolute_url())
    return job
