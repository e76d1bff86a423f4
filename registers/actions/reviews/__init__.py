"""What happens to a submitted version on its way through its route."""

from registers.actions.reviews.closing import close_review
from registers.actions.reviews.conditions import find_condition_met, report_condition, send_condition_back
from registers.actions.reviews.deciding import NewCondition, approve_use_case, ask_for_changes, reject_use_case
from registers.actions.reviews.naming import name_reviewer
from registers.actions.reviews.starting import start_review

__all__ = [
    "NewCondition",
    "approve_use_case",
    "ask_for_changes",
    "close_review",
    "find_condition_met",
    "name_reviewer",
    "reject_use_case",
    "report_condition",
    "send_condition_back",
    "start_review",
]
