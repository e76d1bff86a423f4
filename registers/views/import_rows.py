"""The page of an import with its rows, and of one row."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.pages import DetailPage, ListPage
from access.views.account.jobs import shown
from common.presentation import Action, Badge, Tone
from registers.choices import Affected, ImportRowState, ImportState, LawfulBasis, UseCaseState
from registers.filters.imports import ImportRowFilter
from registers.importing.fields import FIELDS
from registers.importing.handing_back import twin_in_words
from registers.models import DataCategory, ImportRow, RegisterImport
from registers.tables.import_rows import ImportRowTable
from registers.tables.imports import ROW_TONES, TONES
from registers.views.imports import PERMISSION, crumbs


class ImportPage(ListPage):
    """One import: where it stands, and its rows."""

    permission = PERMISSION
    model = RegisterImport
    name = "import-rows"
    template_name = "registers/import.html"
    filterset_class = ImportRowFilter
    table_class = ImportRowTable
    sorts: ClassVar = {"number": ("number",), "title": ("title",)}
    default_sort = "number"
    locked_columns = ("title",)
    export_permission = "registers.export_register"
    opens_panel = "panel-body"
    empty_title: Any = _("No row was looked at yet")
    empty_text: Any = _("Say which column is what; then every row is shown here before anything is imported.")

    def get_object(self) -> RegisterImport:
        """Return the import with what its page shows."""
        rows = RegisterImport.objects.visible_to(self.reader).select_related("file", "job", "created_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Return the source."""
        return self.object.source if self.object else _t("Rows of an import")

    def rows(self) -> Any:
        """Return the rows of the import in the address."""
        return ImportRow.objects.visible_to(self.reader).filter(register_import=self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the page; htmx asks for the progress alone, and for the whole page once the work is done."""
        if self.object.is_busy:
            self.empty_title, self.empty_text = _t("The rows are being looked at"), ""
        if not request.GET.get("progress"):
            return super().get(request, **kwargs)
        if not self.object.is_busy:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "components/progress.html", {"job": self._job()})

    def primary_action(self) -> Action | None:
        """Offer the next step."""
        standing = self.object.standing
        if standing == ImportState.UPLOADED:
            return Action(_t("Say which column is what"), self._at("import-columns"), icon="columns-3")
        if standing == ImportState.PREVIEWED and (self.object.rows_good or self.object.rows_duplicate):
            return Action(_t("Import these use cases"), self._at("commit-import"), icon="check")
        return None

    def context(self, _listing: Any) -> dict[str, Any]:
        """Return where it stands, its numbers, and what else may be done."""
        found = self.object
        standing = ImportState(found.standing)
        failed = found.job if found.job and found.job.state == "failed" and not found.is_busy else None
        return {
            "breadcrumbs": crumbs(),
            "badge": Badge(standing.label, TONES.get(standing, Tone.NEUTRAL)),
            "meta": _t("%(file)s, handed in by %(person)s") % {"file": found.file.name, "person": found.created_by},
            "actions": self._actions(),
            "job": self._job() if found.is_busy else None,
            "failed": _t(failed.message) if failed else "",
            "stats": self._stats(),
            "rejected_url": self._at("import-rejected") if found.rows_faulty + found.rows_duplicate else "",
        }

    def _actions(self) -> list[Action]:
        if self.object.is_over or self.object.is_busy:
            return []
        return [
            Action(_t("Which column is what"), self._at("import-columns"), "columns-3"),
            Action(_t("Discard"), self._at("discard-import"), "trash", danger=True, panel="dialog"),
        ]

    def _stats(self) -> list[tuple[str, int, str]]:
        found, here = self.object, self.object.get_absolute_url()
        if found.standing not in {ImportState.PREVIEWED, ImportState.COMMITTING, ImportState.COMMITTED}:
            return []
        committed = found.state == ImportState.COMMITTED
        twins = found.rows_total - found.rows_entered - found.rows_faulty if committed else found.rows_duplicate
        first = (
            (_t("On the register"), found.rows_entered, f"{here}?state=entered")
            if committed
            else (_t("Ready"), found.rows_good, f"{here}?state=good")
        )
        return [
            (_t("Rows in the file"), found.rows_total, here),
            first,
            (_t("Left out") if committed else _t("Duplicates"), twins,
             f"{here}?state={'left-out' if committed else 'duplicate'}"),
            (_t("With errors"), found.rows_faulty, f"{here}?state=faulty"),
        ]  # fmt: skip

    def _job(self) -> dict[str, Any]:
        return {**shown(self.object.job), "url": f"{self.object.get_absolute_url()}?progress=1"}

    def _at(self, name: str) -> str:
        return reverse(f"registers:{name}", args=[self.kwargs["pk"]])


class ImportRowPage(DetailPage):
    """One row: every cell, what was read from it, and what is wrong."""

    permission = PERMISSION
    template_name = "registers/import_row.html"

    def prepare(self) -> None:
        """Find the row by its number."""
        rows = ImportRow.objects.visible_to(self.reader).select_related("register_import__file", "use_case")
        self.object = get_object_or_404(rows, register_import=self.kwargs["pk"], number=self.kwargs["number"])

    def get_title(self) -> str:
        """Return the row's number and title."""
        return _t("Row %(row)d: %(title)s") % {"row": self.object.number, "title": self.object.title or "–"}  # noqa: RUF001

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what was read."""
        said = self.object.values
        found = [(field.label, _in_words(field.name, said[field.name])) for field in FIELDS if field.name in said]
        if self.object.use_case:
            place = self.object.use_case
            found.insert(0, (_t("Use case"), format_html('<a href="{}">{}</a>', place.get_absolute_url(), place)))
        return found

    def context(self) -> dict[str, Any]:
        """Return every cell under its heading, and what is wrong."""
        row = self.object
        columns = row.register_import.columns
        state = ImportRowState(row.state)
        return {
            "breadcrumbs": crumbs(row.register_import),
            "badge": Badge(state.label, ROW_TONES.get(state, Tone.NEUTRAL)),
            "problems": row.told,
            "twin": twin_in_words(row.duplicate_of),
            "cells": [
                (f"{column['letter']} · {column['heading']}", cell)
                for column, cell in zip(columns, row.cells, strict=False)
            ],
            "timeline": None,
        }


def _in_words(name: str, value: Any) -> Any:
    if name in {"owner", "contributors"}:
        people = Person.objects.filter(pk__in=value if isinstance(value, list) else [value])
        return ", ".join(str(each) for each in people)
    if name == "categories":
        return ", ".join(str(each) for each in DataCategory.objects.filter(pk__in=value))
    known = {**dict(UseCaseState.choices), **dict(LawfulBasis.choices), **dict(Affected.choices)}
    if name in {"state", "lawful_basis", "affected"}:
        return ", ".join(str(known[each]) for each in (value if isinstance(value, list) else [value]))
    return value
