"""Pure decisions about programs that have an identity of their own, and about their tokens."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _

# Long enough to plan the change of a token, to do it, and not to be surprised (NIST SP 800-57 Part 1 §5.3).
REMINDED_DAYS = (30, 7, 1)
LONGEST_PLACE = 500
# As many reports of leaked tokens as one address may send within the minutes that failures are counted for.
MOST_REPORTS = 30
MOST_IN_ONE_REPORT = 100
LONGEST_TOKEN = 200


def refuse_service_role(
    *, gained: Collection[str], for_people: Collection[str], sentences: Mapping[str, Any]
) -> Refusal | None:
    """Say why a program may not hold permissions: it decides on nothing, runs no accounts, and confirms nothing.

    GDPR Art. 22 and ISO/IEC 42001:2023 A.9.2 ask that a human being decides; what asks for a confirmation asks for one.
    """
    refused = sorted(set(gained) & set(for_people))
    if not refused:
        return None
    return Refusal(
        "service_decides_nothing",
        _("A program decides on nothing and runs no accounts; this would let it: “%(what)s”."),
        "role",
        {"what": sentences[refused[0]]},
    )


def refuse_answerable(*, is_person: bool, is_active: bool) -> Refusal | None:
    """Say why somebody cannot answer for a program: it is one itself, or a leaver."""
    if not is_person:
        return Refusal("answerable_is_a_service", _("A human being answers for a program."), "answerable")
    if not is_active:
        return Refusal(
            "answerable_inactive", _("This person is deactivated. Choose somebody who is there."), "answerable"
        )
    return None


def refuse_service_change(*, is_active: bool) -> Refusal | None:
    """Say no to changing what is retired."""
    if not is_active:
        return Refusal("service_retired", _("This service identity is retired. Bring it back first."))
    return None


def refuse_scopes(*, scopes: Collection[str], keeps_directory: bool, directory_scope: str) -> Refusal | None:
    """Say why a token may not have scopes: the directory's keeps people and groups, and no other one does."""
    if keeps_directory and set(scopes) != {directory_scope}:
        return Refusal("directory_scope_only", _("A token of the directory keeps people and groups only."), "scopes")
    if not keeps_directory and directory_scope in scopes:
        return Refusal("not_the_directory", _("Only a token of the directory keeps people and groups."), "scopes")
    return None


def refuse_renewal(*, is_live: bool) -> Refusal | None:
    """Say no to renewing a token that opens nothing any more: a new one is issued by those who may."""
    if not is_live:
        return Refusal("token_over", _("This token is revoked or has expired. Have a new one issued."))
    return None


def reminder_due(*, left: timedelta, life: timedelta, reminded_for: int | None) -> int | None:
    """Return for how many days ahead the holder is to be reminded now; None where they were, or it is not time yet.

    A token that never lived longer than that many days is not announced as soon as it is issued.
    """
    passed = [days for days in REMINDED_DAYS if timedelta() < left <= timedelta(days=days) < life]
    if not passed:
        return None
    due = min(passed)
    return due if reminded_for is None or due < reminded_for else None


def refuse_report(*, reports: int, minutes: int) -> Refusal | None:
    """Say that too many reports came from one address; of tokens that exist and of others alike."""
    if reports >= MOST_REPORTS:
        return Refusal(
            "too_many_attempts",
            _("Too many reports. Wait %(minutes)d minutes and try again."),
            details={"minutes": minutes},
        )
    return None
