"""Categories, projects, documents, exceptions, conditions and seats of named reviewers come to somebody else."""

from typing import Any
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from access.rules.break_glass import refuse_choosing
from access.successors import permit_handing_over
from common.clock import today
from common.refusals import Refused, refuse_if
from registers.actions.reviews.naming import NAME, keep_apart
from registers.actions.reviews.telling import tell_reviewers
from registers.choices import ExceptionState, UseCaseState
from registers.models import (
    Condition,
    DataCategory,
    Document,
    NamedReviewer,
    Project,
    RegisterException,
    Review,
    UseCase,
)
from registers.reading.decisions import has_decided
from registers.reading.near import concern_of
from registers.reading.reviewers import may_decide_on
from registers.rules import handing_over as rules
from registers.rules.decisions import NOT_OPEN
from registers.rules.naming import refuse_naming
from trail.recording import record

HAND_OVER = "registers.hand_over"


@transaction.atomic
def hand_over_category(category_id: UUID, to_id: UUID, *, by: Person, reason: str) -> DataCategory:
    """Have somebody else answer for a data category.

    Raises:
        PermissionRefused, Refused: not allowed; retired; they own it already, or are not here any more.
    """
    category: DataCategory = _locked(DataCategory, category_id)
    to = _permitted(category, to_id, by, is_over=category.retired_at is not None)
    _give(category, to)
    record("registers.data_category.handed_over", subject=category, also=[to], by=by, reason=reason, to=to.name)
    return category


@transaction.atomic
def hand_over_project(project_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Project:
    """Have somebody else answer for a project at a provider.

    Raises:
        PermissionRefused, Refused: as `hand_over_category`.
    """
    project: Project = _locked(Project, project_id)
    to = _permitted(project, to_id, by, is_over=project.retired_at is not None)
    _give(project, to)
    record("registers.project.handed_over", subject=project, also=[to], by=by, reason=reason, to=to.name)
    return project


@transaction.atomic
def hand_over_document(document_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Document:
    """Have somebody else answer for a document.

    Raises:
        PermissionRefused, Refused: as `hand_over_category`; it waits for a decision, or they have decided on it.
    """
    document: Document = _locked(Document, document_id)
    to = _permitted(document, to_id, by, is_over=document.retired_at is not None)
    review = Review.objects.under_way().filter(document_version__document=document).first()
    refuse_if(
        rules.refuse_document_keeper(
            in_review=review is not None,
            owner_is_here=document.owner is not None and document.owner.is_active,
            has_decided=review is not None and has_decided(review, [to.pk]),
        )
    )
    _give(document, to)
    record("registers.document.handed_over", subject=document, also=[to], by=by, reason=reason, to=to.name)
    return document


@transaction.atomic
def hand_over_exception(exception_id: UUID, to_id: UUID, *, by: Person, reason: str) -> RegisterException:
    """Have somebody else answer for an exception that waits or is granted.

    Raises:
        PermissionRefused, Refused: as `hand_over_category`; it waits for a decision, or they decided on it.
    """
    exception: RegisterException = _locked(RegisterException, exception_id)
    granted = exception.state == ExceptionState.GRANTED and exception.expires_on >= today()
    requested = exception.state == ExceptionState.REQUESTED
    to = _permitted(exception, to_id, by, is_over=not (granted or requested))
    refuse_if(
        rules.refuse_exception_keeper(
            is_requested=requested,
            owner_is_here=exception.owner.is_active,
            has_decided=exception.decided_by_id == to.pk,
        )
    )
    _give(exception, to)
    also = [to, exception.use_case] if exception.use_case else [to]
    record("registers.exception.handed_over", subject=exception, also=also, by=by, reason=reason, to=to.name)
    return exception


@transaction.atomic
def hand_over_condition(condition_id: UUID, to_id: UUID, *, by: Person, reason: str) -> Condition:
    """Have somebody else see to a condition that is not met.

    Raises:
        PermissionRefused, Refused: as `hand_over_category`; met already, or the approval does not stand any more.
    """
    # Locked after its use case, as everywhere.
    use_case = UseCase.objects.select_for_update().get(conditions=condition_id)
    condition: Condition = _locked(Condition, condition_id)
    unmet: Any = Condition.objects.unmet().with_standing().filter(pk=condition.pk)
    is_over = use_case.state == UseCaseState.RETIRED or not unmet.exclude(standing="dropped").exists()
    to = _permitted(condition, to_id, by, is_over=is_over)
    _give(condition, to)
    also = [to, use_case]
    record("registers.condition.handed_over", subject=condition, also=also, by=by, reason=reason, to=to.name)
    return condition


@transaction.atomic
def replace_reviewer(named_id: UUID, person_id: UUID, *, by: Person, reason: str) -> NamedReviewer:
    """Have somebody else decide at a step that waits, in place of whoever was named for it.

    Raises:
        PermissionRefused, Refused: not allowed, or their own request; nothing waits any more; the person may not
            decide, or stands too near.
    """
    permit(by, NAME)
    use_case = UseCase.objects.select_for_update(of=("self",)).get(versions__review__steps__named=named_id)
    keep_apart(by, use_case)
    before = NamedReviewer.objects.select_related("step__step", "person").get(pk=named_id)
    step = before.step
    if step.closed_at is not None:
        raise Refused(NOT_OPEN)
    person = Person.objects.get(pk=person_id)
    refuse_if(
        refuse_naming(
            is_self=person.pk == by.pk,
            active=person.is_active,
            may_decide=may_decide_on(person, use_case.department_id),
            is_near=bool(concern_of(person, use_case)),
            is_named=step.named.filter(person=person).exists(),
        )
    )
    before.delete()
    named = NamedReviewer.objects.create(step=step, person=person, named_by=by)
    record(
        "registers.use_case.reviewer_replaced",
        subject=use_case,
        also=[person],
        by=by,
        reason=reason,
        person=person.name,
        former=before.person.name,
        step=step.step.name,
    )
    tell_reviewers(step)
    return named


def _locked(model: Any, key: UUID) -> Any:
    return model.objects.select_for_update(of=("self",)).select_related("owner").get(pk=key)


def _permitted(thing: Any, to_id: UUID, by: Person, *, is_over: bool) -> Person:
    """Return who is to answer for a thing, once everybody's part in it is asked about."""
    permit_handing_over(by, HAND_OVER, thing, of=thing.owner)
    to = Person.objects.get(pk=to_id)
    refuse_if(refuse_choosing(is_for_emergencies=to.is_for_emergencies, field="to"))
    refuse_if(
        rules.refuse_new_keeper(
            is_over=is_over, active=to.is_active, is_service=to.is_service, is_owner=to.pk == thing.owner_id
        )
    )
    return to


def _give(thing: Any, to: Person) -> None:
    thing.owner = to
    thing.save(update_fields=["owner"])
