"""How grave the flags of access reviews are, and the tones of their states, answers and outcomes."""

from access.choices import ReviewFlag, ReviewOutcome, ReviewStage
from common.presentation import Tone

STAGE_TONES = {
    ReviewStage.OPEN: Tone.INFO,
    ReviewStage.APPLYING: Tone.WARNING,
    ReviewStage.APPLIED: Tone.SUCCESS,
    ReviewStage.CANCELLED: Tone.NEUTRAL,
}
OUTCOME_TONES = {
    ReviewOutcome.KEPT: Tone.NEUTRAL,
    ReviewOutcome.DONE: Tone.SUCCESS,
    ReviewOutcome.GONE: Tone.NEUTRAL,
    ReviewOutcome.REFUSED: Tone.DANGER,
}
ANSWER_TONES = {"keep": Tone.SUCCESS, "change": Tone.INFO, "remove": Tone.WARNING}
GRAVE = frozenset({"deactivated", "owner_left", "group_gone", "conflict"})
FLAGS = dict(ReviewFlag.choices)


def flag_tone(name: str) -> str:
    """Return how grave a flag is."""
    return Tone.DANGER if name in GRAVE else Tone.WARNING
