"""Versions of boundary rules: as a list, one by one, and taken back before they begin."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import ReasonForm
from access.pages import ActionPage, DetailPage, ListPage
from access.permits import may
from common.cells import person_cell
from common.clock import today
from common.presentation import Action, Link
from common.templatetags.kit import when
from registers.actions.boundaries import withdraw_rule
from registers.filters.boundaries import BoundaryRuleFilter
from registers.models import BoundaryRule
from registers.presenting.cells import STANDINGS, versions_of
from registers.tables.boundaries import BoundaryRuleTable, outcome_cell


class BoundaryRuleListPage(ListPage):
    """Every version of every rule, for search and export."""

    permission = "registers.view_register"
    title = _("Boundary rules as a list")
    name = "boundary-rules"
    filterset_class = BoundaryRuleFilter
    table_class = BoundaryRuleTable
    sorts: ClassVar = {
        "category": ("category__name",),
        "project": ("project__name", "category__name"),
        "outcome": ("outcome", "category__name"),
        "starts_on": ("starts_on",),
        "entered_at": ("entered_at",),
    }
    default_sort = "category"
    default_columns = ("category", "project", "endpoint", "outcome", "starts_on", "ends_on", "standing", "reason")
    locked_columns = ("category", "outcome")
    export_permission = "registers.export_register"
    exports_all_columns = True
    opens_panel = "panel-body"
    empty_title = _("No rules yet")
    empty_text = _("Until there are some, every request needs a review.")

    def rows(self) -> QuerySet[BoundaryRule]:
        """Return the versions with what the columns show."""
        rows = BoundaryRule.objects.visible_to(self.reader).with_standing(today())
        return rows.select_related("category__level", "project", "entered_by")

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way back to the matrix."""
        return {"breadcrumbs": [Link(_t("Boundary rules"), reverse("registers:boundary-rules"))]}


class BoundaryRulePage(DetailPage):
    """One version of a rule, and the other versions of its cell."""

    permission = "registers.view_register"
    model = BoundaryRule
    template_name = "registers/boundary_rule.html"

    def get_object(self) -> BoundaryRule:
        """Return the version with its standing."""
        seen = BoundaryRule.objects.visible_to(self.reader).with_standing(today())
        found: BoundaryRule = get_object_or_404(
            seen.select_related("category", "project", "entered_by"), pk=self.kwargs["pk"]
        )
        return found

    def get_title(self) -> Any:
        """Return which data, and where to."""
        return f"{self.object.category} \N{RIGHTWARDS ARROW} {self.object.destination}"

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return what it says, since when and by whom."""
        rule = self.object
        return (
            (_t("Outcome"), outcome_cell(rule.outcome)),
            (_t("From"), when(rule.starts_on)),
            (_t("Until"), when(rule.ends_on)),
            (_t("Version"), rule.version),
            (_t("Entered by"), person_cell(rule.entered_by) if rule.entered_by else None),
            (_t("Entered"), when(rule.entered_at)),
        )

    def context(self) -> dict[str, Any]:
        """Return the versions of its cell and what may be done."""
        rule = self.object
        may_edit = may(self.reader, "registers.edit_boundary_rules")
        query = urlencode({"project": rule.project_id or "", "endpoint": rule.endpoint})
        change = Action(
            _t("Change"), f"{reverse('registers:change-cell', args=[rule.category_id])}?{query}", "edit", panel="dialog"
        )
        withdraw = Action(
            _t("Take back"),
            reverse("registers:withdraw-boundary-rule", args=[rule.pk]),
            "x",
            danger=True,
            panel="dialog",
        )
        return {
            "breadcrumbs": [
                Link(_t("Boundary rules"), reverse("registers:boundary-rules")),
                Link(_t("As a list"), reverse("registers:boundary-rule-list")),
            ],
            "badge": STANDINGS[rule.standing],
            "primary_action": change if may_edit and rule.category.retired_at is None else None,
            "actions": [withdraw] if may_edit and rule.standing == "future" else [],
            "history": versions_of(rule.category, rule.project, rule.endpoint, today()),
            "timeline_url": f"{reverse('trail:entries')}?about=registers.boundaryrule:{rule.pk}",
        }


class WithdrawBoundaryRulePage(ActionPage):
    """Take back a version that has not begun."""

    permission = "registers.edit_boundary_rules"
    view_permission = "registers.view_register"
    model = BoundaryRule
    title = _("Take the rule back")
    form_class = ReasonForm
    submit_label = _("Take back")
    success = _("The rule is taken back; what holds until then goes on.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say which rule it is."""
        names = {"rule": self.object, "day": date_format(self.object.starts_on)}
        return (_t("%(rule)s, from %(day)s, never begins.") % names, _t("It stays on record as taken back."))

    def save(self, form: forms.Form) -> BoundaryRule:
        """Take it back."""
        return withdraw_rule(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
