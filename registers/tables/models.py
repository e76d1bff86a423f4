"""Columns of the list of models."""

from datetime import timedelta
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell
from common.clock import today
from common.presentation import Badge, Tone
from common.templatetags.kit import when
from registers.choices import ModelState
from registers.filters.models import SOON
from registers.models import ProviderModel

TONES = {
    ModelState.PROPOSED: Tone.NEUTRAL,
    ModelState.APPROVED: Tone.SUCCESS,
    ModelState.RESTRICTED: Tone.WARNING,
    ModelState.DEPRECATED: Tone.WARNING,
    ModelState.REFUSED: Tone.DANGER,
}


def state_of(model: ProviderModel) -> Badge:
    """Return a model's state; a model that is shut down is that before anything else."""
    if model.shut_down_on and model.shut_down_on <= today():
        return Badge(pgettext("model", "Shut down"), Tone.DANGER)
    return Badge(model.get_state_display(), TONES[ModelState(model.state)])


def is_going(model: ProviderModel) -> bool:
    """Tell whether a model is shut down within 90 days, or already."""
    return model.shut_down_on is not None and model.shut_down_on <= today() + SOON


def shut_down_words(model: ProviderModel) -> Any:
    """Return when a model is shut down, marked where that is soon."""
    if not is_going(model) or model.shut_down_on is None:
        return when(model.shut_down_on)
    days: timedelta = model.shut_down_on - today()
    left = _t("in %(n)d days") % {"n": days.days} if days.days > 0 else ""
    return format_html('{} <small class="muted">{}</small>', when(model.shut_down_on), left)


class ProviderModelTable(PortalTable):
    """Models."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    state = tables.Column(verbose_name=_("State"))
    provider = tables.Column(verbose_name=_("Provider"), accessor="provider__name")
    endpoints = tables.Column(verbose_name=_("Endpoints"))
    approved_on = WhenColumn(verbose_name=_("Approved on"))
    deprecated_on = WhenColumn(verbose_name=_("Deprecated on"))
    shut_down_on = WhenColumn(verbose_name=_("Shut down on"))
    replacement = tables.Column(verbose_name=_("Replacement"), linkify=True)
    projects = CountColumn(verbose_name=_("Listed by projects"), accessor="projects_listing")
    uses = CountColumn(verbose_name=_("Use cases"))
    restriction = tables.Column(verbose_name=_("Restricted to"))
    note = tables.Column(verbose_name=_("Note"))

    class Meta(PortalTable.Meta):
        model = ProviderModel
        fields: ClassVar = ()

    def render_state(self, record: ProviderModel) -> Any:
        """Show the state as a badge."""
        badge = state_of(record)
        return badge_cell(badge.word, badge.tone)

    def value_state(self, record: ProviderModel) -> str:
        """Return it as a word."""
        return str(state_of(record).word)

    def render_shut_down_on(self, record: ProviderModel) -> Any:
        """Show the day, and how far it is where that is soon."""
        return shut_down_words(record)

    def value_shut_down_on(self, record: ProviderModel) -> Any:
        """Return the day."""
        return record.shut_down_on

    def value_replacement(self, value: ProviderModel) -> str:
        """Return its name."""
        return value.name

    def render_endpoints(self, value: list[str]) -> Any:
        """Show the endpoints by name."""
        tags = format_html_join(" ", '<span class="tag">{}</span>', ((each,) for each in value))
        return format_html('<span class="tags">{}</span>', tags)

    def value_endpoints(self, value: list[str]) -> str:
        """Return the endpoints as one text."""
        return ", ".join(value)
