"""Where a use case stands, as its page says it: the banner, what happens next and for whom it waits, the decision."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from access.models import Person
from access.permits import may
from common.clock import today
from common.presentation import Tone
from registers.choices import Answer, ReviewState, UseCaseState, VersionState
from registers.models import ChangeAsked, Condition, Review, UseCase, UseCaseVersion
from registers.presenting.request_card import blocker_url, question_url
from registers.presenting.review_route import GivenDecision, ShownStep, given_for, route_of
from registers.presenting.use_case_actions import is_over
from registers.presenting.use_cases import label_of
from registers.reading.assessing import Surroundings, assess
from registers.reading.changes import changes_to_answer
from registers.reading.contents import content_of
from trail.models import TrailEntry

# So many may be named one by one; of more, the roles say it better.
FEW = 4


@dataclass(frozen=True, slots=True)
class Banner:
    """What everybody has to know first: in a sentence, since when, by whom and why."""

    tone: str
    title: str
    text: str = ""
    since: datetime | None = None
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One change that a reviewer asks for, in their words, with the place to answer it."""

    label: str
    text: str
    by: Person
    url: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next with a use case; `kind` says of which sort the rest is."""

    kind: str
    number: int = 0
    open: Sequence[tuple[str, str]] = ()
    may_edit: bool = False
    since: datetime | None = None
    steps: Sequence[ShownStep] = ()
    waiting: ShownStep | None = None
    people: Sequence[Person] = ()
    review_url: str = ""
    asked: Sequence[Asked] = ()
    reason: str = ""
    rejected: GivenDecision | None = None
    blocking: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """By whom what is shown was approved, until when, and the hash of what they saw."""

    version: UseCaseVersion
    given: Sequence[GivenDecision] = field(default_factory=tuple)
    until: date | None = None
    covered: UseCaseVersion | None = None
    taken_over: Any = None
    shows_reasons: bool = False

    @property
    def is_over(self) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and self.until < today()


def banner_of(use_case: UseCase) -> Banner | None:
    """Return what stops a use case, or keeps it from beginning."""
    if use_case.state == UseCaseState.SUSPENDED:
        entry = _latest(use_case, "registers.use_case.suspended")
        return Banner(
            Tone.DANGER,
            _t("Suspended: nothing may use it until it is resumed."),
            since=use_case.suspended_at,
            by=entry.actor_name if entry else "",
            why=use_case.suspension_reason,
        )
    if use_case.state == UseCaseState.RETIRED:
        return Banner(Tone.NEUTRAL, _t("It is retired: nothing of it is in force any more."))
    if use_case.state == UseCaseState.CONDITIONAL:
        return _conditional(use_case)
    over = use_case.approved_until is not None and use_case.approved_until < today()
    if use_case.state == UseCaseState.LAPSED or (use_case.state == UseCaseState.APPROVED and over):
        day = date_format(use_case.approved_until) if use_case.approved_until else ""
        anew = _t("Nothing may use it until it is approved anew.")
        if use_case.suspended_at is not None:
            anew = _t("It was suspended: nothing may use it until it is approved anew and resumed.")
        return Banner(
            Tone.DANGER,
            _t("Its approval ended on %(day)s.") % {"day": day},
            anew,
            why=use_case.suspension_reason,
        )
    return None


def next_of(reader: Person, use_case: UseCase, around: Surroundings) -> Next | None:
    """Return what happens next, for readers who see what is not decided yet; None where nothing waits."""
    proposed = use_case.proposed
    edits = may(reader, "registers.edit_use_case", use_case)
    if proposed is None:
        return rejection_of(use_case) or _ending(use_case)
    if proposed.state == VersionState.DRAFT:
        judged = assess(content_of(proposed), around, has_owner=use_case.owner_id is not None)
        blockers = [(each.text, blocker_url(use_case, each)) for each in judged.blockers]
        asked = asked_of(use_case, changes_to_answer(use_case), may_edit=edits)
        return Next("draft", proposed.number, open=blockers, may_edit=edits, asked=asked)
    if proposed.state == VersionState.IN_REVIEW:
        return _in_review(use_case, proposed)
    if proposed.state == VersionState.CHANGES_ASKED:
        changes = changes_to_answer(use_case)
        reason = changes[0].decision.reason if changes else ""
        asked = asked_of(use_case, changes, may_edit=False)
        return Next("changes-asked", proposed.number, asked=asked, reason=reason, may_edit=edits)
    if use_case.state == UseCaseState.CONDITIONAL:
        # The banner says it.
        return None
    blocking, until = _what_blocks(proposed)
    return Next("conditional", proposed.number, blocking=blocking, until=until)


def asked_of(use_case: UseCase, changes: Sequence[ChangeAsked], *, may_edit: bool) -> list[Asked]:
    """Return changes asked as they are shown, with where each is answered for those who may."""
    return [
        Asked(
            str(label_of(each.field)) if each.field else _t("The request as a whole"),
            each.text,
            each.decision.person,
            question_url(use_case, each.field) if may_edit and each.field else "",
        )
        for each in changes
    ]


def note_changes(form: forms.Form, changes: Sequence[ChangeAsked]) -> None:
    """Say at each field of a form what a reviewer asks to be changed there."""
    for each in changes:
        field = form.fields.get(each.field)
        if field is not None:
            asked = format_html(
                '<span class="asked-change"><strong>{}</strong> {}</span>',
                _t("%(person)s asks:") % {"person": each.decision.person},
                each.text,
            )
            field.help_text = format_html("{}{}", field.help_text, asked)


def decision_of(use_case: UseCase, *, concerned: bool) -> DecisionShown | None:
    """Return the decision behind what is in force, or behind what waits for its conditions."""
    version = use_case.in_force
    if version is None and use_case.proposed is not None and use_case.proposed.state == VersionState.CONDITIONAL:
        version = use_case.proposed
    if version is None:
        return None
    basis = version.stands_on or version
    review = Review.objects.filter(version=basis, state=ReviewState.APPROVED).first()
    covered = basis if basis != version else None
    if review is None:
        entry = _latest(use_case, "registers.use_case.taken_over")
        return DecisionShown(version, until=use_case.approved_until, covered=covered, taken_over=entry)
    given = [each for each in given_for(review) if each.row.answer == Answer.APPROVE]
    until = review.approved_until if version == use_case.proposed else use_case.approved_until
    return DecisionShown(version, given, until, covered, shows_reasons=concerned)


def rejection_of(use_case: UseCase) -> Next | None:
    """Return by whom and why the last version was rejected; None where it was not, or another came after it."""
    version = use_case.versions.order_by("-number").first()
    if version is None or version.state != VersionState.REJECTED:
        return None
    review = Review.objects.filter(version=version).first()
    given = next((each for each in given_for(review) if each.row.answer == Answer.REJECT), None) if review else None
    return Next("rejected", version.number, rejected=given, review_url=reverse("registers:review", args=[use_case.pk]))


def _in_review(use_case: UseCase, proposed: UseCaseVersion) -> Next:
    review = Review.objects.filter(version=proposed).select_related("route").first()
    if review is None:
        return Next("in-review", proposed.number, since=proposed.submitted_at)
    steps = route_of(review, given_for(review))
    waiting = next((each for each in steps if each.is_open), None)
    people = waiting.may_decide if waiting else ()
    return Next(
        "in-review",
        proposed.number,
        since=waiting.row.opened_at if waiting and waiting.row else proposed.submitted_at,
        steps=steps,
        waiting=waiting,
        people=people if len(people) <= FEW else (),
        review_url=reverse("registers:review", args=[use_case.pk]),
    )


def _conditional(use_case: UseCase) -> Banner:
    if use_case.proposed is None:
        return Banner(Tone.INFO, _t("Approved, but not in force yet."))
    blocking, until = _what_blocks(use_case.proposed)
    words = ngettext(
        "It comes into force once %(n)s condition is found met, and then holds until %(day)s.",
        "It comes into force once %(n)s conditions are found met, and then holds until %(day)s.",
        blocking,
    )
    day = date_format(until) if until else "\u2013"
    return Banner(Tone.INFO, _t("Approved, but not in force yet."), words % {"n": blocking, "day": day})


def _what_blocks(version: UseCaseVersion) -> tuple[int, date | None]:
    """Return how many conditions keep a version from coming into force, and until when it would hold."""
    until = Review.objects.filter(version=version).values_list("approved_until", flat=True).first()
    return Condition.objects.blocking_version(version.pk).count(), until


def _ending(use_case: UseCase) -> Next | None:
    until = use_case.approved_until
    if use_case.state != UseCaseState.APPROVED or until is None or until < today() or not is_over(use_case):
        return None
    return Next("ending", until=until)


def _latest(use_case: UseCase, verb: str) -> TrailEntry | None:
    return TrailEntry.objects.about(use_case).filter(verb=verb).order_by("-id").first()
