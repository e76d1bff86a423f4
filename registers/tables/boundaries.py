"""Columns of the list of boundary rules."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.templatetags.kit import icon
from registers.models import BoundaryRule
from registers.presenting.cells import STANDINGS
from registers.presenting.matrix import OUTCOMES

NUMBER: dict[str, dict[str, str]] = {"td": {"class": "number"}, "th": {"class": "number"}}


def outcome_cell(value: str) -> Any:
    """Show an outcome as word, shape and colour."""
    shown = OUTCOMES[value]
    return format_html('<span class="outcome outcome-{}">{}{}</span>', shown.value, icon(shown.icon), shown.word)


class BoundaryRuleTable(PortalTable):
    """Versions of boundary rules."""

    category = tables.Column(verbose_name=_("Data category"), linkify=lambda record: record.get_absolute_url())
    level = tables.Column(verbose_name=_("Classification"), accessor="category__level")
    project = tables.Column(verbose_name=_("Project"), empty_values=())
    endpoint = tables.Column(verbose_name=_("Endpoint"), empty_values=(), attrs={"td": {"class": "tight"}})
    outcome = tables.Column(verbose_name=_("Outcome"))
    starts_on = WhenColumn(verbose_name=_("From"))
    ends_on = WhenColumn(verbose_name=_("Until"))
    standing = tables.Column(verbose_name=_("Standing"))
    version = tables.Column(verbose_name=_("Version"), attrs=NUMBER)
    reason = tables.Column(verbose_name=_("Reason"))
    entered_by = tables.Column(verbose_name=_("Entered by"))
    entered_at = WhenColumn(verbose_name=_("Entered"))

    class Meta(PortalTable.Meta):
        model = BoundaryRule
        fields: ClassVar = ()

    def value_category(self, record: BoundaryRule) -> str:
        """Return the category's name."""
        return record.category.name

    def value_level(self, value: Any) -> str:
        """Return the level's name."""
        return str(value)

    def render_project(self, record: BoundaryRule) -> Any:
        """Show the project, or that it is any."""
        return record.project or format_html('<span class="muted">{}</span>', _t("Any project"))

    def value_project(self, record: BoundaryRule) -> str:
        """Return the project's name; empty for any."""
        return record.project.name if record.project else ""

    def render_endpoint(self, record: BoundaryRule) -> Any:
        """Show the endpoint, or that it is any."""
        return record.endpoint or format_html('<span class="muted">{}</span>', _t("Any endpoint"))

    def value_endpoint(self, record: BoundaryRule) -> str:
        """Return the endpoint; empty for any."""
        return record.endpoint

    def render_outcome(self, record: BoundaryRule) -> Any:
        """Show the outcome as word, shape and colour."""
        return outcome_cell(record.outcome)

    def value_outcome(self, record: BoundaryRule) -> str:
        """Return the outcome's word."""
        return str(record.get_outcome_display())

    def render_standing(self, value: str) -> Any:
        """Show whether it holds."""
        return badge_cell(STANDINGS[value].word, STANDINGS[value].tone)

    def value_standing(self, value: str) -> str:
        """Return it as a word."""
        return str(STANDINGS[value].word)

    def render_entered_by(self, value: Any) -> Any:
        """Show initials and name."""
        return person_cell(value)

    def value_entered_by(self, value: Any) -> str:
        """Return the name."""
        return str(value)
