"""What the page of a use case shows of its documents: those that concern it, what is missing, what is attached."""

from typing import Any

from django.urls import reverse

from access.models import Person
from access.permits import may
from common.clock import today
from registers.choices import UseCaseState
from registers.models import Document, UseCase
from registers.reading.checklist import lines_of
from registers.tables.documents import STANDINGS


def files_of(reader: Person, use_case: UseCase) -> dict[str, Any]:
    """Return what registers/parts/use_case_files.html takes."""
    day = today()
    documents: Any = Document.objects.visible_to(reader).with_standing(day).filter(use_cases=use_case)
    may_attach = may(reader, "registers.edit_use_case", use_case) and use_case.state != UseCaseState.RETIRED
    return {
        "documents": [(each, STANDINGS[each.standing]) for each in documents.select_related("owner")],
        "lacking": [line for line in lines_of(use_case, day) if not line.is_met],
        "may_add": may(reader, "registers.edit_documents"),
        "attachments": use_case.attachments.filter(removed_at=None).select_related("file__kept_by"),
        "attach_url": reverse("registers:attach-to-use-case", args=[use_case.pk]) if may_attach else "",
    }
