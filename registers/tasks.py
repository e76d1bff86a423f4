"""What the worker does for the registers by the clock."""

from celery import shared_task

from registers.actions.reviews.chasing import chase_reviewers
from registers.actions.use_cases.lapsing import lapse_use_cases, remind_of_ends


@shared_task
def lapse() -> None:
    """Enter approvals that are over as lapsed, and remind of those that end soon."""
    lapse_use_cases()
    remind_of_ends()


@shared_task
def chase() -> None:
    """Remind reviewers whose answer is late, and send steps on."""
    chase_reviewers()
