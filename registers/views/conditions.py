"""Conditions of approvals: all of them, one, and what is done about it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.pages import ActionPage, DetailPage, ListPage
from access.permits import may_somewhere
from common.cells import person_cell
from common.presentation import Link
from common.templatetags.kit import when
from registers.actions.reviews import find_condition_met, report_condition, send_condition_back
from registers.actions.reviews.sitting import OwnRequest
from registers.choices import VersionState
from registers.filters.conditions import ConditionFilter
from registers.forms.conditions import FindMetForm, ReportConditionForm, SendBackForm
from registers.models import Condition, UseCase
from registers.presenting.conditions import STANDINGS, actions_on, due_cell, may_judge
from registers.presenting.use_case_page import is_concerned
from registers.reading.near import concern_of
from registers.reading.reviewers import DECIDE
from registers.tables.conditions import ConditionTable

SEEN = "registers.view_use_case"


class ConditionsPage(ListPage):
    """What approvals depend on, by when, and who sees to it."""

    permission = SEEN
    by_department = True
    title = _("Conditions")
    name = "conditions"
    filterset_class = ConditionFilter
    table_class = ConditionTable
    sorts: ClassVar = {"due_on": ("due_on",), "owner": ("owner__name", "due_on"), "code": ("use_case__number",)}
    default_sort = "due_on"
    default_columns = ("text", "code", "owner", "due_on", "blocking", "standing")
    locked_columns = ("text",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    empty_title = _("No conditions")
    empty_text = _("Where an approval depends on something to be done, its reviewer says so. It stands here until "
                   "it is found met.")  # fmt: skip

    def rows(self) -> QuerySet[Condition]:
        """Return the conditions the reader may see, with where they stand."""
        return Condition.objects.visible_to(self.reader).with_standing().for_list()


class ConditionPage(DetailPage):
    """One condition: what has to be done, by whom, until when, and how far it is."""

    permission = SEEN
    model = Condition
    template_name = "registers/condition.html"
    timeline_for_concerned = True

    def get_title(self) -> Any:
        """Return whose condition it is; what it says is too long for a title."""
        return _t("Condition of %(use_case)s") % {"use_case": self.object.use_case.code}

    def get_object(self) -> Any:
        """Return the condition with where it stands."""
        found: Any = super().get_object()
        return Condition.objects.visible_to(self.reader).with_standing().for_list().get(pk=found.pk)

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who sees to it and until when, and who looked at it."""
        each = self.object
        rows = (
            (_t("Use case"), self.use_case_link()),
            (_t("Seen to by"), person_cell(each.owner)),
            (_t("Due"), due_cell(each)),
            (_t("In force"), _t("Not before it is met") if each.blocking else _t("Meanwhile, too")),
            (_t("Set by"), person_cell(each.decision.person)),
            (_t("Set"), when(each.decision.decided_at)),
            (_t("Reported"), when(each.reported_at) if each.reported_at else ""),
            (_t("Reported by"), person_cell(each.reported_by) if each.reported_by else ""),
            (_t("Found met"), when(each.met_at) if each.met_at else ""),
            (_t("Found met by"), person_cell(each.met_by) if each.met_by else ""),
        )
        return [row for row in rows if row[1]]

    def use_case_link(self) -> Any:
        """Return the use case, as a link for those who may see it; who only sees to the condition may not."""
        use_case = self.object.use_case
        if not UseCase.objects.visible_to(self.reader).filter(pk=use_case.pk).exists():
            return str(use_case)
        return format_html('<a href="{}">{}</a>', use_case.get_absolute_url(), use_case)

    def context(self) -> dict[str, Any]:
        """Return what may be done about it."""
        each = self.object
        judges = each.standing == "reported" and may_judge(self.reader, each.use_case)
        actions = actions_on(self.reader, each, judges=judges)
        crumbs = [Link(_t("Conditions"), reverse("registers:conditions"))] if may_somewhere(self.reader, SEEN) else []
        told = is_concerned(self.reader, each.use_case) or each.owner_id == self.reader.pk
        return {
            # What was done and why it was not enough stands there, too.
            **({} if told else {"timeline": None}),
            "breadcrumbs": crumbs,
            "badge": STANDINGS[each.standing],
            "primary_action": next(iter(actions), None),
            "actions": actions[1:],
        }


class ReportConditionPage(ActionPage):
    """Say that a condition is met, and how."""

    permission = "registers.report_condition"
    view_permission = SEEN
    model = Condition
    title = _("Report the condition as met")
    template_name = "registers/condition_action.html"
    form_class = ReportConditionForm
    submit_label = _("Report it as met")
    success = _("It is reported; a reviewer looks at it.")

    def consequences(self) -> Sequence[Any]:
        """Say who looks at it."""
        told = _t("%(person)s, who set it, is told; any reviewer who is not concerned may find it met.")
        return (told % {"person": self.object.decision.person},)

    def save(self, form: forms.Form) -> Condition:
        """Report it."""
        return report_condition(self.object.pk, by=self.reader, report=form.cleaned_data["report"])


class _JudgePage(ActionPage):
    """What a reviewer finds of a condition that is reported as met; closed to whoever stands too near."""

    permission = DECIDE
    view_permission = SEEN
    model = Condition
    template_name = "registers/condition_action.html"

    def get(self, _request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show what was reported, to a reviewer who stands apart.

        Raises:
            PermissionRefused: it is their own request.
        """
        if concern_of(self.reader, self.object.use_case):
            raise OwnRequest
        return super().get(_request, **kwargs)

    def context(self) -> dict[str, Any]:
        """Return what follows, and that the report is shown."""
        return {**super().context(), "shows_report": True}


class FindConditionMetPage(_JudgePage):
    """Find a condition met."""

    title = _("Find the condition met")
    form_class = FindMetForm
    submit_label = _("Find it met")
    success = _("The condition is met.")

    def consequences(self) -> Sequence[Any]:
        """Say what follows: with the last one that blocks, the version comes into force."""
        version = self.object.use_case.proposed
        if version is None or version.state != VersionState.CONDITIONAL or not self.object.blocking:
            return (_t("It counts as met from now on; that cannot be taken back."),)
        others = Condition.objects.blocking_version(version.pk).exclude(pk=self.object.pk).count()
        if others:
            words = ngettext(
                "%(n)s more condition has to be met before it comes into force.",
                "%(n)s more conditions have to be met before it comes into force.",
                others,
            )
            return (words % {"n": others},)
        until = version.review.approved_until
        day = formats.date_format(until) if until else ""
        return (_t("It is the last: the use case comes into force at once, until %(day)s.") % {"day": day},)

    def save(self, form: forms.Form) -> Condition:
        """Find it met."""
        return find_condition_met(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class SendConditionBackPage(_JudgePage):
    """Find that a condition is not met yet."""

    title = _("Send the condition back")
    form_class = SendBackForm
    submit_label = _("Send it back")
    success = _("It is open again, and whoever sees to it is told.")

    def consequences(self) -> Sequence[Any]:
        """Say who is told."""
        return (_t("It is open again. %(person)s is told what is missing.") % {"person": self.object.owner},)

    def save(self, form: forms.Form) -> Condition:
        """Send it back."""
        return send_condition_back(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
