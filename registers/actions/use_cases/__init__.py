"""Every change of a use case, as a verb."""

from registers.actions.use_cases.departments import share_with_department, unshare_department
from registers.actions.use_cases.drafting import draft_use_case, save_draft
from registers.actions.use_cases.ending import retire_use_case
from registers.actions.use_cases.joining import answer_join, ask_to_join
from registers.actions.use_cases.people import hand_over, share, unshare
from registers.actions.use_cases.placing import place_use_case
from registers.actions.use_cases.submitting import submit_use_case, withdraw_use_case
from registers.actions.use_cases.suspending import resume_use_case, suspend_use_case
from registers.actions.use_cases.taking_over import take_over_approval
from registers.actions.use_cases.versions import begin_version, discard_version

__all__ = [
    "answer_join",
    "ask_to_join",
    "begin_version",
    "discard_version",
    "draft_use_case",
    "hand_over",
    "place_use_case",
    "resume_use_case",
    "retire_use_case",
    "save_draft",
    "share",
    "share_with_department",
    "submit_use_case",
    "suspend_use_case",
    "take_over_approval",
    "unshare",
    "unshare_department",
    "withdraw_use_case",
]
