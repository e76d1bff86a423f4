"""Entering and changing documents."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage, FormPage
from common.clock import today
from common.presentation import Link
from registers.actions import documents
from registers.choices import DocumentKind
from registers.forms.documents import EditDocumentForm, NewDocumentForm, ReviewForm, VersionForm
from registers.models import Document

EDIT = "registers.edit_documents"
SEEN = "registers.view_register"
YEAR = timedelta(days=365)


class NewDocumentPage(FormPage):
    """Enter a document; the checklist leads here with what is missing filled in."""

    permission = EDIT
    view_permission = SEEN
    title = _("New document")
    form_class = NewDocumentForm
    submit_label = _("Enter document")
    success = _("The document is entered.")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form for this reader."""
        return NewDocumentForm(data, files, initial=self.initial(), reader=self.reader)

    def initial(self) -> dict[str, Any]:
        """Start with what the checklist asks for, and a review in a year."""
        asked = self.request.GET
        kind, use_case = asked.get("kind", ""), asked.get("use_case", "")
        title = str(DocumentKind(kind).label) if kind in DocumentKind.values else ""
        return {
            "kind": kind,
            "title": f"{title} {use_case}".strip(),
            "provider": asked.get("provider", ""),
            "use_cases": use_case,
            "owner": self.reader.email,
            "review_on": today() + YEAR,
        }

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return (Link(_t("Documents"), reverse("registers:documents")),)

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("registers:documents")

    def save(self, form: forms.Form) -> Document:
        """Enter it."""
        assert isinstance(form, NewDocumentForm)  # noqa: S101 - what `make_form` makes
        said = form.cleaned_data
        dates = {"valid_from": said["valid_from"], "valid_until": said["valid_until"]}
        return documents.create_document(file=said["file"], by=self.reader, **dates, **form.content())


class EditDocumentPage(FormPage):
    """Change what is said of a document."""

    permission = EDIT
    view_permission = SEEN
    model = Document
    submit_label = _("Save")
    success = _("Saved.")
    names: ClassVar = ("title", "kind", "description", "review_on")

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("Edit %(name)s") % {"name": self.object}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form for this reader."""
        return EditDocumentForm(data, files, initial=self.initial(), reader=self.reader)

    def initial(self) -> dict[str, Any]:
        """Start with what is there."""
        document = self.object
        codes = [each.code for each in document.use_cases.visible_to(self.reader).order_by("number")]
        return {
            **{name: getattr(document, name) for name in self.names},
            "owner": document.owner.email if document.owner else "",
            "provider": document.provider_id,
            "use_cases": ", ".join(codes),
        }

    def version_of(self, document: Any) -> str:
        """Return what the form shows of it."""
        return "|".join(str(getattr(document, name)) for name in (*self.names, "owner_id", "provider_id"))

    def save(self, form: forms.Form) -> Document:
        """Save it."""
        assert isinstance(form, EditDocumentForm)  # noqa: S101 - what `make_form` makes
        reason = form.cleaned_data["reason"]
        return documents.edit_document(self.object.pk, by=self.reader, reason=reason, **form.content())


class NewVersionPage(FormPage):
    """Hand in the next version of a document."""

    permission = EDIT
    view_permission = SEEN
    model = Document
    template_name = "registers/new_version.html"
    form_class = VersionForm
    submit_label = _("Add version")
    success = _("The new version is there; the earlier ones stay.")

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("New version of %(name)s") % {"name": self.object}

    def context(self) -> dict[str, Any]:
        """Return the version that it follows."""
        return {"latest": self.object.versions.select_related("file").first()}

    def save(self, form: forms.Form) -> Any:
        """Keep the file."""
        return documents.renew_document(self.object.pk, by=self.reader, **form.cleaned_data)


class ReviewDocumentPage(ActionPage):
    """Put on record that a document was looked at and still holds."""

    permission = EDIT
    view_permission = SEEN
    model = Document
    title = _("Reviewed")
    form_class = ReviewForm
    submit_label = _("Record the review")
    success = _("The review is on record.")

    def initial(self) -> dict[str, Any]:
        """Propose a year from now."""
        return {"review_on": today() + YEAR}

    def consequences(self) -> Sequence[Any]:
        """Say what it means."""
        return (_t("You say that you read it and that it still holds as it is. Otherwise add a new version."),)

    def save(self, form: forms.Form) -> Document:
        """Record it."""
        return documents.review_document(self.object.pk, by=self.reader, **form.cleaned_data)


class RetireDocumentPage(ActionPage):
    """Take a document out of use."""

    permission = EDIT
    view_permission = SEEN
    model = Document
    form_class = ReasonForm
    submit_label = _("Retire")
    success = _("The document is retired.")
    danger = True

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("Retire %(name)s") % {"name": self.object}

    def consequences(self) -> Sequence[Any]:
        """Say what follows."""
        return (
            _t("It no longer answers any requirement."),
            _t("Its versions stay, with their files and hashes; nothing about it changes any more."),
        )

    def save(self, form: forms.Form) -> Document:
        """Retire it."""
        return documents.retire_document(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
