"""May this person decide on what is in review now, in which part, and if not: why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _t

from access.models import Person
from common.clock import now
from registers.actions.reviews.sitting import OwnRequest, seat_at
from registers.choices import ReviewState
from registers.models import Review, ReviewStep, UseCase
from registers.reading.decisions import has_decided
from registers.reading.near import concern_of
from registers.reading.reviewers import may_decide_on
from registers.rules.decisions import DECIDED_ALREADY, NOT_OPEN


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody may decide; `why_not` says in a sentence why they may not."""

    step: ReviewStep | None
    why_not: str = ""
    on_behalf_of: Person | None = None

    @property
    def may_decide(self) -> bool:
        """Tell whether they may."""
        return not self.why_not

    @property
    def is_late(self) -> bool:
        """Tell whether the answer is late."""
        return self.step is not None and self.step.due_at < now()


def standing_of(person: Person, use_case: UseCase, review: Review | None) -> Standing:
    """Return whether a person may decide on what is in review of a use case."""
    step = None
    if review is not None and review.state == ReviewState.OPEN:
        step = review.steps.waiting().select_related("step", "review").first()
    if step is None or review is None:
        return Standing(None, NOT_OPEN.text)
    if concern_of(person, use_case):
        return Standing(step, str(OwnRequest()))
    if not may_decide_on(person, use_case.department_id):
        return Standing(step, _t("None of your roles lets you decide on requests."))
    seat, _parties = seat_at(step, person, use_case)
    absent = Person.objects.get(pk=seat.on_behalf_of) if seat and seat.on_behalf_of else None
    if has_decided(review, {person.pk, absent.pk} if absent else {person.pk}):
        return Standing(step, DECIDED_ALREADY.text)
    return (
        Standing(step, "", absent) if seat else Standing(step, _t("You are not among those who decide at this step."))
    )
