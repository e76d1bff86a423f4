"""What documents there must be: the shipped list, and what the organisation makes of it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from access.models import Person
from access.permits import permit
from common.clock import now
from common.refusals import Refusal
from common.refusals import marked as _
from common.taken import refused_when_taken
from registers.choices import DocumentKind, Requirement
from registers.models import RequiredDocument
from trail.recording import record

TAKEN = Refusal("required_already", _("This kind of document is required there already."), "kind")
SHIPPED = (
    (
        DocumentKind.POLICY,
        Requirement.ORGANISATION,
        gettext_noop("People must be told for what they may use the API (ISO/IEC 42001, A.2.2)."),
    ),
    (
        DocumentKind.RUNBOOK,
        Requirement.ORGANISATION,
        gettext_noop("Whoever is on call must know how to stop a key or a use case (ISO/IEC 27001, A.5.24)."),
    ),
    (
        DocumentKind.DPA,
        Requirement.PROVIDER,
        gettext_noop("A processor of personal data needs a contract (GDPR Article 28(3))."),
    ),
    (
        DocumentKind.VENDOR_REPORT,
        Requirement.PROVIDER,
        gettext_noop("Suppliers are checked, and again from time to time (SOC 2 CC9.2, ISO/IEC 27001, A.5.22)."),
    ),
    (
        DocumentKind.DPIA,
        Requirement.SPECIAL,
        gettext_noop("Special categories of data on a large scale need an assessment (GDPR Article 35(3)(b))."),
    ),
    (
        DocumentKind.DPIA,
        Requirement.HIGH_TIER,
        gettext_noop("A likely high risk to people needs an assessment (GDPR Article 35(1), EU AI Act Article 27)."),
    ),
)
SHIPPED_REASONS = frozenset(reason for _kind, _for, reason in SHIPPED)


@transaction.atomic
def install_required_documents() -> None:
    """Require what is sensible, each once: what the organisation no longer requires does not come back."""
    known = set(RequiredDocument.objects.values_list("kind", "required_for"))
    for kind, required_for, reason in SHIPPED:
        if (kind, required_for) not in known:
            row = RequiredDocument.objects.create(kind=kind, required_for=required_for, reason=reason)
            record("registers.required_document.shipped", subject=row, by=None)


@transaction.atomic
def require_document(*, kind: str, required_for: str, reason: str = "", by: Person) -> RequiredDocument:
    """Require a kind of document.

    Raises:
        PermissionRefused, Refused: not allowed, or it is required already.
    """
    permit(by, "registers.edit_required_documents")
    row = RequiredDocument(kind=kind, required_for=required_for, reason=reason)
    row.clean_fields()
    with refused_when_taken(TAKEN):
        row.save(force_insert=True)
    record("registers.required_document.created", subject=row, by=by, reason=reason)
    return row


@transaction.atomic
def drop_requirement(required_id: UUID, *, by: Person, reason: str) -> RequiredDocument:
    """No longer require a kind of document.

    Raises:
        PermissionRefused: not allowed.
    """
    permit(by, "registers.edit_required_documents")
    row = RequiredDocument.objects.select_for_update().get(pk=required_id)
    if row.removed_at is None:
        row.removed_at = now()
        row.save(update_fields=["removed_at"])
        record("registers.required_document.removed", subject=row, by=by, reason=reason)
    return row
