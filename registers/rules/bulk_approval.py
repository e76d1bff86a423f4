"""Which requests may be approved together: only those where there is nothing to weigh one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.refusals import Refusal
from common.refusals import marked as _

LOWEST = "low"

CHANGED = Refusal("changed_meanwhile", _("It was changed or answered since it was selected."))
NOT_LOWEST = Refusal("not_lowest_tier", _("Only requests of low risk are approved together; decide on this one alone."))
OWN = Refusal("own_request", _("You own it or have worked on it, so somebody else decides."))
NO_SEAT = Refusal("not_your_step", _("It does not wait for you: another step is open, or you have decided already."))
CONDITIONAL = Refusal("has_conditions", _("Whoever agreed before set conditions; read them and decide on it alone."))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of one request that was selected; `blockers` are what the rules of today say against it."""

    is_open: bool
    tier: str
    is_own: bool = False
    has_seat: bool = True
    has_conditions: bool = False
    blockers: Sequence[Refusal] = ()


def refuse_together(asked: Asked) -> Refusal | None:
    """Say why a request is not approved together with others."""
    said = (
        (not asked.is_open, CHANGED),
        (asked.tier != LOWEST, NOT_LOWEST),
        (asked.is_own, OWN),
        (not asked.has_seat, NO_SEAT),
        (asked.has_conditions, CONDITIONAL),
    )
    for is_so, refusal in said:
        if is_so:
            return refusal
    if asked.blockers:
        message = _("The rules of today speak against it: %(problem)s")
        return Refusal("blocked_meanwhile", message, None, {"problem": asked.blockers[0].text})
    return None
