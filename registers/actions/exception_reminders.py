"""Reminding of exceptions that end soon, and telling of those that are over; safe to run as often as one likes."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from common.refusals import marked as _
from registers.actions.telling_of_exceptions import concerned_people, tell
from registers.choices import ExceptionState
from registers.models import RegisterException
from registers.rules.exceptions import reminder_due
from trail.models import TrailEntry
from trail.recording import record

ENDS = _("The exception %(exception)s ends on %(until)s")
ENDS_TEXT = _("Let it end, or ask for a new one in time; what holds for longer belongs into the rules.")
OVER = _("The exception %(exception)s ended on %(until)s")
OVER_TEXT = _("The rule holds again. What still departs from it needs a new exception.")


@transaction.atomic
def remind_of_end(exception_id: UUID, day: date) -> None:
    """Remind of a granted exception 30, 7 and 1 days before its last day, each once; that it was done is on record."""
    exception = _locked(exception_id)
    if exception is None or exception.decided_at is None:
        return
    days = reminder_due(decided_on=exception.decided_at.date(), expires_on=exception.expires_on, today=day)
    if days is None or _told(exception, "registers.exception.reminded").filter(details__days=days).exists():
        return
    record(
        "registers.exception.reminded",
        subject=exception,
        by=None,
        owner=exception.owner,
        until=exception.expires_on,
        days=days,
    )
    for person in concerned_people(exception):
        tell(person, exception, ENDS, text=ENDS_TEXT)


@transaction.atomic
def tell_of_expiry(exception_id: UUID, day: date) -> None:
    """Tell once that the last day of an exception has passed; that it was done is on record."""
    exception = _locked(exception_id)
    if exception is None or exception.expires_on >= day or _told(exception, "registers.exception.expired").exists():
        return
    record("registers.exception.expired", subject=exception, by=None, until=exception.expires_on)
    for person in concerned_people(exception):
        tell(person, exception, OVER, text=OVER_TEXT)


def _locked(exception_id: UUID) -> RegisterException | None:
    """Return an exception that is granted still; two workers tell of it one after the other."""
    granted = RegisterException.objects.filter(state=ExceptionState.GRANTED)
    return (
        granted.select_for_update(of=("self",)).select_related("owner", "requested_by").filter(pk=exception_id).first()
    )


def _told(exception: RegisterException, verb: str) -> QuerySet[TrailEntry]:
    return TrailEntry.objects.about(exception).filter(verb=verb)
