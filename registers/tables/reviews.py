"""Columns of the queue: what waits for decisions, where, since when."""

from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from registers.models import Review
from registers.presenting.reviews import (
    code_of,
    decided_words,
    due_badge,
    kind_badge,
    last_day,
    owner_of,
    step_words,
    title_of,
    version_words,
)
from registers.tables.use_cases import tags


class ReviewTable(PortalTable):
    """Requests that wait for a decision."""

    code = tables.Column(verbose_name=_("Code"), empty_values=(), attrs={"td": {"class": "tight muted"}})
    title = tables.Column(verbose_name=_("Title"), empty_values=(), attrs={"td": {"class": "register-title"}})
    tier = tables.Column(verbose_name=_("Risk"), accessor="route")
    owner = tables.Column(verbose_name=_("Owner"), empty_values=())
    department = tables.Column(verbose_name=_("Department"), accessor="version__use_case__department__name")
    step = tables.Column(verbose_name=_("Step"), accessor="step_name")
    waits_since = WhenColumn(verbose_name=_("Waits since"), attrs={"td": {"class": "tight"}})
    due = tables.Column(verbose_name=_("Answer due"), accessor="due_at")
    version = tables.Column(verbose_name=_("Version"), empty_values=(), attrs={"td": {"class": "tight"}})
    decided = tables.Column(verbose_name=_("Decided so far"), empty_values=())
    submitted_by = tables.Column(verbose_name=_("Submitted by"), accessor="version__submitted_by__name")
    submitted_at = WhenColumn(verbose_name=_("Submitted"), accessor="started_at")
    escalated_at = WhenColumn(verbose_name=_("Went on to others"))
    route = tables.Column(verbose_name=_("Route"))

    class Meta(PortalTable.Meta):
        fields: ClassVar = ()

    def render_code(self, record: Review) -> str:
        """Show the code of the use case."""
        return code_of(record) or self.default

    def value_code(self, record: Review) -> str:
        """Return the code of the use case."""
        return code_of(record)

    def render_title(self, record: Review) -> Any:
        """Show the title as it would be after the decision; it leads to where one decides."""
        return format_html('<a class="row-link" href="{}">{}</a>', record.get_absolute_url(), title_of(record))

    def value_title(self, record: Review) -> str:
        """Return the plain title."""
        return title_of(record)

    def render_tier(self, record: Review) -> Any:
        """Show the risk."""
        badge = kind_badge(record)
        return badge_cell(badge.word, badge.tone)

    def value_tier(self, record: Review) -> str:
        """Return the risk as a word."""
        return str(kind_badge(record).word)

    def render_owner(self, record: Review) -> Any:
        """Show who answers for it."""
        owner = owner_of(record)
        return person_cell(owner) if owner else self.default

    def value_owner(self, record: Review) -> str:
        """Return the owner's name."""
        return str(owner_of(record) or "")

    def render_step(self, record: Review) -> str:
        """Show at which step of how many it waits."""
        return step_words(record)

    def value_step(self, record: Review) -> str:
        """Return at which step of how many it waits."""
        return step_words(record)

    def value_route(self, record: Review) -> str:
        """Return which version of which route it goes by."""
        return str(record.route)

    def render_due(self, record: Any) -> Any:
        """Show the last day, and in a word with a shape that it is late or near."""
        day = format_html(
            '<time datetime="{}">{}</time>',
            last_day(record.due_at).isoformat(),
            date_format(last_day(record.due_at), "SHORT_DATE_FORMAT"),
        )
        badge = due_badge(record.due_at)
        return format_html("{} {}", day, badge_cell(badge.word, badge.tone)) if badge else day

    def value_due(self, record: Any) -> date:
        """Return the last day."""
        return last_day(record.due_at)  # type: ignore[no-any-return]

    def render_version(self, record: Review) -> str:
        """Show which version it is, and whether another one is in force."""
        return version_words(record)

    def render_decided(self, record: Any) -> Any:
        """Show who has agreed so far."""
        words = decided_words(record)
        return tags(words) if words else format_html('<span class="muted">{}</span>', _t("Nobody yet"))

    def value_decided(self, record: Any) -> str:
        """Return who has agreed so far, as one text."""
        return ", ".join(decided_words(record))
