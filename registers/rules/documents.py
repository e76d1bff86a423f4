"""Is a document what it should be? Pure: dates and `today` in, a word, a checklist or a Refusal out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_REVIEW = timedelta(days=3 * 366)
REVIEW_SOON = timedelta(days=30)

RETIRED = Refusal("document_retired", _("This document is retired; it stays on the register as it was."))
TITLE_MISSING = Refusal("title_missing", _("Give the document a title."), "title")


class Standing(StrEnum):
    """Where a document stands on a day, from the best to the worst."""

    CURRENT = "current"
    OVERDUE = "overdue"
    EXPIRED = "expired"
    FUTURE = "future"
    UNAPPROVED = "unapproved"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Held:
    """One document that answers a requirement: the dates of its version, and when it is to be reviewed."""

    id: UUID
    valid_from: date
    valid_until: date | None = None
    review_on: date | None = None
    # Of a policy: whether it went through its route; other kinds need no approval.
    approved: bool = True


def standing_on(held: Held, today: date) -> Standing:
    """Return where a document stands; its last day and the day of its review still count as in order."""
    if not held.approved:
        return Standing.UNAPPROVED
    if held.valid_from > today:
        return Standing.FUTURE
    if held.valid_until is not None and held.valid_until < today:
        return Standing.EXPIRED
    if held.review_on is not None and held.review_on < today:
        return Standing.OVERDUE
    return Standing.CURRENT


def answer_to(documents: Iterable[Held], today: date) -> tuple[Standing, UUID | None]:
    """Return how well a requirement is met, and by which document: the best one counts."""
    ranked = list(Standing)
    found = [(standing_on(each, today), each) for each in documents]
    if not found:
        return Standing.MISSING, None
    standing, best = min(found, key=lambda each: (ranked.index(each[0]), -each[1].valid_from.toordinal()))
    return standing, best.id


def refuse_change_of_retired(*, retired: bool) -> Refusal | None:
    """Say that a retired document stays as it was."""
    return RETIRED if retired else None


def refuse_validity(*, valid_from: date, valid_until: date | None) -> Refusal | None:
    """Say that a version would end before it begins."""
    if valid_until is not None and valid_until < valid_from:
        return Refusal("ends_before_it_starts", _("It cannot end before it begins."), "valid_until")
    return None


def refuse_review(*, review_on: date | None, today: date) -> Refusal | None:
    """Say why a next review may not be set to a day; none at all is possible for documents that never change."""
    if review_on is None:
        return None
    if review_on <= today:
        return Refusal("review_in_the_past", _("The next review lies ahead: choose a day after today."), "review_on")
    if review_on - today > LONGEST_REVIEW:
        return Refusal(
            "review_too_far", _("Choose a day within three years, so that it is not forgotten."), "review_on"
        )
    return None
