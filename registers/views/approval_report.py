"""How long decisions take, where requests wait, and what becomes of them."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.page_base import Page
from access.permits import may, permit
from common.clock import now
from common.presentation import Link
from common.tabular import CONTENT_TYPES, WRITERS
from registers.forms.approval_report import PeriodForm
from registers.presenting.approval_report import ReportTable, days_in_words, tables_of
from registers.reading.approval_report import EVERY, WHOLE, Period, Report, approval_report
from trail.recording import record

EXPORT = "registers.export_register"
FORMATS = (("CSV", "csv"), ("Excel (XLSX)", "xlsx"), ("JSON", "json"))


class ApprovalReportPage(Page):
    """The report on approvals in a period, as charts with their numbers."""

    permission = "registers.view_all_use_cases"
    title = _("Report on approvals")
    template_name: ClassVar[str] = "registers/approval_report.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it, or answer with one of its tables as a file; a period that is none shows its error."""
        form = PeriodForm(request.GET)
        report = approval_report(form.period)
        tables = tables_of(report)
        if request.GET.get("export"):
            return self.answer_table(tables, report.period)
        context = {
            "form": form,
            "breadcrumbs": [Link(_t("Requests to decide"), reverse("registers:reviews"))],
            "stats": _stats(report),
            "sections": [(table, self.exports_of(table, report.period)) for table in tables],
        }
        return self.respond(context, status=200 if form.is_valid() else 422)

    def exports_of(self, table: ReportTable, period: Period) -> list[tuple[str, str]]:
        """Return the formats of a table with their addresses; none for readers who may not export."""
        if not may(self.reader, EXPORT):
            return []
        days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        return [(label, f"?{urlencode({**days, 'table': table.name, 'export': name})}") for label, name in FORMATS]

    def answer_table(self, tables: Sequence[ReportTable], period: Period) -> HttpResponse:
        """Answer with a table as a file, which is on record.

        Raises:
            PermissionRefused: the reader may not export.
        """
        permit(self.reader, EXPORT)
        table = next((each for each in tables if each.name == self.request.GET.get("table")), None)
        file_format = self.request.GET["export"]
        if table is None or file_format not in WRITERS:
            return HttpResponseBadRequest(_t("Exports are CSV, XLSX or JSON of one of the tables."))
        # Programs read JSON: its keys are the columns' names, the same in every language.
        header = table.names if file_format == "json" else [str(each) for each in table.headers]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "export"
            count = WRITERS[file_format](path, header, table.rows)
            response = HttpResponse(path.read_bytes(), content_type=CONTENT_TYPES[file_format])
        with transaction.atomic():
            record(
                "access.list.exported",
                subject=self.reader,
                by=self.reader,
                list=f"{self.title}: {table.title}",
                format=file_format.upper(),
                count=count,
                query=urlencode({"first": period.first, "last": period.last}),
            )
        name = f"approvals-{table.name}-{now():%Y%m%d-%H%M}.{file_format}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _stats(report: Report) -> list[dict[str, Any]]:
    whole = report.tiers.get(EVERY, {}).get(WHOLE)
    queue = f"{reverse('registers:reviews')}?waits=all"
    return [
        {
            "label": _t("Median time to decision"),
            "value": days_in_words(whole.median if whole else None),
            "help": _t("Working days, in the period."),
        },
        {
            "label": _t("90th percentile"),
            "value": days_in_words(whole.p90 if whole else None),
            "help": _t("Nine in ten were answered within them."),
        },
        {"label": _t("Answered"), "value": whole.count if whole else 0, "help": _t("In the period.")},
        {"label": _t("Under way now"), "value": report.under_way, "url": queue},
        {"label": _t("Late now"), "value": report.late, "url": f"{queue}&due=late"},
    ]
