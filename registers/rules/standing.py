"""Whether a use case is in force: the question that everything which lets calls through asks, at every call."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from common.refusals import Refusal
from common.refusals import marked as _

APPROVED, SUSPENDED, LAPSED, RETIRED = "approved", "suspended", "lapsed", "retired"
# Days before the end of an approval on which its owner is reminded.
REMINDED_BEFORE = (30, 7, 1)
RENEW_WITHIN = timedelta(days=90)


def refuse_use(*, state: str, approved_until: date | None, today: date) -> Refusal | None:
    """Say why a use case may not be used now; its end counts by the day, whether or not anybody has swept since."""
    if state == SUSPENDED:
        return Refusal("use_case_suspended", _("This use case is suspended."))
    if state == RETIRED:
        return Refusal("use_case_retired", _("This use case is retired."))
    if state not in {APPROVED, LAPSED} or approved_until is None:
        return Refusal("use_case_not_approved", _("This use case is not approved."))
    if state == LAPSED or approved_until < today:
        message = _("The approval of this use case ended on %(until)s.")
        return Refusal("approval_lapsed", message, None, {"until": approved_until})
    return None


def refuse_suspension(*, state: str) -> Refusal | None:
    """Say why a use case cannot be suspended."""
    if state == SUSPENDED:
        return Refusal("suspended_already", _("It is suspended already."))
    return None if state == APPROVED else Refusal("nothing_to_suspend", _("Only what is approved can be suspended."))


def refuse_resumption(*, state: str, approved_until: date | None, today: date) -> Refusal | None:
    """Say why a use case cannot be resumed."""
    if state != SUSPENDED:
        return Refusal("not_suspended", _("It is not suspended."))
    if approved_until is None or approved_until < today:
        return Refusal("approval_over", _("Its approval ended meanwhile. Submit it again instead."))
    return None


def reminder_due(*, approved_until: date, today: date, reminded_for: int | None) -> int | None:
    """Return which of the reminders (30, 7, 1 days) is due now and was not sent, or None; late ones are not made up."""
    left = (approved_until - today).days
    due = min((days for days in REMINDED_BEFORE if left <= days), default=None)
    if due is None or left < 0 or (reminded_for is not None and reminded_for <= due):
        return None
    return due


def end_of_approval(day: date, months: int) -> date:
    """Return until when an approval of a day holds: the same day so many months on, or the last of that month."""
    return day + relativedelta(months=months)
