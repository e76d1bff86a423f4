"""Filters of the lists of facts about endpoints and regions."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.choices import Eligibility, Endpoint, Region, StateKept
from registers.models import EndpointFact, RegionFact

VERSIONS = [("holding", _("Those that hold today")), ("all", _("Every version"))]


class FactFilter(filters.FilterSet):
    """What both lists have in common."""

    q = filters.CharFilter(label=_("Search"), method="search")
    entered = filters.ChoiceFilter(
        label=_("Entered by"), choices=[("people", _("People here")), ("portal", _("The portal"))], method="with_entry"
    )
    named: ClassVar[str]

    def search(self, facts: Any, _name: str, text: str) -> Any:
        """Find each word in the name, the note or the source."""
        for word in text.split():
            here = Q(**{f"{self.named}__icontains": word}) | Q(note__icontains=word) | Q(source__icontains=word)
            facts = facts.filter(here)
        return facts

    def with_entry(self, facts: Any, _name: str, value: str) -> Any:
        """Keep what people entered, or what the portal brought along."""
        return facts.filter(entered_by__isnull=value == "portal")


class EndpointFactFilter(FactFilter):
    """Which facts about endpoints."""

    named = "endpoint"
    endpoint = filters.MultipleChoiceFilter(label=_("Endpoint"), choices=Endpoint.choices)
    state = filters.MultipleChoiceFilter(
        label=_("Application state"), choices=StateKept.choices, field_name="state_kept"
    )
    zero_retention = filters.MultipleChoiceFilter(label=_("Zero data retention"), choices=Eligibility.choices)

    class Meta:
        model = EndpointFact
        fields: ClassVar[list[str]] = []


class RegionFactFilter(FactFilter):
    """Which facts about regions."""

    named = "region"
    region = filters.MultipleChoiceFilter(label=_("Region"), choices=Region.choices)
    processes = filters.BooleanFilter(label=_("Computed there"))
    needs_approval = filters.BooleanFilter(label=_("Needs approval"))

    class Meta:
        model = RegionFact
        fields: ClassVar[list[str]] = []
