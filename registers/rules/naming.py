"""Whom somebody may name: for a step of one request, and to decide while they are away."""

from datetime import date, timedelta

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_DELEGATION = timedelta(days=92)


def refuse_naming(*, is_self: bool, active: bool, may_decide: bool, is_near: bool, is_named: bool) -> Refusal | None:
    """Say why a person cannot be named for a step."""
    if is_self:
        return Refusal("named_oneself", _("Name somebody else: nobody makes themselves the reviewer."), "person")
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "person")
    if not may_decide:
        return Refusal("cannot_decide", _("None of this person's roles lets them decide on requests."), "person")
    if is_near:
        return Refusal("too_near", _("This person owns the use case or has worked on it."), "person")
    return Refusal("named_already", _("This person is named already."), "person") if is_named else None


def refuse_delegating(*, active: bool, may_decide: bool) -> Refusal | None:
    """Say why a person has nothing to leave to somebody."""
    if not active:
        return Refusal("person_inactive", _("This person is deactivated: nobody decides for them."), "person")
    if not may_decide:
        message = _("There is nothing to leave to somebody: no role lets this person decide on requests.")
        return Refusal("nothing_to_delegate", message, "person")
    return None


def refuse_delegate(*, is_self: bool, is_giver: bool, active: bool, may_decide: bool) -> Refusal | None:
    """Say why decisions cannot be left to somebody; only who may decide anyway can stand in, and nobody of themselves.

    `is_giver` tells that somebody would take over the decisions of another person by their own word.
    """
    if is_self:
        return Refusal("delegate_oneself", _("Choose somebody else to decide meanwhile."), "delegate")
    if is_giver:
        message = _("Nobody takes over the decisions of somebody else by themselves: have another officer enter it.")
        return Refusal("delegated_to_oneself", message, "delegate")
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "delegate")
    if not may_decide:
        return Refusal("cannot_decide", _("None of this person's roles lets them decide on requests."), "delegate")
    return None


def refuse_days(*, starts_on: date, ends_on: date, today: date) -> Refusal | None:
    """Say why decisions cannot be left to somebody for these days."""
    if ends_on < starts_on:
        return Refusal("ends_before_it_starts", _("The last day is before the first."), "ends_on")
    if ends_on < today:
        return Refusal("period_over", _("These days are over already."), "ends_on")
    if ends_on - starts_on > LONGEST_DELEGATION:
        message = _("Decisions can be left to somebody for three months at most; then give them the role.")
        return Refusal("period_too_long", message, "ends_on")
    return None
