"""May this departure from a rule be asked for, granted, ended? Pure: values and `today` in, a Refusal or None out."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST = timedelta(days=366)
EXPIRES_SOON = timedelta(days=30)
REMINDED_DAYS_BEFORE = (30, 7, 1)

DECIDED = Refusal("exception_decided", _("This exception was decided already. Look at what was said."))
# Separation of duties (SOC 2 CC5.1, ISO/IEC 27001:2022 A.5.3).
OWN = Refusal("own_exception", _("You own this exception, so another compliance officer decides on it."))
ASKED = Refusal("asked_for_it_oneself", _("You asked for this exception, so another compliance officer decides on it."))
OWN_USE_CASE = Refusal(
    "own_use_case", _("You own the use case it concerns or work on it, so another compliance officer decides on it.")
)
OVER = Refusal("exception_over", _("Its last day has passed. Refuse it, and have it asked for again with new dates."))
NOT_GRANTED = Refusal("exception_not_granted", _("Only a granted exception can be ended."))
OVER_ALREADY = Refusal("exception_over_already", _("This exception is over already."))
CONCERNS_NOTHING = Refusal(
    "concerns_nothing", _("Say what it is an exception for: a use case, a data category or a project."), "use_case"
)


def refuse_request(*, starts_on: date, expires_on: date, today: date, concerns_something: bool) -> Refusal | None:
    """Say why an exception may not be asked for like this: it concerns nothing, or its dates do not fit."""
    if not concerns_something:
        return CONCERNS_NOTHING
    if expires_on < starts_on:
        return Refusal("ends_before_it_starts", _("It cannot end before it begins."), "expires_on")
    if expires_on < today:
        return Refusal("expires_in_the_past", _("It would be over already: choose a day from today on."), "expires_on")
    if expires_on - starts_on > LONGEST:
        sentence = _("An exception lasts a year at most. What is needed for longer belongs into the rules.")
        return Refusal("lasts_too_long", sentence, "expires_on")
    return None


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who stands near an exception: its owner, who asked for it, and who owns its use case or works on it."""

    owner: UUID
    requested_by: UUID
    by_use_case: frozenset[UUID] = frozenset()


def refuse_near(*, concerned: Concerned, by: UUID) -> Refusal | None:
    """Say why a person stands too near to an exception to decide on it, in whatever state it is."""
    if by == concerned.owner:
        return OWN
    if by == concerned.requested_by:
        return ASKED
    return OWN_USE_CASE if by in concerned.by_use_case else None


def refuse_decision(*, state: str, concerned: Concerned, by: UUID) -> Refusal | None:
    """Say why a person may not decide on an exception: it is decided, or they stand too near."""
    return DECIDED if state != "requested" else refuse_near(concerned=concerned, by=by)


def refuse_grant(*, state: str, concerned: Concerned, by: UUID, expires_on: date, today: date) -> Refusal | None:
    """Say why a person may not grant an exception."""
    near = refuse_decision(state=state, concerned=concerned, by=by)
    if near is not None:
        return near
    return OVER if expires_on < today else None


def refuse_end(*, state: str, expires_on: date, today: date) -> Refusal | None:
    """Say why an exception cannot be ended early; that makes things stricter, so whoever is near may do it too."""
    if state != "granted":
        return OVER_ALREADY if state == "ended" else NOT_GRANTED
    return OVER_ALREADY if expires_on < today else None


def reminder_due(*, decided_on: date, expires_on: date, today: date) -> int | None:
    """Return how many days before its end an exception is to be reminded of now, or None where it is not yet near.

    What was granted within that time was told of then.
    """
    left = (expires_on - today).days
    due = [days for days in REMINDED_DAYS_BEFORE if 0 <= left <= days and decided_on < expires_on - timedelta(days)]
    return min(due, default=None)
