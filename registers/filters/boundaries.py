"""Filters of the list of boundary rules."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput
from registers.choices import Endpoint, Outcome
from registers.models import BoundaryRule, DataCategory, Project
from registers.presenting.cells import STANDINGS


def category_choices() -> list[tuple[str, str]]:
    """Return the data categories by short name."""
    return list(DataCategory.objects.order_by("name").values_list("slug", "name"))


class BoundaryRuleFilter(filters.FilterSet):
    """Which versions of boundary rules."""

    q = filters.CharFilter(label=_("Search"), method="search")
    category = filters.MultipleChoiceFilter(label=_("Data category"), choices=category_choices, method="of_category")
    project = filters.ModelMultipleChoiceFilter(label=_("Project"), queryset=Project.objects.order_by("name"))
    endpoint = filters.MultipleChoiceFilter(label=_("Endpoint"), choices=Endpoint.choices)
    outcome = filters.MultipleChoiceFilter(label=_("Outcome"), choices=Outcome.choices)
    standing = filters.MultipleChoiceFilter(
        label=_("Standing"), choices=[(name, badge.word) for name, badge in STANDINGS.items()]
    )
    on = filters.DateFilter(label=_("In force on"), method="on_day", widget=DayInput())

    class Meta:
        model = BoundaryRule
        fields: ClassVar[list[str]] = []

    def search(self, rules: Any, _name: str, text: str) -> Any:
        """Find each word in the category, the project or the reason."""
        for word in text.split():
            here = Q(category__name__icontains=word) | Q(project__name__icontains=word) | Q(reason__icontains=word)
            rules = rules.filter(here)
        return rules

    def of_category(self, rules: Any, _name: str, value: list[str]) -> Any:
        """Keep the rules on some categories."""
        return rules.filter(category__slug__in=value) if value else rules

    def on_day(self, rules: Any, _name: str, day: Any) -> Any:
        """Keep the versions that hold on a day."""
        return rules.filter(pk__in=BoundaryRule.objects.in_force_on(day).values("pk"))
