"""Who stands so near to a policy document that somebody else decides on it."""

from datetime import datetime
from uuid import UUID

from access.models import Person
from registers.choices import ReviewState
from registers.models import Document, DocumentVersion, Review
from registers.reading.near import near_to
from trail.models import TrailEntry

# Whoever did one of these worked on the document.
WORKING = (
    "registers.document.created",
    "registers.document.edited",
    "registers.document.renewed",
    "registers.document.submitted",
)


def near_to_document(version: DocumentVersion) -> frozenset[str]:
    """Return the ids of whoever owns a document, added or submitted this version, or worked on it since its approval.

    What somebody did to a version that was approved meanwhile is judged: else two officers who take turns would soon
    have nobody left to decide.
    """
    document = version.document
    worked = TrailEntry.objects.about(document).filter(verb__in=WORKING)
    since = _approved_last(document)
    if since is not None:
        worked = worked.filter(at__gt=since)
    found: set[UUID | None] = {document.owner_id, version.entered_by_id, version.submitted_by_id}
    found.update(worked.values_list("actor_id", flat=True))
    return frozenset(str(each) for each in found if each)


def is_near(person: Person, version: DocumentVersion) -> bool:
    """Tell whether a person stands too near to decide on a version."""
    return str(person.pk) in near_to_document(version)


def near_of(review: Review) -> frozenset[str]:
    """Return the ids of everybody who stands too near to what is reviewed: a use case or a document."""
    if review.version is not None:
        return near_to(review.version.use_case)
    return near_to_document(review.document_version) if review.document_version is not None else frozenset()


def _approved_last(document: Document) -> datetime | None:
    approved = Review.objects.filter(document_version__document=document, state=ReviewState.APPROVED)
    latest = approved.order_by("-closed_at").first()
    return latest.closed_at if latest else None
