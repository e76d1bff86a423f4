"""Columns of conditions."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.tables import PortalTable, WhenColumn
from common.cells import person_cell
from registers.models import Condition
from registers.presenting.conditions import STANDINGS, due_cell
from registers.tables.documents import OwnedTable


class ConditionTable(OwnedTable):
    """Conditions."""

    words = STANDINGS
    text = tables.Column(verbose_name=_("What has to be done"), linkify=True)
    code = tables.Column(verbose_name=_("Use case"), accessor="use_case__code", attrs={"td": {"class": "tight"}})
    title = tables.Column(verbose_name=_("Title of the use case"), accessor="use_case__title")
    owner = tables.Column(verbose_name=_("Seen to by"))
    due_on = WhenColumn(verbose_name=_("Due"))
    blocking = tables.Column(verbose_name=_("Blocks"))
    report = tables.Column(verbose_name=_("What was done"), accessor="told_report")
    reported_at = WhenColumn(verbose_name=_("Reported"))
    met_at = WhenColumn(verbose_name=_("Found met"))
    met_by = tables.Column(verbose_name=_("Found met by"))
    standing = tables.Column(verbose_name=_("Standing"))

    class Meta(PortalTable.Meta):
        model = Condition
        fields: ClassVar = ()

    def render_due_on(self, record: Condition) -> Any:
        """Show until when, marked where it is late."""
        return due_cell(record)

    def render_blocking(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 passes the value so
        """Say whether nothing is in force before."""
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")

    def value_blocking(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 passes the value so
        """Return the same word."""
        return self.render_blocking(value)

    def render_met_by(self, value: Any) -> Any:
        """Show initials and name."""
        return person_cell(value)

    def value_met_by(self, value: Any) -> str:
        """Return the name."""
        return str(value)
