"""Which facts of a day, for the API."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.clock import today
from registers.filters.facts import VERSIONS, EndpointFactFilter, RegionFactFilter


class HoldingFilter(filters.FilterSet):
    """Which versions, for programs: those that hold unless every one is asked for."""

    versions = filters.ChoiceFilter(label=_("Versions"), choices=VERSIONS, method="with_versions")

    @property
    def qs(self) -> Any:
        """Return the rows; without a word on versions those that hold."""
        rows = super().qs
        return rows if self.form.cleaned_data.get("versions") == "all" else rows.holding_on(today())

    def with_versions(self, facts: Any, _name: str, _value: str) -> Any:
        """Leave the choice to `qs`, which knows when none was made."""
        return facts


class EndpointFactApiFilter(HoldingFilter, EndpointFactFilter):
    """Which facts about endpoints, as programs ask."""


class RegionFactApiFilter(HoldingFilter, RegionFactFilter):
    """Which facts about regions, as programs ask."""
