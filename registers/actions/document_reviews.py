"""Policies on their route: submitted, agreed to, approved, sent back or rejected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.models import Person
from access.permits import PermissionRefused, permit
from common.clock import now, today
from common.refusals import Refused, refuse_if
from registers.actions.reviews.closing import close_review, close_step
from registers.actions.reviews.sitting import is_step_agreed, seat_among, write_decision
from registers.actions.reviews.starting import open_next
from registers.actions.sending import send_for_readers
from registers.choices import Answer, ReviewState, RouteFor, StepOutcome
from registers.models import ApprovalRoute, ChangeAsked, Document, DocumentVersion, Review, ReviewStep, RouteParty
from registers.reading.decisions import has_decided
from registers.reading.near_documents import is_near, near_to_document
from registers.reading.reviewers import DECIDE, people_of_route, steps_of
from registers.rules import decisions as deciding
from registers.rules import document_reviews as rules
from registers.rules.routes import Party, refuse_people
from registers.rules.standing import end_of_approval
from trail.recording import record


class OwnDocument(PermissionRefused):
    """Whoever owns a policy, or worked on it, does not approve it, whatever their roles (SOC 2 CC5.1)."""

    def __init__(self) -> None:
        super().__init__(DECIDE)
        self.args = (_t("You own this document or have worked on it, so somebody else decides."),)


@dataclass(slots=True)
class DocumentSitting:
    """One reviewer at one open step of the review of a policy; the rows are locked."""

    person: Person
    document: Document
    version: DocumentVersion
    review: Review
    step: ReviewStep
    seat: deciding.Seat | None
    parties: Mapping[Party, RouteParty] = field(default_factory=dict)

    def decide(self, answer: Answer, *, reason: str, **more: Any) -> Any:
        """Write the decision, bound to the hash of the file and to the route."""
        route = self.review.route
        standing = {"route": {"for": route.route_for, "version": route.number}, "kind": self.document.kind}
        return write_decision(
            self, answer, reason=reason, content_hash=self.version.file.sha256, standing=standing, **more
        )

    def told(self) -> dict[str, Any]:
        """Return what every entry about a decision names."""
        details = {
            "version": self.version.number,
            "step": self.step.step.name,
            "content_hash": self.version.file.sha256,
        }
        if self.seat is not None and self.seat.on_behalf_of:
            details["on_behalf_of"] = str(Person.objects.get(pk=self.seat.on_behalf_of))
        return details


@transaction.atomic
def submit_document(document_id: UUID, *, by: Person) -> Document:
    """Send the latest version of a policy on its route; the version in force stays so until it is approved.

    Raises:
        PermissionRefused, Refused: not allowed; no policy, retired, submitted or answered before; at one of the steps
            nobody is left who could decide.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    permit(by, "registers.submit_document", document)
    version = document.versions.select_related("file").latest("number")
    earlier = Review.objects.filter(document_version=version).first()
    refuse_if(
        rules.refuse_submission(
            kind=document.kind, retired=document.retired_at is not None, review=earlier.state if earlier else None
        )
    )
    version.submitted_at, version.submitted_by = now(), by
    version.save(update_fields=["submitted_at", "submitted_by"])
    version.document = document
    route = ApprovalRoute.objects.in_use().whole().get(route_for=RouteFor.POLICY)
    steps = steps_of(route)
    # Whoever submits it is among those who do not decide.
    near = near_to_document(version)
    refuse_if(refuse_people(steps, people_of_route(steps, today()), without=near))
    open_next(Review.objects.create(document_version=version, route=route))
    record(
        "registers.document.submitted",
        subject=document,
        by=by,
        version=version.number,
        content_hash=version.file.sha256,
    )
    return document


@transaction.atomic
def approve_document(
    document_id: UUID, *, by: Person, content_hash: str, reason: str = "", review_on: date | None = None
) -> Document:
    """Agree to a policy; with the last agreement of the last step this version is the one in force.

    It is looked at again by `review_on`, at the latest when its route says so.

    Raises:
        PermissionRefused, Refused: as `_sit`; the day of the next review does not fit.
    """
    sitting = _sit(document_id, by=by, content_hash=content_hash)
    longest = end_of_approval(today(), sitting.review.route.months)
    refuse_if(deciding.refuse_approval(blockers=(), until=review_on, longest=longest, today=today()))
    sitting.decide(Answer.APPROVE, reason=reason, approved_until=review_on)
    agreed = is_step_agreed(sitting.step)
    if agreed:
        close_step(sitting.step, StepOutcome.AGREED)
    if not agreed or open_next(sitting.review) is not None:
        record("registers.document.agreed", subject=sitting.document, by=by, reason=reason, **sitting.told())
        return sitting.document
    return _approved(sitting, reason, longest)


@transaction.atomic
def ask_for_document_changes(document_id: UUID, *, by: Person, content_hash: str, reason: str) -> Document:
    """Send a policy back with what has to change; the next version answers it.

    Raises:
        PermissionRefused, Refused: as `_sit`; nothing is asked.
    """
    sitting = _sit(document_id, by=by, content_hash=content_hash)
    refuse_if(rules.refuse_changes(reason))
    decision = sitting.decide(Answer.ASK_FOR_CHANGES, reason=reason)
    ChangeAsked.objects.create(decision=decision, field="", text=reason.strip())
    close_step(sitting.step, StepOutcome.CHANGES_ASKED)
    close_review(sitting.review, ReviewState.CHANGES_ASKED)
    record("registers.document.changes_asked", subject=sitting.document, by=by, reason=reason, **sitting.told())
    _tell(sitting, gettext_noop("Changes are asked for %(what)s"), gettext_noop("%(why)s"), why=reason)
    return sitting.document


@transaction.atomic
def reject_document(document_id: UUID, *, by: Person, content_hash: str, reason: str) -> Document:
    """Reject a policy; the version in force stays so.

    Raises:
        PermissionRefused, Refused: as `_sit`; the reason is missing.
    """
    sitting = _sit(document_id, by=by, content_hash=content_hash)
    refuse_if(deciding.refuse_answer(Answer.REJECT, reason=reason, fields=(), known_fields=frozenset()))
    sitting.decide(Answer.REJECT, reason=reason)
    close_step(sitting.step, StepOutcome.REJECTED)
    close_review(sitting.review, ReviewState.REJECTED)
    record("registers.document.rejected", subject=sitting.document, by=by, reason=reason, **sitting.told())
    _tell(sitting, gettext_noop("%(what)s was rejected"), gettext_noop("%(why)s"), why=reason)
    return sitting.document


def end_document_review(document: Document, state: ReviewState) -> None:
    """End the review of a policy that is under way, if there is one; part of what ends it, with the document locked."""
    reviews = Review.objects.select_for_update().filter(document_version__document=document, state=ReviewState.OPEN)
    close_review(reviews.first(), state)


def is_in_review(document: Document) -> bool:
    """Tell whether a version of a policy is on its route."""
    return Review.objects.under_way().filter(document_version__document=document).exists()


def _sit(document_id: UUID, *, by: Person, content_hash: str) -> DocumentSitting:
    """Lock a policy and its review for a decision on the file that the reviewer looked at.

    Raises:
        PermissionRefused: no reviewer, or the document is their own.
        Refused: nothing is in review; not at this step; decided already; the file is another meanwhile.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    permit(by, DECIDE)
    reviews = Review.objects.select_for_update(of=("self",)).under_way().filter(document_version__document=document)
    review = reviews.select_related("document_version__file", "route").first()
    version = review.document_version if review else None
    step = review.steps.waiting().select_related("step").first() if review else None
    if review is None or version is None or step is None:
        raise Refused(rules.NOTHING_IN_REVIEW)
    version.document = document
    if is_near(by, version):
        raise OwnDocument
    seat, parties = seat_among(step, by, without=near_to_document(version))
    people = {by.pk, UUID(seat.on_behalf_of)} if seat and seat.on_behalf_of else {by.pk}
    refuse_if(
        deciding.refuse_decision(
            is_open=True,
            seat=seat,
            has_decided=has_decided(review, people),
            expected_hash=content_hash,
            content_hash=version.file.sha256,
        )
    )
    return DocumentSitting(by, document, version, review, step, seat, parties)


def _approved(sitting: DocumentSitting, reason: str, longest: date) -> Document:
    document, review = sitting.document, sitting.review
    given = review.decisions.approvals().values_list("approved_until", flat=True)
    review_on = review.approved_until = min([longest, *(day for day in given if day is not None)])
    review.save(update_fields=["approved_until"])
    close_review(review, ReviewState.APPROVED)
    document.review_on = review_on
    document.save(update_fields=["review_on"])
    record(
        "registers.document.approved",
        subject=document,
        by=sitting.person,
        reason=reason,
        review_on=review_on,
        **sitting.told(),
    )
    _tell(sitting, gettext_noop("%(what)s is approved; next review by %(until)s"), until=review_on)
    send_for_readers(document.pk)
    return document


def _tell(sitting: DocumentSitting, title: str, text: str = "", **values: Any) -> None:
    """Tell whoever owns a policy, added the version or submitted it what became of it."""
    version = sitting.version
    keys = (sitting.document.owner_id, version.entered_by_id, version.submitted_by_id)
    for person in Person.objects.active().filter(pk__in={key for key in keys if key is not None}):
        notify(
            person,
            kind="document",
            title=title,
            text=text,
            values={"what": str(version), **values},
            link=sitting.document.get_absolute_url(),
        )
