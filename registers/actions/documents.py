"""Documents: entered with their first file, changed, renewed, reviewed, retired."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from access.models import Person
from access.permits import permit
from common.clock import now, today
from common.names import clean_name
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from registers.actions.document_reviews import end_document_review, is_in_review
from registers.actions.files import keep_attachable, keeping_files
from registers.actions.sending import send_for_readers
from registers.choices import ReviewState
from registers.models import Document, DocumentUseCase, DocumentVersion, UseCase
from registers.owners import refuse_nobody
from registers.rules import documents as rules
from registers.rules.document_reviews import refuse_change_of_kind
from trail.recording import record

if TYPE_CHECKING:
    from django.core.files.base import File

USE_CASE_UNKNOWN = Refusal("use_case_unknown", _("One of these use cases is not on the register."), "use_cases")


class DocumentContent(TypedDict, total=False):
    """What can be said of a document; `use_cases` are the ids of those it concerns."""

    title: str
    kind: str
    description: str
    owner_id: UUID | None
    provider_id: UUID | None
    use_cases: Collection[UUID]
    review_on: date | None


@keeping_files()
def create_document(
    *,
    file: "File[Any]",
    by: Person,
    valid_from: date | None = None,
    valid_until: date | None = None,
    note: str = "",
    **content: Unpack[DocumentContent],
) -> Document:
    """Enter a document with its first version.

    Raises:
        PermissionRefused, Refused: not allowed; a file, a date or a use case that cannot be taken.
    """
    permit(by, "registers.edit_documents")
    refuse_if(rules.refuse_review(review_on=content.get("review_on"), today=today()))
    document = Document()
    concerned = content.pop("use_cases", ())
    _fill(document, content)
    document.save(force_insert=True)
    use_cases = _concern(document, concerned, by=by)
    _enter_version(document, file, valid_from or today(), valid_until, note, by=by)
    record("registers.document.created", subject=document, also=_also(document, use_cases), by=by)
    return document


@transaction.atomic
def edit_document(document_id: UUID, *, by: Person, reason: str = "", **content: Unpack[DocumentContent]) -> Document:
    """Change what is said of a document; what is not given stays. Use cases that `by` cannot see stay named.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or a date or use case that cannot be taken.
    """
    document = _locked(document_id, by)
    if content.get("review_on") != document.review_on:
        refuse_if(rules.refuse_review(review_on=content.get("review_on"), today=today()))
    kind = str(content.get("kind", document.kind))
    refuse_if(refuse_change_of_kind(before=document.kind, after=kind, in_review=is_in_review(document)))
    standing = set(document.use_cases.values_list("pk", flat=True))
    concerned = content.pop("use_cases", standing)
    changed = _fill(document, content)
    if changed:
        document.save(update_fields=changed)
    use_cases = _concern(document, concerned, standing, by=by)
    if changed or use_cases:
        record("registers.document.edited", subject=document, also=_also(document, use_cases), by=by, reason=reason)
    return document


@keeping_files()
def renew_document(
    document_id: UUID,
    *,
    file: "File[Any]",
    by: Person,
    valid_from: date | None = None,
    valid_until: date | None = None,
    note: str = "",
) -> DocumentVersion:
    """Add the next version of a document; the earlier ones stay, and the review of one of them ends.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or a file or date that cannot be taken.
    """
    document = _locked(document_id, by)
    version = _enter_version(document, file, valid_from or today(), valid_until, note, by=by)
    end_document_review(document, ReviewState.SET_ASIDE)
    record("registers.document.renewed", subject=document, by=by, version=version.number, sha256=version.file.sha256)
    return version


@transaction.atomic
def review_document(document_id: UUID, *, review_on: date, by: Person, note: str = "") -> Document:
    """Put on record that somebody looked at a document and it still holds, and when to look again.

    Raises:
        PermissionRefused, Refused: not allowed, retired, or the day is past or too far.
    """
    document = _locked(document_id, by)
    refuse_if(rules.refuse_review(review_on=review_on, today=today()))
    document.review_on = review_on
    document.save(update_fields=["review_on"])
    record("registers.document.reviewed", subject=document, by=by, reason=note, review_on=review_on)
    return document


@transaction.atomic
def retire_document(document_id: UUID, *, by: Person, reason: str) -> Document:
    """Take a document out of use; it and its files stay, a review under way ends, and nobody has to read it any more.

    Raises:
        PermissionRefused: not allowed.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    permit(by, "registers.edit_documents", document)
    if document.retired_at is None:
        document.retired_at = now()
        document.save(update_fields=["retired_at"])
        end_document_review(document, ReviewState.WITHDRAWN)
        send_for_readers(document.pk)
        record("registers.document.retired", subject=document, by=by, reason=reason)
    return document


def _locked(document_id: UUID, by: Person) -> Document:
    document = Document.objects.select_for_update().get(pk=document_id)
    permit(by, "registers.edit_documents", document)
    refuse_if(rules.refuse_change_of_retired(retired=document.retired_at is not None))
    return document


def _fill(document: Document, content: Mapping[str, Any]) -> list[str]:
    given = dict(content)
    if "title" in given:
        given["title"] = clean_name(str(given["title"]), "title")
        if not given["title"]:
            raise Refused(rules.TITLE_MISSING)
    changed = [name for name, value in given.items() if getattr(document, name) != value]
    if "owner_id" in changed:
        refuse_nobody(given["owner_id"])
    for name in changed:
        setattr(document, name, given[name])
    fields = [document._meta.get_field(name).name for name in changed]
    document.clean_fields(exclude={field.name for field in document._meta.concrete_fields} - set(fields))
    return fields


def _enter_version(
    document: Document, file: "File[Any]", valid_from: date, valid_until: date | None, note: str, *, by: Person
) -> DocumentVersion:
    refuse_if(rules.refuse_validity(valid_from=valid_from, valid_until=valid_until))
    latest = document.versions.aggregate(number=Max("number"))["number"] or 0
    return DocumentVersion.objects.create(
        document=document,
        number=latest + 1,
        file=keep_attachable(file, by=by),
        valid_from=valid_from,
        valid_until=valid_until,
        note=note,
        entered_by=by,
    )


def _concern(
    document: Document, wanted: Collection[UUID], standing: Collection[UUID] = (), *, by: Person
) -> list[UseCase]:
    """Name the use cases a document concerns; return those that came or went."""
    visible = {each.pk: each for each in UseCase.objects.visible_to(by).filter(pk__in={*wanted, *standing})}
    if set(wanted) - set(standing) - set(visible):
        raise Refused(USE_CASE_UNKNOWN)
    gone = [key for key in standing if key in visible and key not in wanted]
    new = [key for key in wanted if key not in standing]
    DocumentUseCase.objects.filter(document=document, use_case__in=gone).delete()
    for key in sorted(new):
        DocumentUseCase.objects.create(document=document, use_case_id=key)
    return [visible[key] for key in (*gone, *new)]


def _also(document: Document, use_cases: Iterable[UseCase]) -> list[Any]:
    return [*([document.provider] if document.provider else []), *use_cases]
