"""May this come to somebody else, and to this person? What stays apart stays apart: nobody judges their own."""

from common.refusals import Refusal
from common.refusals import marked as _

OVER = Refusal("over_already", _("It is retired or over, so nobody has to answer for it any more."))


def refuse_new_keeper(*, is_over: bool, active: bool, is_service: bool, is_owner: bool) -> Refusal | None:
    """Say why somebody cannot answer for a category, a project, a document, an exception or a condition."""
    if is_over:
        return OVER
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "to")
    if is_service:
        return Refusal("taker_is_service", _("A program answers for nothing. Choose a person."), "to")
    return Refusal("owner_already", _("This person owns it already."), "to") if is_owner else None


def refuse_exception_keeper(*, is_requested: bool, owner_is_here: bool, has_decided: bool) -> Refusal | None:
    """Say why an exception cannot come to somebody: who decided on it does not own it (SOC 2 CC5.1).

    While it waits, its owner stands apart from deciding on it; handing it over would undo that. Leavers decide nothing.
    """
    if is_requested and owner_is_here:
        return Refusal("waits_for_decision", _("It waits for a decision. Hand it over once it is decided."))
    if has_decided:
        message = _("This person decided on the exception, and nobody decides on their own. Choose somebody else.")
        return Refusal("has_decided", message, "to")
    return None


def refuse_document_keeper(*, in_review: bool, owner_is_here: bool, has_decided: bool) -> Refusal | None:
    """Say why a document cannot come to somebody: as for exceptions, of what is in review."""
    if not in_review:
        return None
    if owner_is_here:
        return Refusal("waits_for_decision", _("It waits for a decision. Hand it over once it is decided."))
    if has_decided:
        message = _("This person has decided on the version in review. Choose somebody else.")
        return Refusal("has_decided", message, "to")
    return None
