"""The checklist of required documents, and what stands on it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.page_base import Page
from access.pages import ActionPage, FormPage
from access.permits import may
from common.clock import today
from common.presentation import Action, Link
from registers.actions import required_documents
from registers.forms.documents import RequirementForm
from registers.models import RequiredDocument
from registers.reading.checklist import checklist_on

EDIT = "registers.edit_required_documents"


class RequiredDocumentsPage(Page):
    """What documents there must be: what is there, what is missing, what is out of date."""

    permission = "registers.view_register"
    title = _("Required documents")
    template_name = "registers/required_documents.html"

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the checklist."""
        checklist = checklist_on(today(), self.reader)
        require = Action(_t("Require a document"), reverse("registers:require-document"), "plus", panel="dialog")
        return self.respond(
            {
                "breadcrumbs": [Link(_t("Documents"), reverse("registers:documents"))],
                "primary_action": require if may(self.reader, EDIT) else None,
                "checklist": checklist,
                "total": sum(each.total for each in checklist),
                "met": sum(each.met for each in checklist),
                "unmet": sum(each.unmet for each in checklist),
                "may_add": may(self.reader, "registers.edit_documents"),
                "may_edit": may(self.reader, EDIT),
            }
        )


class RequireDocumentPage(FormPage):
    """Require a kind of document."""

    permission = EDIT
    view_permission = "registers.view_register"
    title = _("Require a document")
    form_class = RequirementForm
    submit_label = _("Require it")
    success = _("It is required from now on.")

    def save(self, form: forms.Form) -> RequiredDocument:
        """Require it."""
        return required_documents.require_document(by=self.reader, **form.cleaned_data)

    def success_url(self, result: Any) -> str:  # noqa: ARG002 - of the base
        """Return the checklist."""
        return reverse("registers:required-documents")

    def cancel_url(self) -> str:
        """Return the checklist."""
        return reverse("registers:required-documents")


class DropRequirementPage(ActionPage):
    """No longer require a kind of document."""

    permission = EDIT
    view_permission = "registers.view_register"
    model = RequiredDocument
    title = _("No longer required")
    form_class = ReasonForm
    submit_label = _("No longer require it")
    success = _("It is no longer required.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        return (
            _t("“%(what)s” leaves the checklist for everybody.") % {"what": self.object},
            _t("Documents that are there stay."),
        )

    def save(self, form: forms.Form) -> RequiredDocument:
        """Drop it."""
        return required_documents.drop_requirement(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:  # noqa: ARG002 - of the base
        """Return the checklist."""
        return reverse("registers:required-documents")

    def cancel_url(self) -> str:
        """Return the checklist."""
        return reverse("registers:required-documents")
