"""Columns of the lists of imports and of their rows."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.presentation import Tone
from registers.choices import ImportRowState, ImportState
from registers.models import RegisterImport

NUMBER: dict[str, dict[str, str]] = {"td": {"class": "number"}, "th": {"class": "number"}}
TONES = {
    ImportState.READING: Tone.INFO,
    ImportState.PREVIEWED: Tone.INFO,
    ImportState.COMMITTING: Tone.INFO,
    ImportState.COMMITTED: Tone.SUCCESS,
    ImportState.FAILED: Tone.DANGER,
}
ROW_TONES = {
    ImportRowState.GOOD: Tone.INFO,
    ImportRowState.DUPLICATE: Tone.WARNING,
    ImportRowState.FAULTY: Tone.DANGER,
    ImportRowState.ENTERED: Tone.SUCCESS,
}


class ImportTable(PortalTable):
    """Imports."""

    source = tables.Column(verbose_name=_("Source"), linkify=True)
    file = tables.Column(verbose_name=_("File"), accessor="file__name")
    state = tables.Column(verbose_name=_("State"), accessor="standing")
    rows_total = CountColumn(verbose_name=_("Rows"))
    rows_entered = CountColumn(verbose_name=_("Entered"))
    rows_faulty = CountColumn(verbose_name=_("With errors"))
    created_by = tables.Column(verbose_name=_("By"))
    created_at = WhenColumn(verbose_name=_("Begun"))

    class Meta(PortalTable.Meta):
        model = RegisterImport
        fields: ClassVar = ()

    def render_state(self, value: str) -> Any:
        """Show where it stands."""
        return badge_cell(ImportState(value).label, TONES.get(ImportState(value), Tone.NEUTRAL))

    def value_state(self, value: str) -> str:
        """Return where it stands as a word."""
        return str(ImportState(value).label)

    def render_created_by(self, value: Any) -> Any:
        """Show who began it."""
        return person_cell(value)

    def value_created_by(self, value: Any) -> str:
        """Return the name."""
        return str(value)
