"""What the worker does for people and pages."""

from typing import Any
from uuid import UUID

from celery import shared_task

from access.actions import jobs, token_reminders
from access.actions.access_reviews.opening import open_quarterly_review
from access.actions.access_reviews.reminding import remind_of_access_reviews
from access.actions.break_glass.closing import close_what_is_over
from access.actions.mailing import deliver_due
from access.actions.sweeping import delete_what_has_served
from access.models import Heartbeat
from common.clock import now

# Seconds; the database notices a dead worker's connection in less.
LATER = 60


@shared_task(bind=True, acks_late=True, max_retries=5)
def run_job(self: Any, job_id: str) -> None:
    """Do a background job; one that another worker has is asked for again later, in case that worker died."""
    try:
        jobs.run(UUID(job_id))
    except jobs.Taken:
        # After the last time `send_again` watches over it.
        if self.request.retries < self.max_retries:
            raise self.retry(countdown=LATER) from None


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
    delete_what_has_served()


@shared_task
def remind_of_tokens() -> None:
    """Tell ahead that API tokens expire."""
    token_reminders.remind_of_tokens()


@shared_task
def close_break_glass() -> None:
    """Close emergency access whose time is over."""
    close_what_is_over()


@shared_task
def deliver_mail() -> None:
    """Send the messages of the inbox that are due by e-mail."""
    deliver_due()


@shared_task
def review_access() -> None:
    """Open the access review of the quarter, and remind of those that are open."""
    open_quarterly_review()
    remind_of_access_reviews()
