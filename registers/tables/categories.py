"""Columns of the list of data categories."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.presentation import Tone
from registers.choices import Detector
from registers.models import DataCategory


def personal_words(category: DataCategory) -> str:
    """Return whether it is personal data in a word; empty for what is not."""
    if category.special:
        return _t("Special category")
    return _t("Personal data") if category.personal else ""


def detector_words(category: Any) -> list[str]:
    """Return the detectors by name, the custom ones last."""
    return [
        *(str(Detector(each).label) for each in category.detectors),
        *(each.name for each in category.own_detectors),
    ]


class DataCategoryTable(PortalTable):
    """Data categories."""

    name = tables.Column(verbose_name=_("Name"), linkify=True)
    level = tables.Column(verbose_name=_("Classification"))
    personal = tables.Column(verbose_name=_("Personal data"), empty_values=())
    owner = tables.Column(verbose_name=_("Data owner"))
    detectors = tables.Column(verbose_name=_("Detectors"), empty_values=())
    uses = CountColumn(verbose_name=_("Use cases"))
    retention = CountColumn(verbose_name=_("Keep for (days)"), accessor="retention_days")
    slug = tables.Column(verbose_name=_("Short name"))
    description = tables.Column(verbose_name=_("What belongs to it"))
    since = WhenColumn(verbose_name=_("Since"), accessor="created_at")
    standing = tables.Column(verbose_name=_("Standing"), accessor="retired_at", empty_values=())

    class Meta(PortalTable.Meta):
        model = DataCategory
        fields: ClassVar = ()

    def render_level(self, record: DataCategory) -> Any:
        """Show the level with its rank as bars."""
        return format_html('<span class="level level-{}">{}</span>', min(record.level.rank // 10, 4), record.level)

    def value_level(self, record: DataCategory) -> str:
        """Return the level's name."""
        return str(record.level)

    def render_personal(self, record: DataCategory) -> Any:
        """Show whether it is personal data."""
        words = personal_words(record)
        return badge_cell(words, Tone.WARNING if record.special else Tone.INFO) if words else self.default

    def value_personal(self, record: DataCategory) -> str:
        """Return it as a word."""
        return personal_words(record)

    def render_owner(self, value: Any) -> Any:
        """Show initials and name."""
        return person_cell(value)

    def value_owner(self, value: Any) -> str:
        """Return the name."""
        return str(value)

    def render_detectors(self, record: DataCategory) -> Any:
        """Show the detectors by name."""
        names = [(name,) for name in detector_words(record)]
        if not names:
            return self.default
        return format_html('<span class="tags">{}</span>', format_html_join(" ", '<span class="tag">{}</span>', names))

    def value_detectors(self, record: DataCategory) -> str:
        """Return the detectors as one text."""
        return ", ".join(detector_words(record))

    def render_slug(self, value: str) -> Any:
        """Show the short name as programs use it."""
        return format_html("<code>{}</code>", value)

    def value_slug(self, value: str) -> str:
        """Return it plain."""
        return value

    def render_standing(self, record: DataCategory) -> Any:
        """Show whether it may be named in requests."""
        return badge_cell(_t("Retired")) if record.retired_at else badge_cell(_t("In use"), Tone.SUCCESS)

    def value_standing(self, record: DataCategory) -> str:
        """Return it as a word."""
        return _t("Retired") if record.retired_at else _t("In use")
