"""A reviewer at work on a request: everything a decision needs, read under locks and judged by the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _t

from access.models import Person
from access.permits import PermissionRefused, permit
from common.clock import today
from common.refusals import Refused, refuse_if
from registers.actions.reviews.closing import open_review_of
from registers.choices import Answer
from registers.models import Decision, Review, ReviewStep, RouteParty, UseCase, UseCaseVersion
from registers.reading.assessing import assess, surroundings
from registers.reading.contents import content_of
from registers.reading.decisions import has_decided
from registers.reading.near import concern_of, near_to
from registers.reading.reviewers import (
    DECIDE,
    away_for,
    deciders_on,
    department_of,
    may_decide_on,
    party_of,
    people_of_route,
    step_of,
)
from registers.reading.rules_in_force import rules_in_force
from registers.rules import decisions as rules
from registers.rules.routes import Party


class OwnRequest(PermissionRefused):
    """Whoever asked, or worked on it, does not decide, whatever their roles (SOC 2 CC5.1, ISO/IEC 27001 A.5.3)."""

    def __init__(self) -> None:
        super().__init__(DECIDE)
        self.args = (_t("You own this use case or have worked on it, so somebody else decides."),)


@dataclass(slots=True)
class Sitting:
    """One reviewer at one open step of one review; the rows are locked."""

    person: Person
    use_case: UseCase
    version: UseCaseVersion
    review: Review
    step: ReviewStep
    seat: rules.Seat | None
    parties: Mapping[Party, RouteParty] = field(default_factory=dict)

    def decide(self, answer: Answer, *, reason: str, **more: Any) -> Decision:
        """Write the decision, bound to the content's hash and to the rules in force.

        Raises:
            Refused: it is agreed to, but its risk is higher by now than its route is for.
        """
        if answer == Answer.APPROVE:
            refuse_if(rules.refuse_outgrown(submitted=self.version.risk_tier, present=self.present_tier()))
        standing = rules_in_force(self.version, self.review.route)
        return write_decision(
            self, answer, reason=reason, content_hash=self.version.content_hash, standing=standing, **more
        )

    def present_tier(self) -> str:
        """Return how risky the version is by the rules of today."""
        has_owner = self.use_case.owner_id is not None
        return assess(content_of(self.version), surroundings(), has_owner=has_owner).tier

    def is_agreed(self) -> bool:
        """Tell whether enough have agreed at the step."""
        return is_step_agreed(self.step)


class Seated(Protocol):
    """A reviewer with a seat at an open step, of a use case's review or a document's."""

    person: Person
    review: Review
    step: ReviewStep
    seat: rules.Seat | None
    parties: Mapping[Party, RouteParty]


def write_decision(
    sitting: Seated, answer: Answer, *, reason: str, content_hash: str, standing: Mapping[str, Any], **more: Any
) -> Decision:
    """Write a decision, bound to the hash of what is decided on and to the rules in force (`standing`)."""
    seat = sitting.seat
    return Decision.objects.create(
        review=sitting.review,
        step=sitting.step,
        person=sitting.person,
        on_behalf_of_id=UUID(seat.on_behalf_of) if seat and seat.on_behalf_of else None,
        party=sitting.parties.get(seat.party) if seat else None,
        answer=answer,
        reason=reason.strip(),
        content_hash=content_hash,
        rules=standing,
        rules_hash=rules.rules_hash(standing),
        **more,
    )


def is_step_agreed(step: ReviewStep) -> bool:
    """Tell whether enough have agreed at a step."""
    given = step.decisions.approvals().select_related("party")
    return rules.is_agreed(step_of(step.step), [party_of(each.party) for each in given if each.party])


def sit(use_case_id: UUID, *, by: Person, content_hash: str) -> Sitting:
    """Lock a use case and its review for a decision on the content that the reviewer looked at.

    Raises:
        PermissionRefused: not a reviewer, or the request is their own.
        Refused: nothing is in review; not at this step; decided already; the content is another meanwhile.
    """
    use_case = UseCase.objects.select_for_update(of=("self",)).select_related("proposed").get(pk=use_case_id)
    if concern_of(by, use_case):
        raise OwnRequest
    permit(by, DECIDE, use_case)
    version = use_case.proposed
    review = open_review_of(version)
    step = review.steps.waiting().select_related("step").first() if review else None
    if version is None or review is None or step is None:
        raise Refused(rules.NOT_OPEN)
    seat, parties = seat_at(step, by, use_case)
    refuse_if(
        rules.refuse_decision(
            is_open=True,
            seat=seat,
            has_decided=_decided(review, by, seat),
            expected_hash=content_hash,
            content_hash=version.content_hash,
        )
    )
    return Sitting(by, use_case, version, review, step, seat, parties)


def seat_at(step: ReviewStep, person: Person, use_case: UseCase) -> tuple[rules.Seat | None, dict[Party, RouteParty]]:
    """Return in which part somebody may decide at an open step, and the rows behind its parties."""
    return seat_among(step, person, without=near_to(use_case))


def seat_among(
    step: ReviewStep, person: Person, *, without: frozenset[str]
) -> tuple[rules.Seat | None, dict[Party, RouteParty]]:
    """Return the same of anything that is reviewed; those `without` stand too near to it."""
    rows = {party_of(each): each for each in step.step.parties.select_related("role", "person")}
    wanted = step_of(step.step)
    named = {str(each) for each in step.named.values_list("person_id", flat=True)}
    people = dict(people_of_route([wanted], today(), of=department_of(step.review)))
    if named:
        named &= deciders_on(today(), of=department_of(step.review))
        # Somebody named for this one request answers in place of any party of the step.
        people = {party: there | named for party, there in people.items()}
    seat = rules.seat_of(
        str(person.pk),
        wanted,
        people,
        filled=[party_of(each.party) for each in step.decisions.approvals().select_related("party") if each.party],
        away=_stands_in_for(person, step.review),
        without=without,
        escalated=step.escalated_at is not None,
    )
    return seat, rows


def _stands_in_for(person: Person, review: Review) -> frozenset[str]:
    """Return for whom somebody decides meanwhile, if they may decide themselves still.

    Those who have decided are among them only where nobody else is left.
    """
    away = away_for(person, today())
    if away and not may_decide_on(person, department_of(review)):
        return frozenset()
    return frozenset(each for each in away if not has_decided(review, {UUID(each)})) or away


def _decided(review: Review, person: Person, seat: rules.Seat | None) -> bool:
    """Tell whether they, or somebody for the one they stand for, decided on what still counts for this review."""
    people = {person.pk, UUID(seat.on_behalf_of)} if seat and seat.on_behalf_of else {person.pk}
    return has_decided(review, people)
