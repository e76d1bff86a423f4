"""A wish as its page shows it: what was asked, who sees it through, and what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t

from access.models import Person
from registers.choices import Membership, UseCaseState
from registers.models import Intake, UseCase

DONE, HERE, AHEAD = "done", "here", "ahead"
# How far a use case has come: asked, completed by its steward, decided.
PLACES: dict[str, int] = {
    UseCaseState.DRAFT: 1,
    UseCaseState.CHANGES_ASKED: 1,
    UseCaseState.IN_REVIEW: 2,
    UseCaseState.CONDITIONAL: 3,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage on the way of a wish: done, where it is now, or still ahead."""

    word: str
    text: str
    state: str

    @property
    def icon(self) -> str:
        """Return its shape."""
        return {DONE: "circle-check", HERE: "circle-dot", AHEAD: "circle-dashed"}[self.state]


def stewards_of(use_case: UseCase) -> list[Person]:
    """Return who sees a use case through."""
    return [each.user for each in use_case.members.all() if each.membership == Membership.STEWARD]


def stages_of(use_case: UseCase) -> list[Stage]:
    """Return the way of a wish to its answer; nothing where it was not to be."""
    if use_case.state in {UseCaseState.RETIRED, UseCaseState.REJECTED, UseCaseState.WITHDRAWN}:
        return []
    place = PLACES.get(use_case.state, 4)
    words = (
        (_t("Asked"), _t("Your request is on the register as a draft.")),
        (_t("Completion"), _t("Your steward fills in what the rules ask for, and asks you what is unclear.")),
        (_t("Decision"), _t("Reviewers look at it. They may ask for changes.")),
        (_t("In force"), _t("You are told who may use it, until when, and under which conditions.")),
    )
    return [
        Stage(word, text, DONE if number < place else HERE if number == place else AHEAD)
        for number, (word, text) in enumerate(words)
    ]


def words_of(intake: Intake) -> Sequence[tuple[str, Any]]:
    """Return the questions with the answers as they were given."""
    return (
        (_t("What would you like to do?"), intake.wish),
        (_t("With which data?"), intake.data),
        (_t("For whom?"), intake.for_whom),
    )
