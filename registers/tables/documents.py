"""Columns of the lists of documents and exceptions, and how their standing is shown."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.presentation import Badge, Tone
from common.templatetags.kit import icon, when
from registers.models import Document

STANDINGS = {
    "current": Badge(_("In order"), Tone.SUCCESS),
    "overdue": Badge(_("Review overdue"), Tone.WARNING),
    "expired": Badge(_("Expired"), Tone.DANGER),
    "future": Badge(_("Not valid yet"), Tone.INFO),
    "unapproved": Badge(_("Not approved"), Tone.WARNING),
    "missing": Badge(pgettext_lazy("document", "Missing"), Tone.DANGER),
    "retired": Badge(_("Retired")),
}
EXCEPTION_STANDINGS = {
    "requested": Badge(_("To be decided"), Tone.INFO),
    "ahead": Badge(_("Begins later"), Tone.INFO),
    "in-force": Badge(_("In force"), Tone.WARNING),
    "expired": Badge(_("Expired")),
    "refused": Badge(pgettext_lazy("exception", "Refused"), Tone.DANGER),
    "ended": Badge(pgettext_lazy("exception", "Ended early")),
}


def review_day(document: Any) -> Any:
    """Return until when a document with its standing is to be read again, marked where that day is over."""
    if document.standing != "overdue":
        return when(document.review_on)
    return format_html(
        '<span class="late">{}{}</span>', icon("alert-triangle", _t("overdue since")), when(document.review_on)
    )


class OwnedTable(PortalTable):
    """What somebody answers for, and where it stands today."""

    words: ClassVar[dict[str, Badge]] = {}

    def render_owner(self, value: Any) -> Any:
        """Show initials and name."""
        return person_cell(value)

    def value_owner(self, value: Any) -> str:
        """Return the name."""
        return str(value)

    def render_standing(self, value: str) -> Any:
        """Show where it stands."""
        return badge_cell(self.words[value].word, self.words[value].tone)

    def value_standing(self, value: str) -> str:
        """Return it as a word."""
        return str(self.words[value].word)


class DocumentTable(OwnedTable):
    """Documents."""

    words = STANDINGS
    title = tables.Column(verbose_name=_("Title"), linkify=True)
    kind = tables.Column(verbose_name=_("Kind"))
    version = tables.Column(verbose_name=_("Version"), accessor="version_number")
    provider = tables.Column(verbose_name=_("Provider"))
    owner = tables.Column(verbose_name=_("Owner"))
    valid_from = WhenColumn(verbose_name=_("Valid from"))
    valid_until = WhenColumn(verbose_name=_("Valid until"))
    review_on = WhenColumn(verbose_name=_("Review by"))
    since = WhenColumn(verbose_name=_("Since"), accessor="created_at")
    standing = tables.Column(verbose_name=_("Standing"))

    class Meta(PortalTable.Meta):
        model = Document
        fields: ClassVar = ()

    def render_review_on(self, record: Document) -> Any:
        """Show until when it is to be read again."""
        return review_day(record)

    def render_version(self, value: int) -> Any:
        """Show the number of the version that holds."""
        return format_html("v{}", value)

    def value_version(self, value: int) -> int:
        """Return the number."""
        return value
