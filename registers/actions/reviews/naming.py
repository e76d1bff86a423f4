"""Naming somebody for a step of one review, such as when everybody of its roles has left."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _t

from access.models import Person
from access.permits import PermissionRefused, permit
from common.refusals import Refused, refuse_if
from registers.actions.reviews.closing import open_review_of
from registers.actions.reviews.telling import tell_reviewers
from registers.models import NamedReviewer, UseCase
from registers.reading.near import concern_of
from registers.reading.reviewers import may_decide_on
from registers.rules.decisions import NOT_OPEN
from registers.rules.naming import refuse_naming
from trail.recording import record

NAME = "registers.name_reviewer"


class OwnNaming(PermissionRefused):
    """Whoever asked, or worked on it, does not choose who decides, whatever their roles (SOC 2 CC5.1)."""

    def __init__(self) -> None:
        super().__init__(NAME)
        self.args = (_t("You own this use case or have worked on it, so somebody else names who decides."),)


def keep_apart(by: Person, use_case: UseCase) -> None:
    """Let only somebody who stands apart from a request name who decides on it.

    Raises:
        PermissionRefused: it is their own request.
    """
    if concern_of(by, use_case):
        raise OwnNaming


@transaction.atomic
def name_reviewer(use_case_id: UUID, person_id: UUID, *, by: Person, reason: str) -> NamedReviewer:
    """Have a person decide at the open step of a request beside those of its route.

    Raises:
        PermissionRefused, Refused: not allowed, or their own request; nothing is in review; the person may not decide,
            or stands too near.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, NAME, use_case)
    keep_apart(by, use_case)
    review = open_review_of(use_case.proposed)
    step = review.steps.waiting().select_related("step").first() if review else None
    if review is None or step is None:
        raise Refused(NOT_OPEN)
    person = Person.objects.people().get(pk=person_id)
    refuse_if(
        refuse_naming(
            is_self=person.pk == by.pk,
            active=person.is_active,
            may_decide=may_decide_on(person, use_case.department_id),
            is_near=bool(concern_of(person, use_case)),
            is_named=step.named.filter(person=person).exists(),
        )
    )
    named = NamedReviewer.objects.create(step=step, person=person, named_by=by)
    record(
        "registers.use_case.reviewer_named",
        subject=use_case,
        by=by,
        reason=reason,
        person=person,
        step=step.step.name,
    )
    tell_reviewers(step)
    return named
