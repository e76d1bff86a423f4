"""Pages of documents."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import DetailPage, ListPage
from access.permits import may
from common.cells import person_cell
from common.clock import today
from common.presentation import Action, Link
from common.templatetags.kit import when
from registers.filters.documents import DocumentFilter
from registers.models import Document, DocumentVersion, UseCase
from registers.presenting.document_page import actions_of, approval_of, own_duty, reading_of
from registers.tables.documents import STANDINGS, DocumentTable, review_day

EDIT = "registers.edit_documents"


class DocumentsPage(ListPage):
    """Every document that governs the use of the API."""

    permission = "registers.view_register"
    title = _("Documents")
    name = "documents"
    filterset_class = DocumentFilter
    table_class = DocumentTable
    sorts: ClassVar = {
        "title": ("title",),
        "kind": ("kind", "title"),
        "provider": ("provider__name", "title"),
        "owner": ("owner__name", "title"),
        "review_on": ("review_on", "title"),
        "since": ("created_at",),
    }
    default_sort = "title"
    default_columns = ("title", "kind", "version", "provider", "owner", "review_on", "standing")
    locked_columns = ("title",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    empty_title = _("No documents yet")
    empty_text = _("Policies, assessments, agreements, reports and runbooks stand here with every version.")

    def rows(self) -> QuerySet[Document]:
        """Return the documents with their version and standing today."""
        return Document.objects.visible_to(self.reader).with_standing(today()).select_related("provider", "owner")

    def primary_action(self) -> Action | None:
        """Offer to enter one."""
        if not may(self.reader, EDIT):
            return None
        return Action(_t("New document"), reverse("registers:new-document"), "plus")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way to the checklist."""
        return {"actions": [Action(_t("Required documents"), reverse("registers:required-documents"), "checklist")]}


class DocumentPage(DetailPage):
    """One document: the version that holds, all versions with their files, what it concerns."""

    permission = "registers.view_register"
    model = Document
    template_name = "registers/document.html"
    timeline_for_concerned = True

    def get_object(self) -> Document:
        """Return the document with its standing today."""
        found: Document = super().get_object()
        return Document.objects.with_standing(today()).select_related("provider", "owner").get(pk=found.pk)

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what it is, who keeps it, and until when it is good."""
        document = self.object
        provider = document.provider
        link = format_html('<a href="{}">{}</a>', provider.get_absolute_url(), provider) if provider else ""
        return (
            (_t("Kind"), document.get_kind_display()),
            (_t("Owner"), person_cell(document.owner) if document.owner else _t("Nobody yet")),
            (_t("Review by"), review_day(document) if document.review_on else _t("No review set")),
            (_t("Valid from"), when(document.valid_from)),
            (_t("Valid until"), when(document.valid_until) if document.valid_until else _t("No end")),
            *([(_t("Provider"), link)] if provider else []),
            (_t("Since"), when(document.created_at)),
            *([(_t("Retired"), when(document.retired_at))] if document.retired_at else []),
        )

    def context(self) -> dict[str, Any]:
        """Return its versions and use cases, and what may be done."""
        document = self.object
        standing = STANDINGS[document.standing]
        changeable = document.retired_at is None and may(self.reader, EDIT, document)
        address = document.get_absolute_url()
        renew = Action(_t("New version"), f"{address}new-version/", "upload")
        approval, duty = approval_of(document), own_duty(document, self.reader)
        pressing = actions_of(document, self.reader, approval, duty)
        primary = next(iter(pressing), renew if changeable else None)
        more = [
            *([renew] if primary is not renew else []),
            Action(_t("Reviewed"), f"{address}reviewed/", "checklist", panel="dialog"),
            Action(_t("Edit"), f"{address}edit/", "edit"),
            Action(_t("Retire"), f"{address}retire/", "archive", danger=True, panel="dialog"),
        ]
        versions = DocumentVersion.objects.filter(document=document).select_related("file", "entered_by", "review")
        return {
            "breadcrumbs": [Link(_t("Documents"), reverse("registers:documents"))],
            "badge": standing,
            "primary_action": primary,
            "actions": [*pressing[1:], *(more if changeable else [])],
            "approval": approval,
            "reading": reading_of(document, self.reader),
            "duty": duty,
            "versions": versions,
            "shown": next(each for each in versions if each.pk == document.version_id),
            "use_cases": UseCase.objects.visible_to(self.reader).filter(documents=document).order_by("number"),
            "may_read_trail": may(self.reader, "trail.view_entries"),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.document:{document.pk}",
        }
