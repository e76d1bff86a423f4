"""A policy as its page shows it: where its approval stands, and how far it has been read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.permits import may
from common.clock import today
from common.presentation import Action, Badge, Tone
from registers.choices import DocumentKind
from registers.models import Document, DocumentVersion, ReadingDuty, Review
from registers.presenting.review_route import ShownStep, given_for, review_badge, route_of
from registers.reading.coverage import Coverage, coverage_of
from registers.reading.readers import readership_of, version_in_force, whom

NOT_SUBMITTED = Badge(_("Not submitted"), Tone.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Approval:
    """Where the approval of a policy's latest version stands."""

    version: DocumentVersion
    badge: Badge
    review: Review | None
    route: Sequence[ShownStep]

    @property
    def is_open(self) -> bool:
        """Tell whether it is on its route."""
        return self.review is not None and self.review.closed_at is None


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a policy concerns, and how far they have read the version in force."""

    whom: str
    days: int
    coverage: Coverage | None
    version: DocumentVersion | None
    headers: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()


def approval_of(document: Document) -> Approval | None:
    """Return where the latest version of a policy stands; other documents need no approval."""
    if document.kind != DocumentKind.POLICY:
        return None
    version = document.versions.select_related("file", "submitted_by").latest("number")
    review = Review.objects.filter(document_version=version).prefetch_related("steps").first()
    if review is None:
        return Approval(version, NOT_SUBMITTED, None, ())
    return Approval(version, review_badge(review), review, route_of(review, given_for(review)))


def reading_of(document: Document, reader: Person) -> Reading | None:
    """Return who has to read a policy and how many have, for those who may see it."""
    if document.kind != DocumentKind.POLICY or not may(reader, "registers.view_acknowledgements", document):
        return None
    readership, version = readership_of(document), version_in_force(document.pk, today())
    if readership is None or version is None:
        return Reading(whom(readership), readership.days if readership else 0, None, version)
    coverage = coverage_of(version, today())
    headers = [_t("Department"), _t("Read"), _t("Not yet"), _t("Overdue")]
    rows = [
        [part.department or _t("Without a department"), part.read, part.waiting, part.late] for part in coverage.parts
    ]
    return Reading(whom(readership), readership.days, coverage, version, headers, rows)


def own_duty(document: Document, reader: Person) -> Any:
    """Return the reader's own duty to read a policy, with when they did; None where it does not concern them."""
    version = version_in_force(document.pk, today())
    return ReadingDuty.objects.standing().with_answer().filter(document_version=version, person=reader).first()


def actions_of(document: Document, reader: Person, approval: Approval | None, duty: Any) -> list[Action]:
    """Return what a reader may do with a policy, the most pressing first."""
    if document.retired_at is not None or approval is None:
        return []
    address = document.get_absolute_url()
    found = []
    if duty is not None and duty.acknowledged_at is None:
        found.append(Action(_t("Read it, and say so"), f"{address}acknowledge/", "book"))
    if approval.review is None and may(reader, "registers.submit_document", document):
        found.append(Action(_t("Submit for approval"), f"{address}submit/", "send", panel="dialog"))
    if approval.is_open:
        found.append(Action(_t("Open the review"), reverse("registers:document-review", args=[document.pk]), "scale"))
    if may(reader, "registers.ask_readers"):
        found.append(Action(_t("Whom it concerns"), f"{address}readers/", "users"))
    return found
