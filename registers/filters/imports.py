"""Filters of the lists of imports and of their rows."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.choices import ImportRowState, ImportState
from registers.models import ImportRow, RegisterImport


class ImportFilter(filters.FilterSet):
    """Which imports."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.ChoiceFilter(label=_("State"), choices=ImportState.choices)

    class Meta:
        model = RegisterImport
        fields: ClassVar = ["state"]

    def search(self, imports: Any, _name: str, text: str) -> Any:
        """Find each word in the source or the name of the file."""
        for word in text.split():
            imports = imports.filter(Q(source__icontains=word) | Q(file__name__icontains=word))
        return imports


class ImportRowFilter(filters.FilterSet):
    """Which rows of an import."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.ChoiceFilter(label=_("State"), choices=ImportRowState.choices)

    class Meta:
        model = ImportRow
        fields: ClassVar = ["state"]

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word in any cell."""
        for word in text.replace("\x00", "").split():
            rows = rows.filter(Q(title__icontains=word) | Q(cells__icontains=word))
        return rows


class AnyImportRowFilter(ImportRowFilter):
    """Which rows of which import."""

    register_import = filters.UUIDFilter(label=_("Import"), field_name="register_import")
