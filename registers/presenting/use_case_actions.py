"""What a reader may do about a use case: the one thing that is next for them, and the rest."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _t

from access.models import Person
from access.permits import may
from common.clock import today
from common.presentation import Action
from registers.choices import Origin, UseCaseState, VersionState
from registers.models import ReviewStep, UseCase
from registers.presenting.use_case_page import is_concerned
from registers.rules.standing import REMINDED_BEFORE, RENEW_WITHIN

RENEW_SOON = timedelta(days=max(REMINDED_BEFORE))


def vouches_for(reader: Person, use_case: UseCase) -> bool:
    """Tell whether a reader comes to an imported draft to take over its approval; whoever edits it no longer may."""
    is_draft = use_case.proposed is not None and use_case.proposed.state == VersionState.DRAFT
    foreign = use_case.origin == Origin.IMPORTED and not use_case.relations_of(reader)
    return is_draft and foreign and may(reader, "registers.take_over_approval", use_case)


def primary_action(reader: Person, use_case: UseCase) -> Action | None:
    """Return the one thing to do next, for whoever may."""
    if vouches_for(reader, use_case):
        place = reverse("registers:take-over-approval", args=[use_case.pk])
        return Action(_t("Take over an approval"), place, "certificate", panel="dialog")
    if is_next_for(reader, use_case):
        return Action(_t("Review it"), reverse("registers:review", args=[use_case.pk]), "gavel")
    if renews(reader, use_case) and is_over(use_case):
        place = reverse("registers:renew-use-case", args=[use_case.pk])
        return Action(_t("Approve anew"), place, "refresh", panel="dialog")
    if use_case.state == UseCaseState.SUSPENDED and may(reader, "registers.suspend_use_case", use_case):
        place = reverse("registers:resume-use-case", args=[use_case.pk])
        return Action(_t("Resume"), place, "player-play", panel="dialog")
    return _of_the_team(reader, use_case) or _of_a_stranger(reader, use_case)


def is_next_for(reader: Person, use_case: UseCase) -> bool:
    """Tell whether it waits for this very reader's decision."""
    proposed = use_case.proposed
    if (
        proposed is None
        or proposed.state != VersionState.IN_REVIEW
        or not may(reader, "registers.decide_use_case", use_case)
    ):
        return False
    return ReviewStep.objects.to_decide_by(reader, today()).filter(review__version=proposed).exists()


def is_over(use_case: UseCase) -> bool:
    """Tell whether an approval has ended, or ends so soon that its owner is reminded."""
    until = use_case.approved_until
    if use_case.state == UseCaseState.LAPSED:
        return True
    return use_case.state == UseCaseState.APPROVED and until is not None and until <= today() + RENEW_SOON


def renews(reader: Person, use_case: UseCase) -> bool:
    """Tell whether a reader may ask, near its end or after it, for what is approved to be approved anew as it is."""
    decided = {UseCaseState.APPROVED, UseCaseState.SUSPENDED, UseCaseState.LAPSED}
    if use_case.in_force_id is None or use_case.proposed_id is not None or use_case.state not in decided:
        return False
    if use_case.approved_until is None or use_case.approved_until > today() + RENEW_WITHIN:
        return False
    return all(may(reader, name, use_case) for name in ("registers.edit_use_case", "registers.submit_use_case"))


def other_actions(reader: Person, use_case: UseCase) -> list[Action]:
    """Return what else the reader may do."""
    if use_case.state == UseCaseState.RETIRED:
        return []
    proposed = use_case.proposed.state if use_case.proposed else None
    relations = use_case.relations_of(reader)
    submits = may(reader, "registers.submit_use_case", use_case)
    shares = may(reader, "registers.share_use_case", use_case)
    offered = (
        ("take-over-approval", _t("Take over an approval"), "certificate",
         proposed == VersionState.DRAFT and not use_case.in_force_id
         and may(reader, "registers.take_over_approval", use_case)
         and not (relations or vouches_for(reader, use_case))),
        ("begin-version", _t("Begin a new version"), "edit", begins_anew(reader, use_case)),
        ("renew-use-case", _t("Approve anew"), "refresh", renews(reader, use_case) and not is_over(use_case)),
        ("withdraw-use-case", _t("Withdraw"), "rotate-clockwise-2",
         submits and proposed in {VersionState.IN_REVIEW, VersionState.CHANGES_ASKED, VersionState.CONDITIONAL}),
        ("follow-use-case", _t("Follow"), "bell", not relations),
        ("share-use-case", _t("Add a person"), "user-plus", shares),
        ("hand-over-use-case", _t("Hand over"), "user-share", shares),
        ("discard-version", _t("Give up the draft"), "trash",
         proposed == VersionState.DRAFT and may(reader, "registers.edit_use_case", use_case)),
        ("suspend-use-case", _t("Suspend"), "alert-octagon",
         use_case.state == UseCaseState.APPROVED and may(reader, "registers.suspend_use_case", use_case)),
        ("retire-use-case", _t("Retire"), "archive", may(reader, "registers.retire_use_case", use_case)),
    )  # fmt: skip
    ends = {"discard-version", "suspend-use-case", "retire-use-case"}
    edit = Action(_t("Edit the draft"), reverse("registers:request-step", args=[use_case.pk, "purpose"]), "edit")
    review = Action(_t("See the review"), reverse("registers:review", args=[use_case.pk]), "gavel")
    in_review = proposed == VersionState.IN_REVIEW and is_concerned(reader, use_case)
    return [
        *([edit] if vouches_for(reader, use_case) else []),
        *([review] if in_review and not is_next_for(reader, use_case) else []),
        *(
            Action(label, reverse(f"registers:{name}", args=[use_case.pk]), icon, danger=name in ends, panel="dialog")
            for name, label, icon, allowed in offered
            if allowed
        ),
    ]


def begins_anew(reader: Person, use_case: UseCase) -> bool:
    """Tell whether a reader may begin a version beside the one thing to do next: in place of one that waits."""
    if use_case.state == UseCaseState.RETIRED or not may(reader, "registers.edit_use_case", use_case):
        return False
    if use_case.proposed is not None:
        return use_case.proposed.state in {VersionState.IN_REVIEW, VersionState.CONDITIONAL}
    resumes = use_case.state == UseCaseState.SUSPENDED and may(reader, "registers.suspend_use_case", use_case)
    return resumes or (renews(reader, use_case) and is_over(use_case))


def _of_the_team(reader: Person, use_case: UseCase) -> Action | None:
    if use_case.state == UseCaseState.RETIRED or not may(reader, "registers.edit_use_case", use_case):
        return None
    proposed = use_case.proposed.state if use_case.proposed else None
    begin = reverse("registers:begin-version", args=[use_case.pk])
    if proposed == VersionState.DRAFT:
        step = reverse("registers:request-step", args=[use_case.pk, "purpose"])
        return Action(_t("Continue the request"), step, "edit")
    if proposed == VersionState.CHANGES_ASKED:
        return Action(_t("Answer the changes"), begin, "edit", panel="dialog")
    return Action(_t("Change it"), begin, "edit", panel="dialog") if proposed is None else None


def _of_a_stranger(reader: Person, use_case: UseCase) -> Action | None:
    asks = may(reader, "registers.request_use_case", use_case) and not use_case.relations_of(reader) - {"follower"}
    if not asks or not use_case.owner_id or use_case.state != UseCaseState.APPROVED:
        return None
    return Action(_t("Join this one"), reverse("registers:join-use-case", args=[use_case.pk]), "users", panel="dialog")
