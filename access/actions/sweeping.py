"""Deleting what has served, by the clock."""

from datetime import timedelta

from django.conf import settings

from access.api.idempotency import KEPT as ANSWERS_KEPT
from access.models import AccessAttempt, ApiAnswer, Job, PortalSession, UsedLogoutToken
from access.rules.people import FAILURE_WINDOW
from common.clock import now

JOBS_KEPT = timedelta(days=14)


def delete_what_has_served() -> None:
    """Delete ended sessions, old attempts, old answers, and old jobs with their files; safe to run twice."""
    idle_since = now() - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    PortalSession.objects.dead(now(), idle_since).delete()
    UsedLogoutToken.objects.filter(expires_at__lt=now()).delete()
    AccessAttempt.objects.filter(at__lt=now() - FAILURE_WINDOW).delete()
    ApiAnswer.objects.older_than(now() - ANSWERS_KEPT).delete()
    for job in Job.objects.filter(finished_at__lt=now() - JOBS_KEPT):
        if job.result:
            job.result.delete(save=False)
        job.delete()
