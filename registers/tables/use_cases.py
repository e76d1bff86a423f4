"""Columns of the register of use cases, as it stands and as it stood."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.clock import today
from registers.choices import AiActClass, Environment, RiskTier
from registers.models import RegisterLine, UseCase
from registers.presenting.use_cases import CLASS_TONES, TIER_TONES, end_of_approval, state_badge
from registers.reading.as_of import ON, asked_day

SHOWN_TAGS = 3
LOST = _("It was a draft then, and was saved again since; of drafts the register keeps title, purpose, risk and class.")


class NamesColumn(tables.Column):
    """A few names as tags, the rest as a number; exported as one text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_values=(), **kwargs)

    def render(self, record: Any, value: Any) -> Any:
        """Show the first few."""
        if not record.scope_known:
            return format_html('<span class="muted" title="{}">{}</span>', LOST, _t("Not on record"))
        return tags(self.names(value)) if value else "\u2013"

    def value(self, record: Any, value: Any) -> str:
        """Return all of them as one text."""
        return ", ".join(self.names(value or ())) if record.scope_known else _t("Not on record")

    def names(self, value: Iterable[Any]) -> list[str]:
        """Return them as a reader knows them."""
        return [str(each) for each in value]


class EnvironmentsColumn(NamesColumn):
    """Environments by name."""

    def names(self, value: Iterable[Any]) -> list[str]:
        """Return their names."""
        return [str(Environment(each).label) for each in value]


def tags(names: list[str]) -> Any:
    """Return names as tags; beyond a few, how many more there are, named on hover."""
    shown = format_html_join(" ", '<span class="tag">{}</span>', ((name,) for name in names[:SHOWN_TAGS]))
    more = names[SHOWN_TAGS:]
    rest = format_html(' <span class="tag" title="{}">+{}</span>', ", ".join(more), len(more)) if more else ""
    return format_html('<span class="tags">{}{}</span>', shown, rest)


class RegisterTable(PortalTable):
    """What the register says of use cases, now or on another day."""

    code = tables.Column(verbose_name=_("Code"), attrs={"td": {"class": "tight muted"}})
    title = tables.Column(verbose_name=_("Title"), attrs={"td": {"class": "register-title"}})
    state = tables.Column(verbose_name=_("State"))
    owner = tables.Column(verbose_name=_("Owner"), empty_values=())
    department = tables.Column(verbose_name=_("Department"), accessor="department__name")
    risk = tables.Column(verbose_name=_("Risk"), accessor="risk_tier")
    ai_act_class = tables.Column(verbose_name=_("EU AI Act class"))
    categories = NamesColumn(verbose_name=_("Data categories"), accessor="category_names")
    models = NamesColumn(verbose_name=_("Models"), accessor="model_names")
    projects = NamesColumn(verbose_name=_("Projects"), accessor="project_names")
    endpoints = NamesColumn(verbose_name=_("Endpoints"), accessor="endpoint_names")
    environments = EnvironmentsColumn(verbose_name=_("Environments"), accessor="environment_names")
    approved_until = tables.Column(verbose_name=_("Approved until"), attrs={"td": {"class": "tight"}})
    purpose = tables.Column(verbose_name=_("Purpose"))

    class Meta(PortalTable.Meta):
        fields: ClassVar = ()

    @property
    def day(self) -> date:
        """Return the day by which approvals are in force or over."""
        return today()

    def url_of(self, record: UseCase | RegisterLine) -> str:
        """Return where a row leads."""
        return record.get_absolute_url()

    def render_title(self, record: UseCase | RegisterLine) -> Any:
        """Show the title whole; it is what people look for."""
        return format_html('<a class="row-link" href="{}">{}</a>', self.url_of(record), record.title)

    def value_title(self, record: UseCase | RegisterLine) -> str:
        """Return the plain title."""
        return record.title

    def render_state(self, record: UseCase | RegisterLine) -> Any:
        """Show where it stands."""
        badge = state_badge(record, self.day)
        return badge_cell(badge.word, badge.tone)

    def value_state(self, record: UseCase | RegisterLine) -> str:
        """Return where it stands as a word."""
        return str(state_badge(record, self.day).word)

    def render_owner(self, record: UseCase | RegisterLine) -> Any:
        """Show who answers for it."""
        return person_cell(record.owner) if record.owner else format_html('<span class="muted">{}</span>', _t("Nobody"))

    def value_owner(self, record: UseCase | RegisterLine) -> str:
        """Return the owner's name."""
        return record.owner.name if record.owner else ""

    def render_risk(self, record: UseCase | RegisterLine) -> Any:
        """Show the risk."""
        return badge_cell(record.get_risk_tier_display(), TIER_TONES[RiskTier(record.risk_tier)])

    def value_risk(self, record: UseCase | RegisterLine) -> str:
        """Return the risk as a word."""
        return record.get_risk_tier_display()

    def render_ai_act_class(self, record: UseCase | RegisterLine) -> Any:
        """Show the class under the EU AI Act."""
        return badge_cell(record.get_ai_act_class_display(), CLASS_TONES[AiActClass(record.ai_act_class)])

    def value_ai_act_class(self, record: UseCase | RegisterLine) -> str:
        """Return the class as words."""
        return record.get_ai_act_class_display()

    def render_approved_until(self, record: UseCase | RegisterLine) -> str:
        """Show the last day of the approval, unless it ended before."""
        return end_of_approval(record, "SHORT_DATE_FORMAT")

    def value_approved_until(self, value: date) -> date:
        """Return the day itself."""
        return value

    def render_purpose(self, value: str) -> Any:
        """Show the beginning of the purpose."""
        return format_html('<span class="register-purpose">{}</span>', value)

    def value_purpose(self, value: str) -> str:
        """Return the purpose whole."""
        return value


class UseCaseTable(RegisterTable):
    """Use cases as the register shows them now."""

    reference = tables.Column(verbose_name=_("Reference elsewhere"))
    origin = tables.Column(verbose_name=_("Origin"))
    changed_at = WhenColumn(verbose_name=_("Last change"))
    created_at = WhenColumn(verbose_name=_("Entered"))

    class Meta(PortalTable.Meta):
        fields: ClassVar = ()


class RegisterLineTable(RegisterTable):
    """What the register said of use cases on a day."""

    since = WhenColumn(verbose_name=_("So since"))

    class Meta(PortalTable.Meta):
        fields: ClassVar = ()

    @property
    def day(self) -> date:
        """Return the day that is looked at."""
        return asked_day(self.request.GET)

    def url_of(self, record: UseCase | RegisterLine) -> str:
        """Return the page of the use case as of that day."""
        return f"{record.get_absolute_url()}as-of/?{urlencode({ON: self.day.isoformat()})}"
