"""Named questions about documents and exceptions."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from registers.choices import DocumentKind, ExceptionState, ReviewState
from registers.rules.documents import Standing
from registers.rules.exceptions import EXPIRES_SOON
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from uuid import UUID

    from access.models import Person
    from registers.models import (  # noqa: F401 - named in the bases below
        Attachment,
        Document,
        DocumentVersion,
        RegisterException,
        RequiredDocument,
    )


class DocumentQuerySet(TrailedQuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all documents for those who may see the registers, for others the policies they have to read."""
        return self if reader.may("registers.view_register") else self.read_by(reader.pk)

    def read_by(self, person_id: "UUID | None") -> Self:
        """Return the policies that a person has to read, or had to and did."""
        from registers.models import ReadingDuty

        duties = ReadingDuty.objects.order_by().filter(person=person_id, lifted_at=None)
        return self.filter(Exists(duties.filter(document_version__document=OuterRef("pk"))))

    def in_use(self) -> Self:
        """Return the documents that hold."""
        return self.filter(retired_at=None)

    def review_due_by(self, day: date) -> Self:
        """Return the documents that are to be reviewed by a day."""
        return self.in_use().filter(review_on__lte=day)

    def with_standing(self, day: date) -> Self:
        """Tell of each its version on a day, else the next one, and its `standing` as the rule does.

        Of a policy, what was approved comes before what was not: the version before stays until the next is approved.
        """
        from registers.models import DocumentVersion

        shown = DocumentVersion.objects.filter(document=OuterRef("pk")).in_order_on(day)
        rows = self.annotate(
            version_number=Subquery(shown.values("number")[:1]),
            version_id=Subquery(shown.values("pk")[:1]),
            valid_from=Subquery(shown.values("valid_from")[:1]),
            valid_until=Subquery(shown.values("valid_until")[:1]),
            version_review=Coalesce(Subquery(shown.values("review__state")[:1]), Value("")),
        )
        unapproved = Q(kind=DocumentKind.POLICY) & ~Q(version_review=ReviewState.APPROVED)
        return rows.annotate(
            standing=Case(
                When(retired_at__isnull=False, then=Value("retired")),
                When(unapproved, then=Value(Standing.UNAPPROVED.value)),
                When(valid_from__gt=day, then=Value(Standing.FUTURE.value)),
                When(valid_until__lt=day, then=Value(Standing.EXPIRED.value)),
                When(review_on__lt=day, then=Value(Standing.OVERDUE.value)),
                default=Value(Standing.CURRENT.value),
                output_field=CharField(),
            )
        )

    def searched(self, text: str) -> Self:
        """Return the documents in whose title, description or provider each word occurs."""
        found = self
        for word in text.split():
            here = Q(title__icontains=word) | Q(description__icontains=word) | Q(provider__name__icontains=word)
            found = found.filter(here)
        return found


class DocumentVersionQuerySet(TrailedQuerySet["DocumentVersion"]):
    """Questions about versions of documents."""

    def approved(self) -> Self:
        """Return what was approved on its route."""
        return self.filter(review__state=ReviewState.APPROVED)

    def in_order_on(self, day: date) -> Self:
        """Return the versions of one document so that the one that holds on a day comes first."""
        policy = Q(document__kind=DocumentKind.POLICY)
        unapproved = Case(When(policy & Q(review__state=ReviewState.APPROVED), then=0), When(policy, then=1), default=0)
        later = Case(When(valid_from__gt=day, then=1), default=0)
        return self.order_by(unapproved, later, "-number")

    def in_force_on(self, day: date) -> Self:
        """Return the approved version of a policy that holds on a day, first; its end may be over."""
        held = self.approved().filter(document__kind=DocumentKind.POLICY, document__retired_at=None)
        return held.filter(valid_from__lte=day).order_by("-number")


class RequiredDocumentQuerySet(TrailedQuerySet["RequiredDocument"]):
    """Questions about what is required."""

    def visible_to(self, reader: "Person") -> Self:
        """Return what is required now, for those who may see the registers."""
        return self.standing() if reader.may("registers.view_register") else self.none()

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

    def with_standing(self, day: date) -> Self:
        """Tell of each its `standing` on a day: its state, or of a granted one: ahead, in force, expired."""
        return self.annotate(
            standing=Case(
                When(state=ExceptionState.GRANTED, starts_on__gt=day, then=Value("ahead")),
                When(state=ExceptionState.GRANTED, expires_on__lt=day, then=Value("expired")),
                When(state=ExceptionState.GRANTED, then=Value("in-force")),
                default="state",
                output_field=CharField(),
            )
        )

    def to_decide_by(self, person: "Person") -> Self:
        """Return what waits for a decision that this person may take: neither asked for nor owned by them."""
        return self.filter(state=ExceptionState.REQUESTED).exclude(Q(owner=person) | Q(requested_by=person))

    def searched(self, text: str) -> Self:
        """Return the exceptions in whose title, reason or compensating control each word occurs."""
        found = self
        for word in text.split():
            here = Q(title__icontains=word) | Q(reason__icontains=word) | Q(compensating_control__icontains=word)
            found = found.filter(here)
        return found

    def in_force_on(self, day: date) -> Self:
        """Return the exceptions that hold on a day."""
        return self.filter(state=ExceptionState.GRANTED, starts_on__lte=day, expires_on__gte=day)

    def ending_soon_on(self, day: date) -> Self:
        """Return the granted exceptions whose end is near enough to be reminded of."""
        return self.filter(state=ExceptionState.GRANTED, expires_on__gte=day, expires_on__lte=day + EXPIRES_SOON)

    def expired_lately_on(self, day: date) -> Self:
        """Return the granted exceptions that are over since lately; what is long over is no news."""
        return self.filter(state=ExceptionState.GRANTED, expires_on__lt=day, expires_on__gte=day - EXPIRES_SOON)


class AttachmentQuerySet(TrailedQuerySet["Attachment"]):
    """Questions about attachments."""

    def visible_to(self, reader: "Person") -> Self:
        """Return what is attached to the use cases and exceptions that a reader may see."""
        from registers.models import RegisterException, UseCase

        use_cases = UseCase.objects.visible_to(reader).values("pk")
        exceptions = RegisterException.objects.visible_to(reader).values("pk")
        standing = self.filter(removed_at=None).select_related("file", "use_case", "exception")
        return standing.filter(Q(use_case__in=use_cases) | Q(exception__in=exceptions))
