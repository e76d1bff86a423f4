"""Conditions of an approval: who says that one is met, and who finds that it is."""

from datetime import date

from common.pasted_secrets import holds_secret
from common.refusals import Refusal
from common.refusals import marked as _

SHORTEST_REPORT = 10
MET = Refusal("condition_met", _("This condition was found met already."))
GONE = Refusal("approval_gone", _("The approval with this condition does not stand any more."))


def refuse_report(*, is_met: bool, stands: bool, report: str) -> Refusal | None:
    """Say why a condition cannot be reported as met; `stands` tells that its approval was not withdrawn meanwhile."""
    if is_met:
        return MET
    if not stands:
        return GONE
    if len(report.strip()) < SHORTEST_REPORT:
        return Refusal("report_missing", _("Say what was done, so that a reviewer can check it."), "report")
    if holds_secret(report):
        message = _("This looks like a key or token. Take it out, and have the key replaced if it is a real one.")
        return Refusal("secret_in_report", message, "report")
    return None


def refuse_what_is_over(*, until: date | None, today: date) -> Refusal | None:
    """Say why nothing comes into force any more: the last day of the approval that waited is over."""
    if until is None or until >= today:
        return None
    message = _("The approval that waits for it would have ended on %(until)s. Begin a new version and submit it.")
    return Refusal("approval_over", message, None, {"until": until})


def refuse_finding(*, is_met: bool, stands: bool, is_reported: bool, is_own: bool) -> Refusal | None:
    """Say why somebody cannot find a condition met: whoever did it does not also judge it (SOC 2 CC5.1)."""
    if is_met:
        return MET
    if not stands:
        return GONE
    if not is_reported:
        return Refusal("not_reported", _("Nobody has reported yet that it is met."))
    if is_own:
        return Refusal("own_report", _("You see to this condition or reported it, so somebody else checks it."))
    return None
