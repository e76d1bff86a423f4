"""Documents, what is required of them, and exceptions."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.choices import DocumentKind, ExceptionState, Requirement
from registers.models.categories import DataCategory
from registers.models.files import StoredFile
from registers.models.providers import Project, Provider
from registers.models.use_cases import UseCase
from registers.querysets.documents import (
    AttachmentQuerySet,
    DocumentQuerySet,
    DocumentVersionQuerySet,
    RegisterExceptionQuerySet,
    RequiredDocumentQuerySet,
)
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class Document(models.Model):
    """One document that governs the use of the API, in all its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    description = models.TextField(_("description"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_documents",
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("provider"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    use_cases = models.ManyToManyField(
        UseCase, verbose_name=_("use cases"), through="DocumentUseCase", related_name="documents"
    )
    review_on = models.DateField(_("review by"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), default=now)
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="registers_document_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="registers_document_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the document's page."""
        return reverse("registers:document", args=[self.pk])

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the document: its owner, or somebody who has to read it."""
        key = getattr(person, "pk", None)
        found = {"owner"} if self.owner_id and self.owner_id == key else set()
        if type(self).objects.read_by(key).filter(pk=self.pk).exists():
            found.add("reader")
        return frozenset(found)


@trailed()
class DocumentVersion(models.Model):
    """One version of a document: its file, and from when it holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    file = models.OneToOneField(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="document_version"
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.TextField(_("what changed"), blank=True)
    entered_at = models.DateTimeField(_("entered"), default=now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="document_versions_entered",
    )
    # Of a policy: since when it is, or was, on its way through the route; from then on nothing of it changes.
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="document_versions_submitted",
    )

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("document", "number", name="registers_documentversion_number_is_unique"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="registers_documentversion_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="registers_documentversion_submitted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"


@trailed()
class DocumentUseCase(models.Model):
    """One use case that a document concerns."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="document_use_cases")
    use_case = models.ForeignKey(UseCase, on_delete=models.PROTECT, related_name="document_use_cases")

    objects = TrailedQuerySet["DocumentUseCase"].as_manager()

    class Meta:
        verbose_name = _("use case of a document")
        verbose_name_plural = _("use cases of documents")
        constraints: ClassVar = [
            models.UniqueConstraint("document", "use_case", name="registers_documentusecase_is_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.use_case}"


@trailed()
class RequiredDocument(models.Model):
    """One kind of document that must be there: for the organisation, each provider, or some use cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    required_for = models.CharField(_("required for"), max_length=20, choices=Requirement.choices)
    reason = models.TextField(_("why"), blank=True)
    created_at = models.DateTimeField(_("since"), default=now)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = RequiredDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        ordering: ClassVar = ["required_for", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "kind", "required_for", condition=Q(removed_at=None), name="registers_requireddocument_is_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_required_for_display()}"

    def get_absolute_url(self) -> str:
        """Return the address of the checklist, where it is one line."""
        return reverse("registers:required-documents")


@trailed()
class RegisterException(models.Model):
    """One permitted departure from a rule, for a time: its reason, what makes up for it, and who answers for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("reason"))
    compensating_control = models.TextField(_("compensating control"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.PROTECT, related_name="owned_exceptions"
    )
    use_case = models.ForeignKey(
        UseCase, verbose_name=_("use case"), null=True, blank=True, on_delete=models.PROTECT, related_name="exceptions"
    )
    category = models.ForeignKey(
        DataCategory,
        verbose_name=_("data category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exceptions",
    )
    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, blank=True, on_delete=models.PROTECT, related_name="exceptions"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ExceptionState.choices, default=ExceptionState.REQUESTED
    )
    starts_on = models.DateField(_("from"))
    expires_on = models.DateField(_("until"))
    requested_at = models.DateTimeField(_("requested"), default=now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.PROTECT,
        related_name="exceptions_requested",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="exceptions_decided",
    )
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = RegisterExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering: ClassVar = ["expires_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="registers_registerexception_has_a_title"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(compensating_control=""),
                name="registers_registerexception_says_why_and_what_makes_up_for_it",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("starts_on")), name="registers_registerexception_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__lte=F("starts_on") + timedelta(days=366)),
                name="registers_registerexception_lasts_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
                name="registers_registerexception_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", decided_by=None)
                | (~Q(state="requested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="registers_registerexception_decided_by_somebody",
            ),
            # Separation of duties: nobody decides on what they asked for or answer for.
            models.CheckConstraint(
                condition=Q(decided_by=None) | (~Q(decided_by=F("requested_by")) & ~Q(decided_by=F("owner"))),
                name="registers_registerexception_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the exception's page."""
        return reverse("registers:exception", args=[self.pk])

    @property
    def concerns_words(self) -> str:
        """Return what it is about, in one line."""
        return " · ".join(str(each) for each in (self.use_case, self.category, self.project) if each)

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the exception."""
        key = getattr(person, "pk", None)
        named = {"owner": self.owner_id, "requester": self.requested_by_id}
        return frozenset(word for word, whose in named.items() if whose == key)


@trailed()
class Attachment(models.Model):
    """One file attached to a use case or to an exception."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.OneToOneField(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="attachment")
    use_case = models.ForeignKey(
        UseCase, verbose_name=_("use case"), null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    exception = models.ForeignKey(
        RegisterException, verbose_name=_("exception"), null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(use_case__isnull=False, exception=None) | Q(use_case=None, exception__isnull=False),
                name="registers_attachment_belongs_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def scope_department_id(self) -> Any:
        """Return the department of its use case."""
        return self.use_case.department_id if self.use_case else None

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the thing it is attached to."""
        thing = self.use_case or self.exception
        return thing.relations_of(person) if thing else frozenset()
