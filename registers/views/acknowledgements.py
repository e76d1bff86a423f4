"""Pages about who has to read a policy, and who has."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import ActionPage, FormPage, ListPage
from access.permits import may
from common.clock import today
from common.presentation import Action, Link
from registers.actions.acknowledging import acknowledge_document, set_readership
from registers.choices import DocumentKind
from registers.filters.acknowledgements import ReadingDutyFilter
from registers.forms.document_reviews import EVERYBODY, NOBODY, SOME, AcknowledgeForm, ReadershipForm
from registers.models import Document, ReadingDuty
from registers.presenting.document_page import own_duty
from registers.reading.readers import readership_of, version_in_force
from registers.tables.acknowledgements import ReadingDutyTable

SEEN = "registers.view_register"


class AcknowledgePage(ActionPage):
    """A policy to read, and the word that one has; whoever it concerns may have no role at all."""

    permission = "registers.acknowledge_document"
    model = Document
    form_class = AcknowledgeForm
    template_name = "registers/acknowledge.html"
    submit_label = _("I have read and understood it")
    success = _("Thank you. It is on record that you have read it.")

    def prepare(self) -> None:
        """Find the version in force, and whether the reader has read it."""
        super().prepare()
        self.version = version_in_force(self.object.pk, today())
        self.duty = own_duty(self.object, self.reader)

    def get_title(self) -> Any:
        """Return what is to be read."""
        return self.object.title

    def initial(self) -> dict[str, Any]:
        """Start with the file that is shown."""
        return {"sha256": self.version.file.sha256 if self.version else ""}

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back: for those without the register, to their work."""
        if may(self.reader, SEEN):
            return (Link(_t("Documents"), reverse("registers:documents")),)
        return (Link(_t("My work"), reverse("my-work")),)

    def cancel_url(self) -> str:
        """Return where the reader came from."""
        return self.object.get_absolute_url() if may(self.reader, SEEN) else reverse("my-work")

    def context(self) -> dict[str, Any]:
        """Return the file, until when it is to be read, and whether it was."""
        return {**super().context(), "version": self.version, "duty": self.duty}

    def save(self, form: forms.Form) -> Any:
        """Put it on record."""
        return acknowledge_document(self.object.pk, by=self.reader, sha256=form.cleaned_data["sha256"])

    def success_url(self, _result: Any) -> str:
        """Go on to what else is to be done."""
        return reverse("my-work")


class ReadersPage(FormPage):
    """Say whom a policy concerns."""

    permission = "registers.ask_readers"
    view_permission = SEEN
    model = Document
    form_class = ReadershipForm
    submit_label = _("Save")
    success = _("Whoever has to read it is told within minutes.")
    help = _(
        "Whoever it concerns gets a message and finds the policy under “My work”, now and whenever a new version is "
        "approved. People who join later are asked then; whoever leaves drops out."
    )

    def prepare(self) -> None:
        """Find the policy; other documents are not acknowledged."""
        super().prepare()
        if self.object.kind != DocumentKind.POLICY:
            raise Http404

    def get_title(self) -> Any:
        """Return the title with its name."""
        return _t("Whom “%(name)s” concerns") % {"name": self.object}

    def initial(self) -> dict[str, Any]:
        """Start with what was said before."""
        known = readership_of(self.object)
        if known is None:
            return {"whom": EVERYBODY}
        parties = list(known.parties.all())
        return {
            "whom": EVERYBODY if known.everybody else SOME if parties else NOBODY,
            "roles": [each.role_id for each in parties if each.role_id],
            "departments": [each.department_id for each in parties if each.department_id],
            "days": known.days,
        }

    def save(self, form: forms.Form) -> Any:
        """Save it."""
        assert isinstance(form, ReadershipForm)  # noqa: S101 - what `make_form` makes
        return set_readership(self.object.pk, by=self.reader, **form.readership())


class AcknowledgementsPage(ListPage):
    """Everybody who has to read the version of a policy that is in force, and whether they have."""

    permission = "registers.view_acknowledgements"
    view_permission = SEEN
    model = Document
    name = "acknowledgements"
    filterset_class = ReadingDutyFilter
    table_class = ReadingDutyTable
    sorts: ClassVar = {
        "person": ("person__name",),
        "department": ("person__department__name", "person__name"),
        "asked_on": ("asked_on",),
        "due_on": ("due_on", "person__name"),
    }
    default_sort = "person"
    locked_columns = ("person",)
    export_permission = "registers.view_acknowledgements"
    exports_all_columns = True
    empty_title: Any = _("Nobody has to read it")
    empty_text: Any = _("Say whom the policy concerns; they are asked once a version of it is approved.")

    def prepare(self) -> None:
        """Find the policy and its version in force."""
        super().prepare()
        self.version = version_in_force(self.object.pk, today())

    def get_title(self) -> Any:
        """Return the title with the policy's name."""
        return _t("Who has read “%(name)s”") % {"name": self.object} if self.object else _t("Who has read a policy")

    def rows(self) -> Any:
        """Return the duties to read the version in force, with when they were answered."""
        duties = ReadingDuty.objects.visible_to(self.reader).standing().with_answer()
        return duties.filter(document_version=self.version).select_related("person__department")

    def primary_action(self) -> Action | None:
        """Offer to say whom it concerns."""
        if not may(self.reader, "registers.ask_readers"):
            return None
        return Action(_t("Whom it concerns"), f"{self.object.get_absolute_url()}readers/", "users")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way back."""
        documents = Link(_t("Documents"), reverse("registers:documents"))
        return {"breadcrumbs": [documents, Link(self.object, self.object.get_absolute_url())]}
