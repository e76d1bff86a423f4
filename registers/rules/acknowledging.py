"""Who has to read a policy until when, and when they are reminded. Pure: values and `today` in, words and days out."""

from datetime import date, timedelta

from common.refusals import Refusal
from common.refusals import marked as _

POLICY = "policy"
USUAL_DAYS = 14
LONGEST_READING = 180
MOST_PARTIES = 40
WEEK = 7

NOT_IN_FORCE = Refusal(
    "no_version_in_force", _("No version of this policy is in force, so there is nothing to acknowledge.")
)
ANOTHER_VERSION = Refusal(
    "another_version", _("Another version is in force by now. It is shown below: read that one, then say so."), "sha256"
)


def refuse_readership(*, kind: str, retired: bool, parties: int, days: int) -> Refusal | None:
    """Say why it cannot be said whom a document concerns."""
    if retired:
        return Refusal("document_retired", _("This document is retired; nobody is asked to read it any more."))
    if kind != POLICY:
        return Refusal("not_a_policy", _("Only policies are acknowledged. Change the kind of the document first."))
    if not 1 <= days <= LONGEST_READING:
        message = _("Give between 1 and %(most)d days to read it.")
        return Refusal("days_out_of_range", message, "days", {"most": LONGEST_READING})
    if parties > MOST_PARTIES:
        message = _("Name %(most)d roles and departments at most, or everybody.")
        return Refusal("too_many_parties", message, "departments", {"most": MOST_PARTIES})
    return None


def refuse_acknowledgement(*, seen: str, in_force: str | None) -> Refusal | None:
    """Say why somebody's word does not count; both are the SHA-256 of a file: what they read, and what holds."""
    if in_force is None:
        return NOT_IN_FORCE
    return None if seen == in_force else ANOTHER_VERSION


def due_on(asked_on: date, days: int) -> date:
    """Return until when somebody has to read what they were asked to read on a day."""
    return asked_on + timedelta(days=days)


def reminder_due(*, due: date, asked_on: date, reminded_on: date | None, today: date) -> bool:
    """Tell whether somebody is reminded today: a week ahead, on the day it is due, then every week.

    Being asked counts as told, so whoever has less than a week is not reminded at once; late ones are not made up.
    """
    passed = (today - due).days
    if passed < -WEEK:
        return False
    milestone = due + timedelta(days=passed // WEEK * WEEK)
    return (reminded_on or asked_on) < milestone
