"""What may happen to a use case in which state, and who stands too near to do it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from ipaddress import ip_network
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _

LONGEST_TAKEN_OVER = timedelta(days=366)
DECIDED = frozenset({"approved", "suspended", "lapsed"})
# A dozen pages; the index of words takes a megabyte at most, and fails beyond.
LONGEST_TEXT = 20_000
TEXTS = ("purpose", "outputs", "oversight")
MOST_NETWORKS = 200

RETIRED = Refusal("use_case_retired", _("This use case is retired; nothing about it changes any more."))
FROZEN = Refusal(
    "version_frozen", _("What was submitted does not change. Withdraw it, or begin a new version once it is answered.")
)
NOTHING_PROPOSED = Refusal("nothing_proposed", _("There is no draft. Begin a new version first."))
ALREADY_PROPOSED = Refusal(
    "already_proposed", _("A version is being prepared or reviewed already. Go on with that one.")
)
NOT_IN_REVIEW = Refusal("not_in_review", _("Nothing of it is in review, so there is nothing to withdraw."))
SUBMITTED_HERE = Refusal(
    "submitted_here", _("It was submitted here before, so it is decided here too. Submit the draft instead.")
)
NO_MEMBER = Refusal("not_a_member", _("This person is not on it."), "person")
NOT_SHARED = Refusal("not_shared", _("It is not shared with this department."), "department")
TITLE_MISSING = Refusal("title_missing", _("Give the use case a title."), "title")


def refuse_saving(*, state: str, proposed: str | None) -> Refusal | None:
    """Say why a draft may not be saved; `proposed` is the state of the version being prepared, if there is one."""
    if state == "retired":
        return RETIRED
    if proposed is None:
        return NOTHING_PROPOSED
    return None if proposed == "draft" else FROZEN


def refuse_revision(*, state: str, proposed: str | None) -> Refusal | None:
    """Say why no new version may begin; one in review, whose changes were asked or conditions are open gives way."""
    if state == "retired":
        return RETIRED
    return None if proposed in {None, "changes-asked", "in-review", "conditional"} else ALREADY_PROPOSED


def refuse_withdrawal(*, proposed: str | None) -> Refusal | None:
    """Say why nothing can be withdrawn."""
    return None if proposed in {"in-review", "changes-asked", "conditional"} else NOT_IN_REVIEW


def refuse_taking_over(
    *,
    state: str,
    proposed: str | None,
    has_owner: bool,
    submitted_here: bool,
    concerned: Collection[str],
    prohibited: bool,
    approved_on: date,
    approved_until: date,
    today: date,
) -> Refusal | None:
    """Say why an earlier approval may not be taken over; `concerned` is what the officer has to do with the use case.

    What was submitted here once is decided here, also after it was rejected or withdrawn and drafted anew.

    Separation of duties (SOC 2 CC5.1, ISO/IEC 27001:2022 A.5.3): whoever owns or owned it, works on it, entered or
    submitted it does not vouch for its approval, whatever their roles.
    """
    if concerned:
        return Refusal(
            "own_use_case",
            _("You own this use case or have worked on it, so somebody else has to take over its approval."),
        )
    refusal = _refuse_draft(state=state, proposed=proposed, has_owner=has_owner, prohibited=prohibited)
    refusal = refusal or (SUBMITTED_HERE if submitted_here else None)
    return refusal or _refuse_period(approved_on, approved_until, today)


def _refuse_draft(*, state: str, proposed: str | None, has_owner: bool, prohibited: bool) -> Refusal | None:
    if state == "retired":
        return RETIRED
    if state in DECIDED:
        return Refusal(
            "decided_here", _("It is approved here already, so a change of it is reviewed here too. Submit the draft.")
        )
    if proposed != "draft":
        return Refusal("nothing_to_take_over", _("Only a draft can be taken over as approved before."))
    if not has_owner:
        return Refusal("owner_missing", _("Nobody owns it. Hand it over to somebody first."))
    if prohibited:
        return Refusal("ai_act_prohibited", _("The EU AI Act prohibits this use; an earlier approval does not help."))
    return None


def _refuse_period(approved_on: date, approved_until: date, today: date) -> Refusal | None:
    if approved_on > today:
        return Refusal("approved_in_future", _("The earlier approval cannot be of a day to come."), "approved_on")
    if approved_until < today:
        return Refusal(
            "approval_over", _("That approval is over already. Submit the use case instead."), "approved_until"
        )
    if approved_until > today + LONGEST_TAKEN_OVER:
        return Refusal(
            "approval_too_long",
            _("It can be taken over for a year at most; then it is reviewed here."),
            "approved_until",
        )
    return None


def refuse_new_owner(
    *, state: str, active: bool, may_own: bool, is_owner: bool, has_steward: bool = False
) -> Refusal | None:
    """Say why somebody cannot become the owner; `may_own` is whether they may ask for use cases themselves.

    With a steward, who edits and submits in their place, an owner needs no role (rules/intake.py).
    """
    if state == "retired":
        return RETIRED
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "owner")
    if is_owner:
        return Refusal("owner_already", _("This person owns it already."), "owner")
    if may_own or has_steward:
        return None
    message = _("This person's roles do not let them ask for use cases, so they cannot own one. Choose somebody else.")
    return Refusal("may_not_own", message, "owner")


def refuse_program_owner(*, may_own: bool) -> Refusal | None:
    """Say why a program cannot ask for a use case: it would be of whoever answers for it, who may own none."""
    if may_own:
        return None
    message = _(
        "What a program asks for is owned by whoever answers for it, and their roles do not let them ask for use "
        "cases. Have the program handed over to somebody whose roles do."
    )
    return Refusal("answering_may_not_own", message)


def refuse_unplaced(*, departments: int) -> Refusal | None:
    """Say that a department has to be named, where somebody may ask for use cases of several departments only."""
    if departments == 1:
        return None
    message = _("You may ask for use cases of some departments only. Say which of them it is for.")
    return Refusal("department_missing", message, "department")


def refuse_who_decided(*, has_decided: bool, field: str | None) -> Refusal | None:
    """Say why somebody cannot come to own or work on what is in review: what they agreed to would be their own.

    Separation of duties: SOC 2 CC5.1, ISO/IEC 27001:2022 A.5.3.
    """
    if not has_decided:
        return None
    message = _(
        "This person has decided on the version in review, and nobody decides on their own request. Choose somebody "
        "else, or wait until it is decided."
    )
    return Refusal("has_decided", message, field)


def refuse_placing(*, state: str, loses_owner: bool = False) -> Refusal | None:
    """Say why a use case cannot be put under another department: its owner may own none there."""
    if state == "retired":
        return RETIRED
    if loses_owner:
        message = _("Its owner's roles do not let them ask for use cases of that department. Hand it over first.")
        return Refusal("owner_may_not_own_there", message, "department")
    return None


def refuse_sharing(*, state: str, active: bool, may_be: bool, is_owner: bool, is_member: bool) -> Refusal | None:
    """Say why somebody cannot be added; `may_be` is whether their roles let them be what they would become."""
    if state == "retired":
        return RETIRED
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "person")
    if is_owner:
        return Refusal("owner_already", _("This person owns it already."), "person")
    if is_member:
        return Refusal("member_already", _("This person is on it already."), "person")
    if may_be:
        return None
    message = _(
        "This person's roles do not let them ask for use cases. They cannot work on one, but they can watch it."
    )
    return Refusal("may_not_work", message, "person")


def refuse_end_of_share(*, membership: str, until: date | None, today: date) -> Refusal | None:
    """Say why what is shared cannot end on a day: over already, or of a steward, whom an owner may need."""
    if until is None:
        return None
    if until < today:
        return Refusal("already_over", _("The last day is in the past."), "until")
    if membership == "steward":
        return Refusal("steward_without_end", _("Who sees it through does so until somebody else does."), "until")
    return None


def refuse_department_share(*, state: str, membership: str, is_shared: bool, has_decided: bool) -> Refusal | None:
    """Say why a use case cannot be shared with a whole department; `has_decided` is whether one of its people has.

    Whoever works on it does not decide on it, so a department that has decided does not come to work on it
    (separation of duties: SOC 2 CC5.1, ISO/IEC 27001:2022 A.5.3).
    """
    if state == "retired":
        return RETIRED
    if membership not in {"watcher", "contributor"}:
        return Refusal("not_for_departments", _("A department reads a use case, or works on it."), "membership")
    if is_shared:
        return Refusal("shared_already", _("It is shared with this department already."), "department")
    if has_decided and membership == "contributor":
        message = _(
            "Somebody of this department has decided on the version in review, and nobody decides on their own "
            "request. Share it to read, or wait until it is decided."
        )
        return Refusal("has_decided", message, "department")
    return None


def refuse_join(*, state: str, relations: Collection[str], has_asked: bool, has_owner: bool) -> Refusal | None:
    """Say why somebody cannot ask to join."""
    if state == "retired":
        return RETIRED
    if {"owner", "contributor"} & set(relations):
        return Refusal("joined_already", _("You work on this use case already."))
    if has_asked:
        return Refusal("asked_already", _("You have asked already; the owner has not answered yet."))
    return None if has_owner else Refusal("nobody_answers", _("Nobody owns this use case, so nobody could answer."))


def refuse_answer(*, answered: bool) -> Refusal | None:
    """Say why a request to join cannot be answered."""
    return Refusal("answered_already", _("This request was answered already.")) if answered else None


def refuse_retirement(*, state: str) -> Refusal | None:
    """Say why a use case cannot be retired."""
    return RETIRED if state == "retired" else None


def refuse_long_texts(content: Mapping[str, Any]) -> Refusal | None:
    """Say which of the texts is longer than anybody would read."""
    for name in TEXTS:
        if len(content[name]) > LONGEST_TEXT:
            message = _("This text has %(count)d characters; at most %(most)d are kept. Attach the rest as a document.")
            return Refusal("text_too_long", message, name, {"count": len(content[name]), "most": LONGEST_TEXT})
    return None


def refuse_networks(networks: Collection[str]) -> Refusal | None:
    """Say which of the networks is none: an address, or a range such as 10.0.0.0/8; or that there are too many."""
    if len(networks) > MOST_NETWORKS:
        message = _("There are %(count)d networks; at most %(most)d can be named. Name wider ranges.")
        return Refusal("too_many_networks", message, "networks", {"count": len(networks), "most": MOST_NETWORKS})
    for each in networks:
        try:
            ip_network(each)
        except ValueError:
            message = _("“%(network)s” is no network. Write an address, or a range such as 10.0.0.0/8.")
            return Refusal("network_unknown", message, "networks", {"network": each})
    return None


def refuse_volumes(volumes: Mapping[Any, str], known: Collection[str]) -> Refusal | None:
    """Say which volume is none; nobody has to name one before the submission."""
    for each in volumes.values():
        if each and each not in known:
            message = _("“%(volume)s” is no volume. There are: %(known)s.")
            return Refusal("volume_unknown", message, "categories", {"volume": each, "known": ", ".join(known)})
    return None
