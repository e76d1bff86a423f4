"""Pure decisions about sign-ins, and about those through the identity provider."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum

from common.refusals import Refusal
from common.refusals import marked as _

SHUT_OUT = Refusal("person_inactive", _("Your account here is deactivated. Ask an administrator if that is not right."))


class Standing(Enum):
    """Where a session stands between two questions to the provider."""

    FRESH = "fresh"
    # The provider is to be asked, but what somebody typed may still be sent.
    DUE = "due"
    OVERDUE = "overdue"


def refuse_sign_in(*, is_active: bool) -> Refusal | None:
    """Keep out whoever was deactivated here, whatever vouches for them."""
    return None if is_active else SHUT_OUT


def standing_of_session(*, renewed_at: datetime | None, now: datetime, minutes: int) -> Standing:
    """Say whether the provider has to be asked about a session again; within twice the time nothing is refused."""
    if renewed_at is None:
        return Standing.OVERDUE
    age = now - renewed_at
    if age <= timedelta(minutes=minutes):
        return Standing.FRESH
    return Standing.DUE if age <= timedelta(minutes=2 * minutes) else Standing.OVERDUE


def refuse_confirmation(
    *,
    is_same: bool,
    proved_at: datetime | None,
    asked_at: datetime,
    leeway: timedelta,
    acr: str,
    accepted: Collection[str],
) -> Refusal | None:
    """Say why a sign-in at the provider confirms nothing (OpenID Connect Core §3.1.2.1, max_age and acr_values)."""
    if not is_same:
        return Refusal(
            "somebody_else", _("Somebody else signed in at the provider. Sign out there, and in as yourself.")
        )
    if proved_at is None:
        return Refusal(
            "no_auth_time",
            _(
                "The provider does not say when you showed who you are (“auth_time”), so it cannot confirm anything. "
                "Sign out and in again, set up a second factor here within five minutes, and confirm with its codes."
            ),
        )
    if proved_at < asked_at - leeway:
        return Refusal(
            "not_fresh",
            _(
                "The provider took you for signed in without asking again, or its clock is behind the portal's. "
                "Confirm once more; if it stays, have an administrator test the connection to it."
            ),
        )
    if accepted and acr not in accepted:
        return Refusal(
            "assurance",
            _("The provider confirmed “%(acr)s”; one of these is needed: %(accepted)s."),
            details={"acr": acr or "?", "accepted": ", ".join(accepted)},
        )
    return None
