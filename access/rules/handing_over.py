"""Who takes over from somebody who leaves, and what of theirs comes to others."""

from common.refusals import Refusal
from common.refusals import marked as _

NOT_THEIRS = Refusal(
    "not_theirs", _("It is not theirs any more: somebody handed it over meanwhile, or it is done with.")
)
NOTHING_CHOSEN = Refusal("nothing_chosen", _("Choose what is to be handed over."), "rows")
NO_SUCH_KIND = Refusal("no_such_kind", _("Nobody owns things of this kind."), "rows")


def refuse_successor(*, is_leaver: bool, is_by: bool, is_active: bool, is_service: bool) -> Refusal | None:
    """Say why somebody cannot take over from a leaver.

    Whoever deactivates does not make themselves the one who gets everything (ISO/IEC 27001:2022 A.5.3).
    """
    if is_leaver:
        return Refusal("succeeds_oneself", _("Choose somebody else: this is the person who leaves."), "successor")
    if is_by:
        message = _("Nobody makes themselves the successor. Leave it empty: the compliance officers are told.")
        return Refusal("made_oneself_successor", message, "successor")
    if not is_active:
        message = _("This person is deactivated. Choose somebody who is here.")
        return Refusal("person_inactive", message, "successor")
    if is_service:
        return Refusal("successor_is_service", _("A program takes over from nobody. Choose a person."), "successor")
    return None


def refuse_successor_of_many(*, leaves_too: bool, is_by: bool, is_active: bool, is_service: bool) -> Refusal | None:
    """Say why somebody cannot take over from several who leave at once: as for one, and they are not among them."""
    if leaves_too:
        message = _("Choose somebody else: this person is among those who leave.")
        return Refusal("successor_leaves_too", message, "successor")
    return refuse_successor(is_leaver=False, is_by=is_by, is_active=is_active, is_service=is_service)


def refuse_taker(*, is_owner: bool, is_active: bool, is_service: bool) -> Refusal | None:
    """Say why somebody cannot take over anything at all of what a person owns."""
    if is_owner:
        return Refusal("owner_already", _("Choose somebody else: this is whose things are handed over."), "to")
    if not is_active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "to")
    if is_service:
        return Refusal("taker_is_service", _("A program answers for nothing. Choose a person."), "to")
    return None


def refuse_kind(*, is_known: bool, can_be_handed_over: bool, officers_only: bool, by_officer: bool) -> Refusal | None:
    """Say why things of a kind are not handed over here, or not by a successor."""
    if not is_known:
        return NO_SUCH_KIND
    if not can_be_handed_over:
        return Refusal("not_handed_over", _("This cannot be handed over here; its page says who changes it."))
    if officers_only and not by_officer:
        return Refusal("officers_hand_over", _("This is handed over by a compliance officer."))
    return None


def refuse_number(*, number: int, most: int) -> Refusal | None:
    """Say why so much cannot be handed over at once: nothing, or more than a job takes."""
    if number == 0:
        return NOTHING_CHOSEN
    if number > most:
        message = _("At most %(most)d things at once. Hand over one kind after the other.")
        return Refusal("too_many", message, "rows", {"most": most})
    return None
