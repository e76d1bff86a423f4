"""Whether a version of a boundary rule may be entered or taken back."""

from datetime import date

from common.refusals import Refusal
from common.refusals import marked as _
from registers.rules.boundary import OUTCOMES

NO_CELLS = Refusal("no_cells", _("No cell is chosen. Go back and tick some cells, rows or columns."))


def refuse_rule(
    *,
    outcome: str,
    reason: str,
    starts_on: date,
    ends_on: date | None,
    today: date,
    category_retired: bool,
    project_retired: bool,
) -> Refusal | None:
    """Say why a version cannot be entered; what held yesterday is evidence, so none begins in the past."""
    if category_retired:
        return Refusal("category_retired", _("This data category is retired; it takes no new rules."), "category")
    if project_retired:
        return Refusal("project_retired", _("This project is retired; it takes no new rules."), "project")
    if outcome not in OUTCOMES:
        return Refusal("outcome_unknown", _("Choose what may happen."), "outcome")
    if not reason:
        return Refusal("reason_missing", _("Say why: whoever asks later reads it beside the answer."), "reason")
    return _refuse_days(starts_on, ends_on, today)


def _refuse_days(starts_on: date, ends_on: date | None, today: date) -> Refusal | None:
    if starts_on < today:
        return Refusal("starts_in_the_past", _("A rule cannot begin in the past; enter today or later."), "starts_on")
    if ends_on is not None and ends_on < starts_on:
        return Refusal("ends_before_it_starts", _("The last day is before the first."), "ends_on")
    return None


def refuse_withdrawal(*, starts_on: date, today: date) -> Refusal | None:
    """Say why a version cannot be taken back: it has begun."""
    if starts_on > today:
        return None
    return Refusal("rule_has_begun", _("This version has begun. Enter another one for the cell instead."))
