"""The matrix of boundary rules, and changing it in place."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.page_base import Page
from access.pages import ActionPage, FormPage
from access.permits import may
from common.clock import today
from common.identifiers import as_id
from common.presentation import Action, Link
from common.refusals import refuse_if
from registers.actions.boundaries import Cell, enter_rule, enter_rules
from registers.choices import Endpoint
from registers.forms.boundaries import MatrixForm, RuleForm
from registers.models import BoundaryRule, DataCategory, Project
from registers.presenting.cells import versions_of
from registers.presenting.matrix import Matrix, RulesOfDay, matrix_on
from registers.rules.boundary_entries import NO_CELLS

NAMED = 8


class BoundaryRulesPage(Page):
    """The whole matrix: every data category against every destination, on any day."""

    permission = "registers.view_register"
    title = _("Boundary rules")
    template_name: ClassVar[str] = "registers/boundary_rules.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; a day or an endpoint that cannot be read shows its error beside today's matrix."""
        form = MatrixForm({"endpoint": request.GET.get("endpoint", ""), "on": request.GET.get("on") or today()})
        asked = form.cleaned_data if form.is_valid() else {}
        day, endpoint = asked.get("on") or today(), asked.get("endpoint") or ""
        may_edit = may(self.reader, "registers.edit_boundary_rules")
        selecting = may_edit and "select" in request.GET
        context = {
            "form": form,
            "matrix": matrix_on(day, self.reader, endpoint=endpoint),
            "is_today": day == today(),
            "may_edit": may_edit,
            "selecting": selecting,
            "keep": urlencode({name: request.GET[name] for name in ("endpoint", "on") if request.GET.get(name)}),
            **self.offers(),
        }
        return self.respond(context, status=200 if not form.errors else 422)

    def offers(self) -> dict[str, Any]:
        """Return the ways to the question and to the list."""
        ask = Action(_t("May this go there?"), reverse("registers:ask"), "route")
        as_list = Action(_t("As a list"), reverse("registers:boundary-rule-list"), "list-check")
        return {"primary_action": ask, "actions": [as_list]}


class AboutCell:
    """What the pages about one cell share: the category of the address, project and endpoint of its query."""

    request: HttpRequest
    object: DataCategory
    reader: Any
    project: Project | None = None
    endpoint: str = ""

    def find_destination(self) -> None:
        """Find where the data would go.

        Raises:
            Http404: there is no such project or endpoint.
        """
        key, self.endpoint = self.request.GET.get("project", ""), self.request.GET.get("endpoint", "")
        if self.endpoint and self.endpoint not in Endpoint.values:
            raise Http404
        if key:
            projects = Project.objects.visible_to(self.reader).select_related("provider")
            self.project = get_object_or_404(projects, pk=as_id(key))

    def get_title(self) -> Any:
        """Return which data, and where to."""
        project = self.project.name if self.project else _t("any project")
        where = f"{project}, {self.endpoint}" if self.endpoint else project
        return f"{self.object} \N{RIGHTWARDS ARROW} {where}"

    def cell_context(self) -> dict[str, Any]:
        """Return what holds in the cell today, why, and every version it has had."""
        rules = RulesOfDay(today(), [self.object])
        fellows = [
            rules.cell(self.object, self.project, each) for each in rules.endpoints_of(self.object, self.project)
        ]
        return {
            "cell": rules.cell(self.object, self.project, self.endpoint),
            "history": versions_of(self.object, self.project, self.endpoint, today()),
            "fellows": [] if self.endpoint else fellows,
            "query": self.query,
            "breadcrumbs": [Link(_t("Boundary rules"), self.matrix_url())],
        }

    @property
    def query(self) -> str:
        """Return the destination as the query of an address."""
        return urlencode({"project": self.project.pk if self.project else "", "endpoint": self.endpoint})

    def matrix_url(self) -> str:
        """Return the matrix for the same endpoint."""
        query = f"?endpoint={self.endpoint}" if self.endpoint else ""
        return f"{reverse('registers:boundary-rules')}{query}"


class CellPage(AboutCell, Page):
    """One cell: what holds there, why, since when, and what held before."""

    permission = "registers.view_register"
    model = DataCategory
    template_name: ClassVar[str] = "registers/cell.html"

    def prepare(self) -> None:
        """Find the category and the destination."""
        super().prepare()
        self.find_destination()

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it."""
        address = reverse("registers:change-cell", args=[self.object.pk])
        change = Action(_t("Change"), f"{address}?{self.query}", "edit", panel="dialog")
        offered = change if may(self.reader, "registers.edit_boundary_rules") else None
        return self.respond({"object": self.object, "primary_action": offered, **self.cell_context()})


class ChangeCellPage(AboutCell, FormPage):
    """Enter the next version of one cell, with what holds there in view."""

    permission = "registers.edit_boundary_rules"
    view_permission = "registers.view_register"
    model = DataCategory
    template_name = "registers/change_cell.html"
    form_class = RuleForm
    submit_label = _("Enter this rule")
    success = _("The rule is entered.")

    def prepare(self) -> None:
        """Find the category and the destination."""
        super().prepare()
        self.find_destination()

    def initial(self) -> dict[str, Any]:
        """Start with today; what may happen is for the officer to say."""
        return {"starts_on": today()}

    def context(self) -> dict[str, Any]:
        """Return what holds in the cell."""
        return self.cell_context()

    def save(self, form: forms.Form) -> BoundaryRule:
        """Enter it."""
        cell = Cell(self.object.pk, self.project.pk if self.project else None, self.endpoint)
        return enter_rule(cell, by=self.reader, **form.cleaned_data)

    def success_url(self, _result: Any) -> str:
        """Return the matrix."""
        return self.matrix_url()

    def cancel_url(self) -> str:
        """Return the matrix."""
        return self.matrix_url()


class ChangeCellsPage(ActionPage):
    """Enter the same rule in several cells of the matrix: single ones, whole rows, whole columns."""

    permission = "registers.edit_boundary_rules"
    view_permission = "registers.view_register"
    form_class = RuleForm
    submit_label = _("Enter this rule")

    matrix: Matrix

    def prepare(self) -> None:
        """Find the cells of the address.

        Raises:
            Http404: there is no such endpoint.
        """
        endpoint = self.request.GET.get("endpoint", "")
        if endpoint and endpoint not in Endpoint.values:
            raise Http404
        self.matrix = matrix_on(today(), self.reader, endpoint=endpoint)
        asked = self.request.GET
        rows, columns, cells = (set(asked.getlist(name)) for name in ("row", "column", "cell"))
        self.cells = [
            cell
            for row in self.matrix.rows
            for cell in row.cells
            if str(row.category.pk) in rows
            or (cell.column.key or "any") in columns
            or f"{row.category.pk}:{cell.column.key}" in cells
        ]

    def get_title(self) -> Any:
        """Return how many cells it is about."""
        count = len(self.cells)
        return ngettext("Rule on %(n)d cell", "Rule on %(n)d cells", count) % {"n": count}

    def initial(self) -> dict[str, Any]:
        """Start with today."""
        return {"starts_on": today()}

    def consequences(self) -> Sequence[Any]:
        """Name the cells."""
        if not self.cells:
            return (_t("No cell is chosen. Go back and tick some cells, rows or columns."),)
        names = [
            f"{cell.category} \N{RIGHTWARDS ARROW} {cell.column.project or _t('any project')}" for cell in self.cells
        ]
        more = len(names) - NAMED
        rest = [ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}] if more > 0 else []
        count = ngettext("%(n)d cell gets a new version:", "%(n)d cells get a new version each:", len(names)) % {
            "n": len(names)
        }
        return (count, *names[:NAMED], *rest)

    def save(self, form: forms.Form) -> list[BoundaryRule]:
        """Enter it in all of them, or in none."""
        refuse_if(None if self.cells else NO_CELLS)
        cells = [
            Cell(cell.category.pk, cell.column.project.pk if cell.column.project else None, self.matrix.endpoint)
            for cell in self.cells
        ]
        return enter_rules(cells, by=self.reader, **form.cleaned_data)

    def finish(self, result: Any) -> HttpResponse:
        """Say how many were entered."""
        text = ngettext("%(n)d rule is entered.", "%(n)d rules are entered.", len(result)) % {"n": len(result)}
        messages.success(self.request, text)
        return self.go_to(self.success_url(result))

    def success_url(self, _result: Any) -> str:
        """Return the matrix for the same endpoint."""
        query = f"?endpoint={self.matrix.endpoint}" if self.matrix.endpoint else ""
        return f"{reverse('registers:boundary-rules')}{query}"

    def cancel_url(self) -> str:
        """Return the matrix."""
        return self.success_url(None)
