"""What the worker does for people and pages."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings

from access.actions import jobs
from access.api.idempotency import KEPT as ANSWERS_KEPT
from access.models import AccessAttempt, ApiAnswer, Heartbeat, Job, PortalSession
from access.rules import FAILURE_WINDOW
from common.clock import now

JOBS_KEPT = timedelta(days=14)


@shared_task(acks_late=True)
def run_job(job_id: str) -> None:
    """Do a background job."""
    jobs.run(UUID(job_id))


@shared_task
def send_again() -> None:
    """Hand over jobs whose message was lost, such as when the queue was away."""
    jobs.send_again()


@shared_task
def beat() -> None:
    """Leave a sign of life: that this ran shows that beat sent it and that a worker took it."""
    for process in ("beat", "worker"):
        Heartbeat.objects.update_or_create(process=process, defaults={"seen_at": now()})


@shared_task
def sweep() -> None:
    """Delete what has served: ended sessions, old attempts, old jobs with their files."""
    idle_since = now() - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    PortalSession.objects.dead(now(), idle_since).delete()
    AccessAttempt.objects.filter(at__lt=now() - FAILURE_WINDOW).delete()
    ApiAnswer.objects.older_than(now() - ANSWERS_KEPT).delete()
    for job in Job.objects.filter(finished_at__lt=now() - JOBS_KEPT):
        if job.result:
            job.result.delete(save=False)
        job.delete()
