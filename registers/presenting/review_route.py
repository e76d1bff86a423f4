"""The route of a request as it is drawn: what is done and who decided, what is open and who may, what is to come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.models import Person
from common.clock import now
from common.presentation import Badge, Tone
from registers.actions.reviews.telling import deciders_of
from registers.choices import Agreement, Answer, ReviewState, StepOutcome
from registers.models import Decision, Review, ReviewStep, RouteStep
from registers.reading.decisions import counting

OPEN, AHEAD, LEFT = "open", "ahead", "left"
LOOKS: dict[str, tuple[Any, str, str]] = {
    StepOutcome.AGREED: (_("Agreed"), Tone.SUCCESS, "circle-check"),
    StepOutcome.CARRIED: (_("Carried over: nothing material changed since"), Tone.SUCCESS, "circle-check"),
    StepOutcome.CHANGES_ASKED: (_("Changes asked"), Tone.WARNING, "message-circle"),
    StepOutcome.REJECTED: (_("Rejected"), Tone.DANGER, "circle-x"),
    LEFT: (_("Not needed any more"), Tone.NEUTRAL, "minus"),
    OPEN: (_("Open"), Tone.INFO, "circle-dot"),
    AHEAD: (_("To come"), Tone.NEUTRAL, "circle-dashed"),
}
ANSWERS: dict[str, tuple[Any, str]] = {
    Answer.APPROVE: (_("approved"), Tone.SUCCESS),
    Answer.ASK_FOR_CHANGES: (_("asked for changes"), Tone.WARNING),
    Answer.REJECT: (_("rejected"), Tone.DANGER),
}
REVIEW_TONES: dict[str, Tone] = {
    ReviewState.OPEN: Tone.INFO,
    ReviewState.APPROVED: Tone.SUCCESS,
    ReviewState.CHANGES_ASKED: Tone.WARNING,
    ReviewState.REJECTED: Tone.DANGER,
    ReviewState.WITHDRAWN: Tone.NEUTRAL,
    ReviewState.SET_ASIDE: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """One decision with its answer in words."""

    row: Decision
    word: Any
    tone: str
    carried: bool

    @property
    def as_party(self) -> Any:
        """Return in which part it was given; somebody named answers in place of a party of the step."""
        named = {each.person_id for each in self.row.step.named.all()}
        if self.row.party is None or named & {self.row.person_id, self.row.on_behalf_of_id}:
            return _t("named for this request")
        return str(self.row.party)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the route: where it stands, whom it asks, who decided, who may decide now."""

    position: int
    name: str
    state: str
    word: Any
    tone: str
    icon: str
    asks: str
    agreement: str
    row: ReviewStep | None = None
    decisions: Sequence[GivenDecision] = ()
    may_decide: Sequence[Person] = field(default_factory=tuple)

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state == OPEN

    @property
    def due_at(self) -> datetime | None:
        """Return until when an answer is due."""
        return self.row.due_at if self.row and self.is_open else None

    @property
    def is_late(self) -> bool:
        """Tell whether the answer is late."""
        return self.due_at is not None and self.due_at < now()

    @property
    def waits_for_nobody(self) -> bool:
        """Tell whether it is open and nobody is left who could decide."""
        return self.is_open and not self.may_decide


def review_badge(review: Review) -> Badge:
    """Return where a review stands."""
    return Badge(review.get_state_display(), REVIEW_TONES[ReviewState(review.state)])


def given_for(review: Review) -> list[GivenDecision]:
    """Return the decisions that count for a review, the oldest first."""
    rows: Any = counting(review).select_related("person", "on_behalf_of", "party__role", "party__person", "step__step")
    rows = rows.prefetch_related("conditions__owner", "changes_asked", "step__named").order_by("decided_at", "id")
    return [GivenDecision(each, *ANSWERS[each.answer], carried=each.review_id != review.pk) for each in rows]


def route_of(review: Review, given: Sequence[GivenDecision]) -> list[ShownStep]:
    """Return every step of the route of a review, in their order."""
    reached = {each.step_id: each for each in review.steps.all()}
    steps = RouteStep.objects.filter(route=review.route_id).prefetch_related("parties__role", "parties__person")
    decided = {key for each in given for key in (each.row.person_id, each.row.on_behalf_of_id)}
    return [_shown(each, reached.get(each.pk), given, decided) for each in steps.order_by("position")]


def asks(step: RouteStep) -> str:
    """Return in words whom a step asks, and how many of them have to agree."""
    names = [str(each) for each in step.parties.all() if not each.escalation]
    if len(names) == 1 and step.agreement != Agreement.QUORUM:
        return names[0]
    if step.agreement == Agreement.ALL:
        return _t(" and ").join(names)
    if step.agreement == Agreement.QUORUM:
        words = ngettext("%(n)d of: %(who)s", "%(n)d of: %(who)s", step.quorum)
        return words % {"n": step.quorum, "who": ", ".join(names)}
    return _t(" or ").join(names)


def _shown(
    step: RouteStep, row: ReviewStep | None, given: Sequence[GivenDecision], decided: Collection[Any]
) -> ShownStep:
    state = AHEAD if row is None else row.outcome or OPEN
    word, tone, icon = LOOKS[state]
    may_decide = _deciders(row, decided) if row is not None and state == OPEN else ()
    decisions = [each for each in given if each.row.step.step_id == step.pk]
    return ShownStep(
        step.position, step.name, state, word, tone, icon, asks(step), step.agreement, row, decisions, may_decide
    )


def _deciders(row: ReviewStep, decided: Collection[Any]) -> list[Person]:
    people = Person.objects.active().filter(pk__in=deciders_of(row)).exclude(pk__in=[key for key in decided if key])
    return list(people.order_by("name"))
