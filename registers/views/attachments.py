"""Attaching files to use cases and exceptions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import ActionPage, FormPage
from registers.actions.attachments import attach_to_exception, attach_to_use_case, remove_attachment
from registers.forms.documents import AttachmentForm, RemoveAttachmentForm
from registers.models import Attachment, RegisterException, UseCase

SEEN = "registers.view_use_case"
EXCEPTION_SEEN = "registers.view_exceptions"


def page_of(thing: Any) -> str:
    """Return where the attachments of a thing stand."""
    address = str(thing.get_absolute_url())
    return f"{address}?tab=documents" if isinstance(thing, UseCase) else address


class AttachToUseCasePage(FormPage):
    """Attach a file to a use case."""

    permission = "registers.edit_use_case"
    view_permission = SEEN
    model = UseCase
    title = _("Attach a file")
    form_class = AttachmentForm
    submit_label = _("Attach")
    success = _("The file is attached.")

    def save(self, form: forms.Form) -> Attachment:
        """Keep it."""
        return attach_to_use_case(self.object.pk, by=self.reader, **form.cleaned_data)

    def success_url(self, result: Any) -> str:  # noqa: ARG002 - of the base
        """Return the documents of the use case."""
        return page_of(self.object)

    def cancel_url(self) -> str:
        """Return the documents of the use case."""
        return page_of(self.object)


class AttachToExceptionPage(FormPage):
    """Attach a file to an exception."""

    permission = "registers.edit_exception"
    view_permission = EXCEPTION_SEEN
    model = RegisterException
    title = _("Attach a file")
    form_class = AttachmentForm
    submit_label = _("Attach")
    success = _("The file is attached.")

    def save(self, form: forms.Form) -> Attachment:
        """Keep it."""
        return attach_to_exception(self.object.pk, by=self.reader, **form.cleaned_data)


class RemoveAttachmentPage(ActionPage):
    """Take an attachment off; asked about what it is attached to."""

    permission = "registers.edit_exception"
    view_permission = EXCEPTION_SEEN
    model = Attachment
    title = _("Remove the attachment")
    form_class = RemoveAttachmentForm
    submit_label = _("Remove")
    success = _("The attachment is removed.")
    danger = True
    thing: Any = None

    def prepare(self) -> None:
        """Find it, and what it belongs to; the permission is that thing's."""
        super().prepare()
        self.thing = self.object.use_case or self.object.exception
        if self.object.use_case:
            self.permission, self.view_permission = "registers.edit_use_case", SEEN

    def asked_object(self) -> Any:
        """Return what it is attached to."""
        return self.thing

    def consequences(self) -> Sequence[Any]:
        """Say what stays."""
        names = {"file": self.object, "hash": self.object.file.sha256[:12]}
        return (
            _t("“%(file)s” can no longer be downloaded here.") % names,
            _t("That it was there stays on record, with its SHA-256 (%(hash)s…).") % names,
        )

    def save(self, form: forms.Form) -> Attachment:
        """Remove it."""
        return remove_attachment(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:  # noqa: ARG002 - of the base
        """Return the page of what it was attached to."""
        return page_of(self.thing)

    def cancel_url(self) -> str:
        """Return the page of what it is attached to."""
        return page_of(self.thing)
