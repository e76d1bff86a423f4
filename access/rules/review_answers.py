"""Pure decisions about access reviews: what may be answered for a right."""

from datetime import date

from access.rules.people import refuse_days
from common.refusals import Refusal
from common.refusals import marked as _

OWN_ACCESS = Refusal("own_access", _("Nobody decides about their own access. Somebody else has to."))


def refuse_answer(
    *, state: str, done: bool, is_own: bool, answer: str, note: str, flagged: bool, changeable: bool,
    ends_on: date | None, starts_on: date | None, present_end: date | None, only_earlier: bool, today: date,
) -> Refusal | None:  # fmt: skip
    """Say why a right may not be answered for like this; of some rights the end can come earlier only."""
    if state != "open" or done:
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    if is_own:
        return OWN_ACCESS
    if answer == "change":
        refusal = _refuse_end(
            changeable=changeable, ends_on=ends_on, starts_on=starts_on, present_end=present_end,
            only_earlier=only_earlier, today=today,
        )  # fmt: skip
        if refusal is not None:
            return refusal
    if answer == "remove" and not note:
        return Refusal("note_missing", _("Say why it is taken away; the holder reads it."), "note")
    if answer != "remove" and flagged and not note:
        return Refusal("note_missing", _("Something is remarkable about it. Say why it stays all the same."), "note")
    return None


def _refuse_end(
    *, changeable: bool, ends_on: date | None, starts_on: date | None, present_end: date | None, only_earlier: bool,
    today: date,
) -> Refusal | None:  # fmt: skip
    if not changeable:
        return Refusal("not_changeable", _("This can be kept or removed only; what gives it decides until when."))
    if ends_on is None:
        return Refusal("end_missing", _("Say until when it holds."), "ends_on")
    refusal = refuse_days(starts_on, ends_on, today)
    if refusal is None and ends_on == present_end:
        return Refusal("same_end", _("It ends on that day already. Keep it, or choose another day."), "ends_on")
    if refusal is None and only_earlier and present_end is not None and ends_on > present_end:
        message = _("It ends before that anyway. Keep it, or choose an earlier day.")
        return Refusal("only_earlier", message, "ends_on")
    return refusal
