"""The steps of a test of the connection: what was looked at, how it is, what to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from common.presentation import Tone


class Outcome(Enum):
    """How a step went."""

    GOOD = Tone.SUCCESS
    WRONG = Tone.DANGER
    UNKNOWN = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at: how it is, and what to do where it is not in order."""

    label: Any
    outcome: Outcome
    text: Any
    mend: Any = ""

    @property
    def word(self) -> str:
        """Return the outcome as a word."""
        return {Outcome.GOOD: _("In order"), Outcome.WRONG: _("Wrong")}.get(self.outcome, _("Not known"))

    @property
    def tone(self) -> str:
        """Return how the outcome is shown."""
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the provider has to reach the portal, or lead browsers back to; all are to be registered there."""

    redirect: str
    signed_out: str
    back_channel: str
    # When the provider last said there that somebody left, where that is known.
    last_told: datetime | None = None
