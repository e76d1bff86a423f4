"""Columns of projects."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import person_cell
from registers.choices import DataRetention, ProjectRetention
from registers.models import Project
from registers.tables.providers import StandingTable, models_words, retention_badge


class ProjectTable(StandingTable):
    """Projects."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    provider = tables.Column(verbose_name=_("Provider"), accessor="provider__name")
    environment = tables.Column(verbose_name=_("Environment"))
    retention = tables.Column(verbose_name=_("Data retention"))
    region = tables.Column(verbose_name=_("Residency"))
    models = tables.Column(verbose_name=_("Models"), accessor="models_listed")
    owner = tables.Column(verbose_name=_("Owner"))
    uses = CountColumn(verbose_name=_("Use cases"))
    external_id = tables.Column(verbose_name=_("Project id"))
    since = WhenColumn(verbose_name=_("Since"), accessor="created_at")
    note = tables.Column(verbose_name=_("Note"))

    class Meta(PortalTable.Meta):
        model = Project
        fields: ClassVar = ()
        sequence = ("...", "standing")

    def render_retention(self, record: Project) -> Any:
        """Show the retention that holds, and whether it is the provider's."""
        badge = retention_badge(record.effective_retention)
        if record.retention != ProjectRetention.INHERITED:
            return badge
        return format_html('{} <small class="muted hint-beside">{}</small>', badge, _t("as the organisation"))

    def value_retention(self, record: Project) -> str:
        """Return the retention that holds."""
        return str(DataRetention(record.effective_retention).label)

    def render_models(self, record: Project, value: int) -> str:
        """Show which models it may call."""
        return models_words(record, value)

    def render_owner(self, value: Any) -> Any:
        """Show initials and name."""
        return person_cell(value)

    def value_owner(self, value: Any) -> str:
        """Return the name."""
        return str(value)
