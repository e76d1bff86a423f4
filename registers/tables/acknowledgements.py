"""Columns of the list of those who have to read a policy."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.clock import today
from common.presentation import Badge, Tone
from registers.models import ReadingDuty

READ = Badge(_("Read"), Tone.SUCCESS)
WAITING = Badge(_("Not yet"), Tone.INFO)
LATE = Badge(_("Overdue"), Tone.DANGER)


def standing_of(duty: Any) -> Badge:
    """Return whether somebody has read it, still has time, or is late."""
    if duty.acknowledged_at is not None:
        return READ
    return LATE if duty.due_on < today() else WAITING


class ReadingDutyTable(PortalTable):
    """People who have to read a policy."""

    person = tables.Column(verbose_name=_("Person"))
    department = tables.Column(verbose_name=_("Department"), accessor="person__department")
    standing = tables.Column(verbose_name=_("Standing"), empty_values=())
    asked_on = WhenColumn(verbose_name=_("Asked"))
    due_on = WhenColumn(verbose_name=_("Due"))
    acknowledged_at = WhenColumn(verbose_name=_("Read"))

    class Meta(PortalTable.Meta):
        model = ReadingDuty
        fields: ClassVar = ()

    def render_person(self, value: Any) -> Any:
        """Show initials and name."""
        return person_cell(value)

    def value_person(self, value: Any) -> str:
        """Return the name."""
        return str(value)

    def render_standing(self, record: ReadingDuty) -> Any:
        """Show where they stand."""
        badge = standing_of(record)
        return badge_cell(badge.word, badge.tone)

    def value_standing(self, record: ReadingDuty) -> str:
        """Return it as a word."""
        return str(standing_of(record).word)
