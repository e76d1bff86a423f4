"""Columns of the list of access reviews."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewStage
from access.models import AccessReview
from access.review_tones import STAGE_TONES
from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell
from common.clock import today
from common.templatetags.kit import icon, number, when


class AccessReviewTable(PortalTable):
    """Campaigns."""

    name = tables.Column(verbose_name=_("Name"), accessor="label", linkify=True)
    state = tables.Column(verbose_name=_("State"))
    progress = tables.Column(
        verbose_name=_("Answered"), accessor="answered", attrs={"td": {"class": "review-bar-cell"}}
    )
    rights = CountColumn(verbose_name=_("Rights"))
    flagged = CountColumn(verbose_name=_("With remarks"))
    due_on = tables.Column(verbose_name=_("Due"), attrs={"td": {"class": "tight"}})
    opened_at = WhenColumn(verbose_name=_("Opened"), attrs={"td": {"class": "tight"}})
    opened_by = tables.Column(verbose_name=_("Opened by"), empty_values=())
    removed = CountColumn(verbose_name=_("Removed"))
    closed_at = WhenColumn(verbose_name=_("Closed"), attrs={"td": {"class": "tight"}})

    class Meta(PortalTable.Meta):
        model = AccessReview
        fields: ClassVar = ()

    def render_state(self, record: AccessReview) -> Any:
        """Show where it stands."""
        stage = ReviewStage(record.state)
        return badge_cell(stage.label, STAGE_TONES[stage])

    def value_state(self, record: AccessReview) -> str:
        """Return the state as a word."""
        return str(ReviewStage(record.state).label)

    def render_progress(self, record: Any) -> Any:
        """Show how far it is."""
        said = _t("%(done)s of %(all)s") % {"done": number(record.answered), "all": number(record.rights)}
        return format_html(
            '<progress class="job-bar" max="{}" value="{}" aria-label="{}"></progress><small class="number">{}</small>',
            max(1, record.rights),
            record.answered,
            _t("Answered"),
            said,
        )

    def value_progress(self, record: Any) -> int:
        """Return how many are answered."""
        return int(record.answered)

    def render_due_on(self, record: AccessReview) -> Any:
        """Show the last day, and that it has passed."""
        if record.state == ReviewStage.OPEN and record.due_on < today():
            return format_html(
                '<span class="late">{}{}</span>', icon("alert-triangle", _t("Overdue")), when(record.due_on)
            )
        return when(record.due_on)

    def render_opened_by(self, record: AccessReview) -> str:
        """Show who opened it; the schedule has no name."""
        return record.opened_by.name if record.opened_by else _t("The portal")
