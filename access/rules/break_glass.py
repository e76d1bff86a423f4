"""Pure decisions about the emergency sign-in: for how long it is open, to whom, and while what holds (SPEC §2).

NIST SP 800-53 AC-2(2) and ISO/IEC 27001:2022 A.8.2 ask that emergency accounts are few, watched, and over by
themselves.
"""

from datetime import datetime, timedelta

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_HOURS = 24
# Enough for a safe: longer than anybody guesses, and made of letters that are read off paper without a mistake.
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - an alphabet, no password
PASSWORD_GROUPS = 6
PASSWORD_GROUP = 4


def refuse_preparing(*, is_used: bool, is_open: bool) -> Refusal | None:
    """Say why an account cannot become the one for emergencies: it is somebody's own by now, or open."""
    if is_open:
        return Refusal("emergency_open", _("Emergency access is open. Close it first: manage.py break_glass close."))
    if is_used:
        return Refusal(
            "emergency_in_use",
            _("Somebody signs in with this account. Choose an address for emergencies alone."),
        )
    return None


def refuse_opening(*, is_ready: bool, is_open: bool, hours: int, reason: str) -> Refusal | None:
    """Say why emergency access cannot be opened: nothing is ready, it is open already, too long, or no reason."""
    if not is_ready:
        return Refusal(
            "emergency_not_prepared",
            _("No emergency account is ready at this address. Prepare one: manage.py break_glass prepare."),
        )
    if is_open:
        return Refusal("emergency_open", _("Emergency access is open. Close it first: manage.py break_glass close."))
    if not 1 <= hours <= LONGEST_HOURS:
        return Refusal(
            "emergency_hours", _("Emergency access is open for 1 to %(most)d hours."), "hours", {"most": LONGEST_HOURS}
        )
    if not reason.strip():
        return Refusal("emergency_reason", _("Say why. It stands in the trail, and everybody in charge reads it."))
    return None


def refuse_retiring(*, is_there: bool, is_open: bool, reason: str) -> Refusal | None:
    """Say why the account for emergencies cannot be retired: there is none, it is open, or no reason."""
    if not is_there:
        return Refusal("emergency_not_prepared", _("No emergency account is at this address."))
    if is_open:
        return Refusal("emergency_open", _("Emergency access is open. Close it first: manage.py break_glass close."))
    if not reason.strip():
        return Refusal("emergency_reason", _("Say why. It stands in the trail, and everybody in charge reads it."))
    return None


def until_when(opened: datetime, hours: int) -> datetime:
    """Return when an opening is over."""
    return opened + timedelta(hours=hours)


def refuse_changing(*, is_for_emergencies: bool) -> Refusal | None:
    """Say no to changing the account from the portal: its sheet in the safe would not be true any more."""
    if is_for_emergencies:
        return Refusal(
            "emergency_kept",
            _("The account for emergencies is changed on the server only, with manage.py break_glass."),
        )
    return None


def refuse_choosing(*, is_for_emergencies: bool, field: str = "") -> Refusal | None:
    """Say no to choosing the account: nobody is behind it who could answer for anything."""
    if is_for_emergencies:
        message = _("The account for emergencies is nobody who could answer for this. Choose a person.")
        return Refusal("emergency_chosen", message, field)
    return None


def refuse_token(*, is_for_emergencies: bool) -> Refusal | None:
    """Say no to a token that would outlive the emergency."""
    if is_for_emergencies:
        return Refusal("emergency_token", _("The account for emergencies has no API tokens."))
    return None
