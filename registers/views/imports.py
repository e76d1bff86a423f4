"""Pages of imports: the list, handing in a file, its columns, committing and discarding."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from access.gate import page, reader_of
from access.pages import ActionPage, FormPage, ListPage, Submit
from common.presentation import Action, Link
from common.tabular import CONTENT_TYPES
from registers.actions import imports
from registers.filters.imports import ImportFilter
from registers.forms.imports import ColumnsForm, CommitForm, DiscardForm, UploadForm
from registers.importing.handing_back import file_of_rejected
from registers.importing.tables import Problem
from registers.models import RegisterImport
from registers.tables.imports import ImportTable

PERMISSION = "registers.import_register"


def crumbs(register_import: RegisterImport | None = None) -> list[Link]:
    """Return the way back: to the list, and from a step to the import."""
    found = [Link(_t("Imports"), reverse("registers:imports"))]
    return [*found, Link(str(register_import), register_import.get_absolute_url())] if register_import else found


class ImportsPage(ListPage):
    """Every spreadsheet that was handed in, and what came of it."""

    permission = PERMISSION
    title = _("Imports")
    name = "imports"
    filterset_class = ImportFilter
    table_class = ImportTable
    sorts: ClassVar = {"created_at": ("id",), "source": ("source",)}
    default_sort = "-created_at"
    locked_columns = ("source",)
    export_permission = "registers.export_register"
    empty_title = _("Nothing was imported yet")
    empty_text = _("Bring the register you have: a CSV or an Excel file with one row for each use case.")

    def rows(self) -> Any:
        """Return the imports with what their rows show."""
        return RegisterImport.objects.visible_to(self.reader).select_related("file", "job", "created_by")

    def primary_action(self) -> Action:
        """Offer to hand in a file."""
        return Action(_t("Import a spreadsheet"), reverse("registers:new-import"), icon="upload")


class NewImportPage(FormPage):
    """Hand in a spreadsheet."""

    permission = PERMISSION
    title = _("Import a spreadsheet")
    form_class = UploadForm
    submit_label = _("Read the file")
    help = _(
        "You will see what was read and say which column is what, then look at every row before anything is on the "
        "register."
    )

    def save(self, form: forms.Form) -> RegisterImport:
        """Read it."""
        file = form.cleaned_data["file"]
        return imports.upload_import(file, name=file.name, source=form.cleaned_data["source"], by=self.reader)

    def success_url(self, result: Any) -> str:
        """Go on to its columns."""
        return reverse("registers:import-columns", args=[result.pk])

    def cancel_url(self) -> str:
        """Return the list of imports."""
        return reverse("registers:imports")

    def context(self) -> dict[str, Any]:
        """Return the way back."""
        return {"breadcrumbs": crumbs()}


class ColumnsPage(FormPage):
    """Say how a file is read and what its columns hold."""

    permission = PERMISSION
    model = RegisterImport
    title = _("Which column is what?")
    template_name = "registers/import_columns.html"
    submits = (
        Submit("preview", _("Look at the rows")),
        Submit("read", _("Read the file again"), kind="secondary", validates=False),
    )

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form of this file's columns."""
        return ColumnsForm(data, files, register_import=self.object)

    def save(self, form: Any) -> Any:
        """Read the file again, or keep the mapping and have the rows looked at."""
        if self.pressed == "read":
            return imports.read_again(self.object.pk, form.reading(), by=self.reader)
        imports.map_columns(self.object.pk, form.mapping(), form.options(), by=self.reader)
        imports.start_preview(self.object.pk, by=self.reader)
        return self.object

    def success_url(self, _result: Any) -> str:
        """Stay when the file was read again; go on to the rows otherwise."""
        return self.request.path if self.pressed == "read" else str(self.object.get_absolute_url())

    def context(self) -> dict[str, Any]:
        """Return the way back and what was remarkable in reading."""
        reading = self.object.reading
        return {
            "breadcrumbs": crumbs(self.object),
            "remarks": [Problem.of(each["row"], each).text for each in reading.get("remarks", ())],
        }


class CommitPage(ActionPage):
    """Enter what is ready on the register."""

    permission = PERMISSION
    model = RegisterImport
    title = _("Import these use cases")
    form_class = CommitForm
    submit_label = _("Import")

    def initial(self) -> dict[str, Any]:
        """Start with leaving duplicates out."""
        return {"duplicates": self.object.options.get("duplicates", "leave-out")}

    def consequences(self) -> Sequence[str]:
        """Return what will and will not be entered."""
        good, twins, faulty = self.object.rows_good, self.object.rows_duplicate, self.object.rows_faulty
        said = (
            (
                good,
                ngettext(
                    "%(n)s row comes onto the register: as a draft, or retired where it says so. Approvals are taken "
                    "over one by one.",
                    "%(n)s rows come onto the register: as drafts, or retired where they say so. Approvals are taken "
                    "over one by one.",
                    good,
                ),
            ),
            (
                twins,
                ngettext(
                    "%(n)s row is a duplicate; say below what becomes of it.",
                    "%(n)s rows are duplicates; say below what becomes of them.",
                    twins,
                ),
            ),
            (
                faulty,
                ngettext(
                    "%(n)s row has errors and stays outside; download it, mend it and load it again.",
                    "%(n)s rows have errors and stay outside; download them, mend them and load them again.",
                    faulty,
                ),
            ),
        )
        lines = [sentence % {"n": number_format(count, force_grouping=True)} for count, sentence in said if count]
        return [*lines, _t("All of it or nothing: if one row cannot be entered, none is.")]

    def save(self, form: forms.Form) -> Any:
        """Start the job."""
        return imports.start_commit(self.object.pk, duplicates=form.cleaned_data["duplicates"], by=self.reader)


class DiscardPage(ActionPage):
    """Give an import up."""

    permission = PERMISSION
    model = RegisterImport
    title = _("Discard this import")
    form_class = DiscardForm
    submit_label = _("Discard")
    danger = True
    success = _("The import is discarded.")

    def consequences(self) -> Sequence[str]:
        """Return what is lost."""
        return (_t("What was read from the file is deleted. Nothing of it is on the register."),)

    def save(self, _form: forms.Form) -> Any:
        """Discard it."""
        return imports.discard_import(self.object.pk, by=self.reader)


@page(PERMISSION)
@require_POST
def rejected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the rows that are not imported back as a file: its own columns, and what is wrong with each."""
    reader = reader_of(request)
    register_import = get_object_or_404(RegisterImport.objects.visible_to(reader), pk=pk)
    imports.hand_back(register_import, by=reader)
    response = HttpResponse(file_of_rejected(register_import), content_type=CONTENT_TYPES["csv"])
    response.headers["Content-Disposition"] = f'attachment; filename="rows-to-mend-{register_import.pk.hex[-8:]}.csv"'
    return response
