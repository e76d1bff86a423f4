"""Columns of the list of service identities."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.tables import CountColumn, PersonTable, PortalTable, WhenColumn
from common.cells import badge_cell
from common.presentation import Tone


class ServiceTable(PortalTable):
    """Programs."""

    name = tables.Column(verbose_name=_("Name"), linkify=True, attrs={"a": {"class": "row-link"}})
    purpose = tables.Column(verbose_name=_("What it is for"))
    answerable = tables.Column(verbose_name=_("Who answers for it"), empty_values=())
    department = tables.Column(verbose_name=_("Department"), accessor="department__name")
    roles = tables.Column(verbose_name=_("Roles"), accessor="assignments_today", empty_values=())
    live_tokens = CountColumn(verbose_name=_("Tokens"))
    last_used_at = WhenColumn(verbose_name=_("Last used"))
    first_end = WhenColumn(verbose_name=_("Next expiry"))
    standing = tables.Column(verbose_name=_("Standing"), accessor="is_active")
    created_at = WhenColumn(verbose_name=_("Since"))

    render_roles = PersonTable.render_roles
    value_roles = PersonTable.value_roles

    class Meta(PortalTable.Meta):
        model = Person
        fields: ClassVar = ()

    def render_answerable(self, record: Person) -> Any:
        """Show who answers, and that they left where they did."""
        if record.answerable is None:
            return badge_cell(_t("Nobody"), Tone.DANGER)
        if not record.answerable.is_active:
            return format_html("{} {}", record.answerable.name, badge_cell(_t("Left"), Tone.DANGER))
        return record.answerable.name

    def value_answerable(self, record: Person) -> str:
        """Return the name."""
        return record.answerable.name if record.answerable else ""

    def render_standing(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2 passes the value so
        """Show whether it is in use."""
        return badge_cell(_t("In use"), Tone.SUCCESS) if value else badge_cell(_t("Retired"), Tone.NEUTRAL)

    def value_standing(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 passes the value so
        """Return the standing as a word."""
        return _t("In use") if value else _t("Retired")
