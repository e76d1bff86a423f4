"""Columns of exceptions."""

from typing import ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from access.tables import PortalTable, WhenColumn
from registers.models import RegisterException
from registers.tables.documents import EXCEPTION_STANDINGS, OwnedTable


class ExceptionTable(OwnedTable):
    """Exceptions."""

    words = EXCEPTION_STANDINGS
    title = tables.Column(verbose_name=_("Title"), linkify=True)
    concerns = tables.Column(verbose_name=_("Concerns"), accessor="concerns_words", empty_values=(None, ""))
    owner = tables.Column(verbose_name=_("Owner"))
    starts_on = WhenColumn(verbose_name=_("From"))
    expires_on = WhenColumn(verbose_name=_("Until"))
    requested_by = tables.Column(verbose_name=_("Requested by"))
    requested_at = WhenColumn(verbose_name=_("Requested"))
    decided_by = tables.Column(verbose_name=_("Decided by"))
    reason = tables.Column(verbose_name=_("Reason"))
    compensating_control = tables.Column(verbose_name=_("Compensating control"))
    standing = tables.Column(verbose_name=_("Standing"))

    class Meta(PortalTable.Meta):
        model = RegisterException
        fields: ClassVar = ()
