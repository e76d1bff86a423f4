"""Policies on their route, and people who have to read them, made by the portal's own actions."""

from typing import Any

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.acknowledging import ask_readers, set_readership
from registers.actions.document_reviews import approve_document, submit_document
from registers.models import Document, ReadingDuty, Review
from tests.factories.documents import make_document
from tests.factories.people import fresh, make_person
from tests.factories.registers import steward


def second_officer() -> Person:
    """Return an officer who has nothing to do with any document yet."""
    known = Person.objects.filter(name="Otto Other").first()
    return known or make_person("Otto Other", RoleName.COMPLIANCE_OFFICER)


def author() -> Person:
    """Return the officer who writes policies: never the one who approves them."""
    officers = Person.objects.active().holding(RoleName.COMPLIANCE_OFFICER, today()).exclude(name="Otto Other")
    return officers.first() or make_person("Stella Steward", RoleName.COMPLIANCE_OFFICER)


def make_in_review(title: str = "Policy on AI", **content: Any) -> Document:
    """Enter a policy and submit it; there is somebody else to decide."""
    writer = fresh(content.pop("by", None) or author())
    second_officer()
    document = make_document(title, "policy", by=writer, **content)
    return submit_document(document.pk, by=writer)


def file_hash(document: Document) -> str:
    """Return the SHA-256 of the latest version's file."""
    return str(document.versions.latest("number").file.sha256)


def approve_policy(document: Document, **more: Any) -> Document:
    """Have the second officer approve what is in review."""
    by = fresh(more.pop("by", None) or second_officer())
    return approve_document(document.pk, by=by, content_hash=file_hash(document), **more)


def make_policy(title: str = "Policy on AI", **content: Any) -> Document:
    """Enter a policy that is approved."""
    return approve_policy(make_in_review(title, **content))


def ask(document: Document, **whom: Any) -> list[ReadingDuty]:
    """Say whom a policy concerns (everybody, unless said) and have them asked; return their duties."""
    set_readership(document.pk, by=fresh(steward()), **(whom or {"everybody": True}))
    ask_readers(document.pk)
    return list(ReadingDuty.objects.standing().filter(document_version__document=document))


def document_review(document: Document) -> Review:
    """Return the latest review of a policy, as it stands in the database."""
    return Review.objects.filter(document_version__document=document).latest("started_at")
