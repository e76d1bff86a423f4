"""Pure decisions about access reviews: what may happen to a campaign, and when the next one is due."""

from datetime import date

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_DAYS = 180


def refuse_opening(*, rights: int, opened_on: date, due_on: date) -> Refusal | None:
    """Say why a campaign may not be opened: nothing in it, or a last day that is none."""
    if due_on < opened_on:
        return Refusal("already_over", _("The last day is in the past."), "due_on")
    if (due_on - opened_on).days > LONGEST_DAYS:
        return Refusal(
            "due_too_late", _("At most %(most)d days ahead: by then it is another quarter's."), "due_on",
            {"most": LONGEST_DAYS},
        )  # fmt: skip
    if not rights:
        return Refusal("nothing_to_review", _("Nobody holds anything of what you chose. Choose more."))
    return None


def refuse_applying(*, state: str, running: bool, unanswered: int, own: int) -> Refusal | None:
    """Say why the answers of a campaign may not be carried out now."""
    if state not in {"open", "applying"}:
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    if running:
        return Refusal("being_applied", _("It is being applied already."))
    if unanswered:
        return Refusal(
            "unanswered", _("%(count)d rights have no answer yet. Answer for them, or have somebody else asked."),
            None, {"count": unanswered},
        )  # fmt: skip
    if own:
        return Refusal(
            "own_decisions", _("%(count)d of its decisions are about your own access. Another officer applies it."),
            None, {"count": own},
        )  # fmt: skip
    return None


def refuse_cancelling(*, state: str) -> Refusal | None:
    """Say no to cancelling what is over or being applied: what was done stays done."""
    if state != "open":
        return Refusal("review_over", _("This review is not open any more; its answers stand as they are."))
    return None


def quarter_to_open(today: date) -> str | None:
    """Return the quarter whose campaign is opened on a day, such as 2026-Q4: in its first month, later no more."""
    return f"{today.year}-Q{(today.month + 2) // 3}" if today.month % 3 == 1 else None
