"""Pages of exceptions."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import DetailPage, FormPage, ListPage
from access.permits import may
from common.cells import person_cell
from common.clock import today
from common.presentation import Action, Link
from common.templatetags.kit import when
from registers.actions.exceptions import request_exception
from registers.choices import ExceptionState
from registers.filters.exceptions import ExceptionFilter
from registers.forms.exceptions import ExceptionForm
from registers.models import RegisterException
from registers.reading.concerned import concerned_with
from registers.rules.exceptions import refuse_decision
from registers.tables.documents import EXCEPTION_STANDINGS
from registers.tables.exceptions import ExceptionTable

LINE_BREAK = mark_safe("<br>")


def with_names(rows: QuerySet[RegisterException]) -> QuerySet[RegisterException]:
    """Return the exceptions with everything that their lines name."""
    return rows.select_related("owner", "requested_by", "decided_by", "use_case", "category", "project")


class ExceptionsPage(ListPage):
    """Every permitted departure from a rule that the reader may see."""

    permission = "registers.view_register"
    title = _("Exceptions")
    name = "exceptions"
    filterset_class = ExceptionFilter
    table_class = ExceptionTable
    sorts: ClassVar = {
        "title": ("title",),
        "owner": ("owner__name", "title"),
        "starts_on": ("starts_on",),
        "expires_on": ("expires_on",),
        "requested_at": ("requested_at",),
    }
    default_sort = "-requested_at"
    default_columns = ("title", "concerns", "owner", "starts_on", "expires_on", "standing")
    locked_columns = ("title",)
    export_permission = "registers.export_register"
    exports_all_columns = True
    empty_title = _("No exceptions")
    empty_text = _("Where a rule cannot be kept for a time, ask for an exception: with a reason, what makes up for it, "
                   "and a last day.")  # fmt: skip

    def rows(self) -> QuerySet[RegisterException]:
        """Return the exceptions with their standing today."""
        return with_names(RegisterException.objects.visible_to(self.reader).with_standing(today()))

    def primary_action(self) -> Action | None:
        """Offer to ask for one."""
        if not may(self.reader, "registers.request_exception"):
            return None
        return Action(_t("Ask for an exception"), reverse("registers:new-exception"), "plus")


class ExceptionPage(DetailPage):
    """One exception: why, what makes up for it, who answers, how long."""

    permission = "registers.view_exceptions"
    model = RegisterException
    template_name = "registers/exception.html"
    timeline_for_concerned = True

    def get_object(self) -> RegisterException:
        """Return the exception with its standing today."""
        found: RegisterException = super().get_object()
        return with_names(RegisterException.objects.with_standing(today())).get(pk=found.pk)

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who answers for it, how long, and what it is about."""
        each = self.object
        about = [thing for thing in (each.use_case, each.category, each.project) if thing]
        links = format_html_join(
            LINE_BREAK, '<a href="{}">{}</a>', ((thing.get_absolute_url(), thing) for thing in about)
        )
        return (
            (_t("Owner"), person_cell(each.owner)),
            (_t("From"), when(each.starts_on)),
            (_t("Until"), when(each.expires_on)),
            (_t("Concerns"), links),
            (_t("Requested by"), person_cell(each.requested_by)),
            (_t("Requested"), when(each.requested_at)),
            *([(_t("Decided by"), person_cell(each.decided_by))] if each.decided_by else []),
            *([(_t("Decided"), when(each.decided_at))] if each.decided_at else []),
            *([(_t("Ended"), when(each.ended_at))] if each.ended_at else []),
        )

    def context(self) -> dict[str, Any]:
        """Return what it says, what is attached, and what may be done."""
        each = self.object
        standing = EXCEPTION_STANDINGS[each.standing]
        may_change = may(self.reader, "registers.edit_exception", each)
        over = each.state in {ExceptionState.REFUSED, ExceptionState.ENDED}
        grant, others, near = self.decisions()
        if each.standing in {"in-force", "ahead"} and may_change:
            end = Action(_t("End early"), f"{each.get_absolute_url()}end/", "player-stop", danger=True, panel="dialog")
            others = [end]
        return {
            "breadcrumbs": [Link(_t("Exceptions"), reverse("registers:exceptions"))],
            "badge": standing,
            "primary_action": grant,
            "actions": others,
            "near": near,
            "attachments": each.attachments.filter(removed_at=None).select_related("file__kept_by"),
            "attach_url": reverse("registers:attach-to-exception", args=[each.pk]) if may_change and not over else "",
            "timeline_url": f"{reverse('trail:entries')}?about=registers.registerexception:{each.pk}",
        }

    def decisions(self) -> tuple[Action | None, list[Action], str]:
        """Return what a decider may do, or why not this one."""
        each = self.object
        if each.state != ExceptionState.REQUESTED or not may(self.reader, "registers.decide_exception"):
            return None, [], ""
        refusal = refuse_decision(state=each.state, concerned=concerned_with(each), by=self.reader.pk)
        if refusal is not None:
            return None, [], refusal.text
        address = each.get_absolute_url()
        refuse = Action(_t("Refuse"), f"{address}refuse/", "x", danger=True, panel="dialog")
        return Action(_t("Grant"), f"{address}grant/", "check", panel="dialog"), [refuse], ""


class NewExceptionPage(FormPage):
    """Ask for an exception."""

    permission = "registers.request_exception"
    view_permission = "registers.view_register"
    title = _("Ask for an exception")
    submit_label = _("Ask for it")
    help = _("A compliance officer who neither owns nor asks for it decides.")
    success = _("The exception is asked for. A compliance officer decides on it.")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form for this reader."""
        return ExceptionForm(data, files, initial=self.initial(), reader=self.reader)

    def initial(self) -> dict[str, Any]:
        """Start today, with the use case or category that one comes from."""
        names = ("use_case", "category", "project")
        return {"starts_on": today(), **{name: self.request.GET.get(name, "") for name in names}}

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back."""
        return (Link(_t("Exceptions"), self.cancel_url()),)

    def cancel_url(self) -> str:
        """Return the list."""
        return reverse("registers:exceptions")

    def save(self, form: forms.Form) -> RegisterException:
        """Ask for it."""
        assert isinstance(form, ExceptionForm)  # noqa: S101 - what `make_form` makes
        return request_exception(by=self.reader, **form.content())
