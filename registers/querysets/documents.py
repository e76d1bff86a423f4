"""Named questions about documents and exceptions."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from registers.choices import ExceptionState
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import Document, RegisterException, RequiredDocument  # noqa: F401 - named in the bases below


class DocumentQuerySet(TrailedQuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all documents for those who may see the registers, otherwise none."""
        return self if reader.may("registers.view_register") else self.none()

    def in_use(self) -> Self:
        """Return the documents that hold."""
        return self.filter(retired_at=None)

    def overdue_on(self, day: date) -> Self:
        """Return the documents whose review is overdue on a day."""
        return self.in_use().filter(review_on__lt=day)


class RequiredDocumentQuerySet(TrailedQuerySet["RequiredDocument"]):
    """Questions about what is required."""

    def standing(self) -> Self:
        """Return what is required now."""
        return self.filter(removed_at=None)


class RegisterExceptionQuerySet(TrailedQuerySet["RegisterException"]):
    """Questions about exceptions."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all exceptions for officers, reviewers and auditors; for others what they own or asked for."""
        if reader.may("registers.view_exceptions"):
            return self
        return self.filter(Q(owner=reader) | Q(requested_by=reader))

    def in_force_on(self, day: date) -> Self:
        """Return the exceptions that hold on a day."""
        return self.filter(state=ExceptionState.GRANTED, starts_on__lte=day, expires_on__gte=day)

    def expired_on(self, day: date) -> Self:
        """Return the granted exceptions that are over."""
        return self.filter(state=ExceptionState.GRANTED, expires_on__lt=day)
