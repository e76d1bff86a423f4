"""Columns of the lists of providers and projects."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell
from common.presentation import Tone
from common.templatetags.kit import number
from registers.choices import DataRetention, ModelAccess
from registers.models import Project, Provider
from registers.presenting.keeping import RETENTION_TONES

NUMBER: dict[str, dict[str, str]] = {"td": {"class": "number"}, "th": {"class": "number"}}


def retention_badge(retention: str) -> Any:
    """Return a data retention as a badge."""
    return badge_cell(DataRetention(retention).label, RETENTION_TONES[DataRetention(retention)])


def models_words(project: Project, count: int) -> str:
    """Return which models a project may call."""
    if project.model_access == ModelAccess.ALL:
        return _t("Every model")
    return ngettext("%(n)d model", "%(n)d models", count) % {"n": count}


class StandingTable(PortalTable):
    """What can be retired."""

    standing = tables.Column(verbose_name=_("Standing"), accessor="retired_at", empty_values=())

    def render_standing(self, record: Any) -> Any:
        """Show whether it is in use."""
        return badge_cell(_t("Retired")) if record.retired_at else badge_cell(_t("In use"), Tone.SUCCESS)

    def value_standing(self, record: Any) -> str:
        """Return it as a word."""
        return _t("Retired") if record.retired_at else _t("In use")


class ProviderTable(StandingTable):
    """Providers."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    kind = tables.Column(verbose_name=_("Provider"))
    external_id = tables.Column(verbose_name=_("Organisation id"))
    retention = tables.Column(verbose_name=_("Data retention"))
    projects = CountColumn(verbose_name=_("Projects"), accessor="projects_in_use")
    models = CountColumn(verbose_name=_("Models"), accessor="models_known")
    since = WhenColumn(verbose_name=_("Since"), accessor="created_at")
    note = tables.Column(verbose_name=_("Note"))

    class Meta(PortalTable.Meta):
        model = Provider
        fields: ClassVar = ()
        sequence = ("...", "standing")

    def render_retention(self, record: Provider) -> Any:
        """Show what was agreed."""
        return retention_badge(record.retention)

    def value_retention(self, record: Provider) -> str:
        """Return it as a word."""
        return record.get_retention_display()

    def render_projects(self, record: Provider, value: int) -> Any:
        """Show how many projects are in use, and lead to them."""
        address = f"{reverse('registers:projects')}?provider={record.pk}&retired=no"
        return format_html('<a href="{}">{}</a>', address, number(value))

    def value_projects(self, value: int) -> int:
        """Return the number."""
        return value

    def render_models(self, record: Provider, value: int) -> Any:
        """Show how many models are on the register, and lead to them."""
        return format_html('<a href="{}?provider={}">{}</a>', reverse("registers:models"), record.pk, number(value))

    def value_models(self, value: int) -> int:
        """Return the number."""
        return value
