"""When a version of a policy may go on its route, and what of a document may change meanwhile. Pure."""

from common.refusals import Refusal
from common.refusals import marked as _
from registers.rules.decisions import SHORTEST_REASON

POLICY = "policy"
OPEN, APPROVED = "open", "approved"

RETIRED = Refusal("document_retired", _("This document is retired; it stays on the register as it was."))
NOTHING_IN_REVIEW = Refusal("review_closed", _("Nothing of this document is in review, so there is nothing to decide."))


def refuse_submission(*, kind: str, retired: bool, review: str | None) -> Refusal | None:
    """Say why the latest version cannot be submitted; `review` is where its own review stands, if it had one."""
    if retired:
        return RETIRED
    if kind != POLICY:
        message = _("Only policies go on a route. Documents of other kinds hold as soon as they are entered.")
        return Refusal("not_a_policy", message)
    if review is None:
        return None
    if review == OPEN:
        return Refusal("in_review_already", _("This version is in review already."))
    if review == APPROVED:
        return Refusal("approved_already", _("This version is approved already."))
    return Refusal("version_answered", _("This version was answered. Add the next version, then submit that one."))


def refuse_change_of_kind(*, before: str, after: str, in_review: bool) -> Refusal | None:
    """Say why a document cannot become one of another kind: not while it is decided whether it is a good policy."""
    if before == after or not in_review:
        return None
    message = _("It is in review as a policy. Wait for the answer, or add a new version, which ends the review.")
    return Refusal("kind_in_review", message, "kind")


def refuse_changes(changes: str) -> Refusal | None:
    """Say why changes cannot be asked for like this."""
    if len(changes.strip()) >= SHORTEST_REASON:
        return None
    return Refusal("nothing_asked", _("Say what has to change, in a sentence: the owner reads it."), "reason")
