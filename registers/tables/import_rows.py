"""Columns of imported rows."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.tables import PortalTable
from common.cells import badge_cell
from common.presentation import Tone
from common.templatetags.kit import icon
from registers.choices import ImportRowState
from registers.importing.handing_back import wrong_with
from registers.models import ImportRow
from registers.tables.imports import NUMBER, ROW_TONES


class ImportRowTable(PortalTable):
    """Rows of an import."""

    number = tables.Column(verbose_name=_("Row"), attrs=NUMBER)
    title = tables.Column(verbose_name=_("Title"), linkify=True, empty_values=(), attrs={"a": {"class": "row-link"}})
    state = tables.Column(verbose_name=_("State"))
    wrong = tables.Column(verbose_name=_("What is wrong"), accessor="problems", empty_values=())

    class Meta(PortalTable.Meta):
        model = ImportRow
        fields: ClassVar = ()

    def render_title(self, record: ImportRow) -> str:
        """Show the title, or what else there is to call the row."""
        return record.title or next((cell for cell in record.cells if cell.strip()), "")[:80] or _t("No title")

    def render_state(self, value: str, record: ImportRow) -> Any:
        """Show what became of it."""
        return badge_cell(value, ROW_TONES.get(ImportRowState(record.state), Tone.NEUTRAL))

    def value_state(self, value: str) -> str:
        """Return what became of it as a word."""
        return str(value)

    def render_wrong(self, record: ImportRow) -> Any:
        """Show the first thing that is wrong; the others open below it."""
        problems = record.told
        if len(problems) < 2:
            return wrong_with(record) or self.default
        more = ngettext("and %(n)d more", "and %(n)d more", len(problems) - 1) % {"n": len(problems) - 1}
        others = format_html_join("", "<li>{}</li>", ((each.text,) for each in problems[1:]))
        opens = '{}<details class="fold"><summary>{}{}</summary><ul class="about">{}</ul></details>'
        return format_html(opens, problems[0].text, icon("chevron-right"), more, others)

    def value_wrong(self, record: ImportRow) -> str:
        """Return everything that is wrong."""
        return wrong_with(record)
