"""What the registers do by the clock; each is safe to run twice."""

from uuid import UUID

from celery import shared_task

from common.clock import today
from registers.actions.acknowledging import ask_readers, remind_readers
from registers.actions.exception_reminders import remind_of_end, tell_of_expiry
from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.use_cases.lapsing import lapse_use_cases, remind_of_ends
from registers.models import Readership, RegisterException


@shared_task
def lapse() -> None:
    """Enter approvals that are over as lapsed, and remind of those that end soon."""
    lapse_use_cases()
    remind_of_ends()


@shared_task
def chase() -> None:
    """Remind reviewers whose answer is late, and send steps on."""
    chase_reviewers()


@shared_task
def ask_for_reading(document_id: str) -> None:
    """Ask the people whom one policy concerns to read the version in force."""
    ask_readers(UUID(document_id))


@shared_task
def follow_readers() -> None:
    """Ask whoever joined, no longer ask who left, and remind of policies that are not read."""
    for key in list(Readership.objects.values_list("document_id", flat=True)):
        ask_readers(key)
        remind_readers(key)


@shared_task
def remind_of_exceptions() -> None:
    """Remind of exceptions that end soon, and tell of those whose last day has passed."""
    day = today()
    for key in RegisterException.objects.ending_soon_on(day).values_list("pk", flat=True):
        remind_of_end(key, day)
    for key in RegisterException.objects.expired_lately_on(day).values_list("pk", flat=True):
        tell_of_expiry(key, day)
