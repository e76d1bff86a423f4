"""Pure decisions about access reviews: what may be answered for a right."""

from datetime import date

from common.refusals import Refusal
from common.refusals import marked as _

OWN_ACCESS = Refusal("own_access", _("Nobody decides about their own access. Somebody else has to."))


def refuse_answer(
    *, state: str, done: bool, is_own: bool, answer: str, note: str, flagged: bool, changeable: bool,
    ends_on: date | None, present_end: date | None, today: date,
) -> Refusal | None:  # fmt: skip
    """Say why a right may not be answered for like this."""
    if state != "open" or done:
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    if is_own:
        return OWN_ACCESS
    if answer == "change":
        return _refuse_change(changeable=changeable, ends_on=ends_on, present_end=present_end, today=today)
    if answer == "remove" and not note:
        return Refusal("note_missing", _("Say why it is taken away; the holder reads it."), "note")
    if answer == "keep" and flagged and not note:
        return Refusal("note_missing", _("Something is remarkable about it. Say why it stays all the same."), "note")
    return None


def _refuse_change(
    *, changeable: bool, ends_on: date | None, present_end: date | None, today: date
) -> Refusal | None:  # fmt: skip
    if not changeable:
        return Refusal("not_changeable", _("This can be kept or removed only; what gives it decides until when."))
    if ends_on is None:
        return Refusal("end_missing", _("Say until when it holds."), "ends_on")
    if ends_on < today:
        return Refusal("already_over", _("The last day is in the past."), "ends_on")
    if ends_on == present_end:
        return Refusal("same_end", _("It ends on that day already. Keep it, or choose another day."), "ends_on")
    return None
