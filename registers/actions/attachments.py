"""Files attached to use cases and exceptions."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from access.models import Person
from access.permits import permit
from common.clock import now
from common.refusals import Refusal, refuse_if
from common.refusals import marked as _
from registers.actions.files import keep_attachable, keeping_files
from registers.choices import ExceptionState, UseCaseState
from registers.models import Attachment, RegisterException, UseCase
from trail.recording import record

if TYPE_CHECKING:
    from django.core.files.base import File

MOST = 100
TOO_MANY = Refusal("too_many_attachments", _("There are 100 attachments already. Remove one that has served."), "file")
OVER = Refusal("nothing_changes_any_more", _("This is over: what was attached stays as it is."))


@keeping_files()
def attach_to_use_case(use_case_id: UUID, *, file: "File[Any]", by: Person, note: str = "") -> Attachment:
    """Attach a file to a use case.

    Raises:
        PermissionRefused, Refused: not allowed; retired; too many; a file that cannot be taken.
    """
    use_case = UseCase.objects.select_for_update().get(pk=use_case_id)
    permit(by, "registers.edit_use_case", use_case)
    refuse_if(OVER if use_case.state == UseCaseState.RETIRED else None)
    return _attach(use_case, file, by, note, use_case=use_case)


@keeping_files()
def attach_to_exception(exception_id: UUID, *, file: "File[Any]", by: Person, note: str = "") -> Attachment:
    """Attach a file to an exception.

    Raises:
        PermissionRefused, Refused: not allowed; over; too many; a file that cannot be taken.
    """
    exception = RegisterException.objects.select_for_update().get(pk=exception_id)
    permit(by, "registers.edit_exception", exception)
    refuse_if(OVER if exception.state in {ExceptionState.REFUSED, ExceptionState.ENDED} else None)
    return _attach(exception, file, by, note, exception=exception)


@transaction.atomic
def remove_attachment(attachment_id: UUID, *, by: Person, reason: str = "") -> Attachment:
    """Take an attachment off; the file and its hash stay on record, but are no longer handed out.

    Raises:
        PermissionRefused, Refused: not allowed; what it is attached to is over.
    """
    found = Attachment.objects.get(pk=attachment_id)
    # What it is attached to first, as every other action locks it: its submission reads what is attached.
    of: Any = UseCase if found.use_case_id else RegisterException
    thing = of.objects.select_for_update().get(pk=found.use_case_id or found.exception_id)
    attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
    asked = "registers.edit_use_case" if found.use_case_id else "registers.edit_exception"
    permit(by, asked, thing)
    refuse_if(OVER if thing.state in {UseCaseState.RETIRED, ExceptionState.REFUSED, ExceptionState.ENDED} else None)
    if attachment.removed_at is None:
        attachment.removed_at = now()
        attachment.save(update_fields=["removed_at"])
        record("registers.attachment.removed", subject=thing, by=by, reason=reason, file=attachment.file.name)
    return attachment


def _attach(thing: Any, file: "File[Any]", by: Person, note: str, **belongs: Any) -> Attachment:
    refuse_if(TOO_MANY if thing.attachments.filter(removed_at=None).count() >= MOST else None)
    stored = keep_attachable(file, by=by)
    attachment = Attachment.objects.create(file=stored, note=note, **belongs)
    record("registers.attachment.added", subject=thing, by=by, file=stored.name, sha256=stored.sha256, size=stored.size)
    return attachment
