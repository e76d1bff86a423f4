"""Which classification levels."""

from typing import ClassVar

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from registers.models import ClassificationLevel


class ClassificationLevelFilter(filters.FilterSet):
    """Which classification levels."""

    shipped = filters.BooleanFilter(label=_("Shipped"))

    class Meta:
        model = ClassificationLevel
        fields: ClassVar[list[str]] = []
