"""Columns of the lists of facts about endpoints and regions."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell
from common.presentation import Tone
from registers.choices import Eligibility
from registers.models import EndpointFact, RegionFact
from registers.presenting.keeping import ELIGIBILITY_TONES, abuse_log_words, note_shown, state_words
from registers.tables.providers import NUMBER


class FactTable(PortalTable):
    """What every fact says of itself."""

    note = tables.Column(verbose_name=_("Note"))
    source = tables.Column(verbose_name=_("Source"))
    checked_on = WhenColumn(verbose_name=_("Checked on"))
    starts_on = WhenColumn(verbose_name=_("Holds from"))
    version = tables.Column(verbose_name=_("Version"), attrs=NUMBER)
    entered_by = tables.Column(verbose_name=_("Entered by"), empty_values=())

    def render_note(self, record: Any) -> str:
        """Show the note, the portal's own in the reader's language."""
        return note_shown(record)

    def render_entered_by(self, record: Any) -> str:
        """Show who entered it."""
        return str(record.entered_by) if record.entered_by else _t("The portal")


class EndpointFactTable(FactTable):
    """What endpoints keep."""

    endpoint = tables.Column(verbose_name=_("Endpoint"), linkify=True)
    abuse_log = tables.Column(verbose_name=_("Abuse log"), accessor="abuse_log_days", empty_values=())
    state = tables.Column(verbose_name=_("Application state"), accessor="state_kept")
    zero_retention = tables.Column(verbose_name=_("Zero data retention"))

    class Meta(PortalTable.Meta):
        model = EndpointFact
        fields: ClassVar = ()
        sequence = ("endpoint", "abuse_log", "state", "zero_retention", "...")

    def render_endpoint(self, value: str) -> Any:
        """Show the name as calls use it."""
        return format_html("<code>{}</code>", value)

    def value_endpoint(self, value: str) -> str:
        """Return it plain."""
        return value

    def render_abuse_log(self, record: EndpointFact) -> str:
        """Show how long entries stay."""
        return abuse_log_words(record.abuse_log_days)

    def render_state(self, record: EndpointFact) -> str:
        """Show how long state stays."""
        return state_words(record)

    def render_zero_retention(self, record: EndpointFact) -> Any:
        """Show whether it is covered."""
        return badge_cell(record.get_zero_retention_display(), ELIGIBILITY_TONES[Eligibility(record.zero_retention)])

    def value_zero_retention(self, record: EndpointFact) -> str:
        """Return it as a word."""
        return record.get_zero_retention_display()


class RegionFactTable(FactTable):
    """What happens in regions."""

    region = tables.Column(verbose_name=_("Region"), linkify=True)
    stores = tables.Column(verbose_name=_("Stored there"))
    processes = tables.Column(verbose_name=_("Computed there"))
    needs_approval = tables.Column(verbose_name=_("Needs approval"))
    host = tables.Column(verbose_name=_("Host"))

    class Meta(PortalTable.Meta):
        model = RegionFact
        fields: ClassVar = ()
        sequence = ("region", "stores", "processes", "needs_approval", "host", "...")

    def render_region(self, record: RegionFact) -> str:
        """Show the region's name."""
        return record.get_region_display()

    def render_stores(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2 passes the value so
        """Show whether content is stored there."""
        return yes_or_no(value, good=True)

    def value_stores(self, value: bool) -> bool:  # noqa: FBT001 - django-tables2 passes the value so
        """Return it as it is."""
        return value

    def render_processes(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2 passes the value so
        """Show whether content is computed there."""
        return yes_or_no(value, good=True)

    def value_processes(self, value: bool) -> bool:  # noqa: FBT001 - django-tables2 passes the value so
        """Return it as it is."""
        return value

    def render_needs_approval(self, value: bool) -> Any:  # noqa: FBT001 - django-tables2 passes the value so
        """Show whether the provider has to approve."""
        return yes_or_no(value, good=False)

    def value_needs_approval(self, value: bool) -> bool:  # noqa: FBT001 - django-tables2 passes the value so
        """Return it as it is."""
        return value

    def render_host(self, value: str) -> Any:
        """Show the name that calls go to."""
        return format_html("<code>{}</code>", value)

    def value_host(self, value: str) -> str:
        """Return it plain."""
        return value


def yes_or_no(value: bool, *, good: bool) -> Any:  # noqa: FBT001 - a word for it
    """Return a badge: what is as one hopes is green."""
    return badge_cell(_t("Yes") if value else _t("No"), Tone.SUCCESS if value == good else Tone.WARNING)
