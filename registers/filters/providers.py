"""Filters of the lists of providers and projects."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registers.choices import DataRetention, Environment, ProjectRetention, Region
from registers.models import Project, Provider

STANDING = [("no", _("In use")), ("yes", _("Retired"))]


class StandingFilter(filters.FilterSet):
    """What lists of things that can be retired have in common."""

    q = filters.CharFilter(label=_("Search"), method="search")
    retired = filters.ChoiceFilter(label=_("Standing"), choices=STANDING, method="with_retired")

    def search(self, rows: Any, _name: str, text: str) -> Any:
        """Find each word in the name, the id at the provider or the note."""
        for word in text.split():
            here = Q(name__icontains=word) | Q(external_id__icontains=word) | Q(note__icontains=word)
            rows = rows.filter(here)
        return rows

    def with_retired(self, rows: Any, _name: str, value: str) -> Any:
        """Keep the retired ones or those in use."""
        return rows.exclude(retired_at=None) if value == "yes" else rows.filter(retired_at=None)


class ProviderFilter(StandingFilter):
    """Which providers."""

    retention = filters.MultipleChoiceFilter(label=_("Data retention"), choices=DataRetention.choices)

    class Meta:
        model = Provider
        fields: ClassVar[list[str]] = []


class ProjectFilter(StandingFilter):
    """Which projects; the retention is the one that holds."""

    provider = filters.ModelChoiceFilter(label=_("Provider"), queryset=Provider.objects.all())
    retention = filters.ChoiceFilter(label=_("Data retention"), choices=DataRetention.choices, method="with_retention")
    region = filters.MultipleChoiceFilter(label=_("Residency"), choices=Region.choices)
    environment = filters.MultipleChoiceFilter(label=_("Environment"), choices=Environment.choices)

    class Meta:
        model = Project
        fields: ClassVar[list[str]] = []

    def with_retention(self, projects: Any, _name: str, value: str) -> Any:
        """Keep the projects where a retention holds, their own or the provider's."""
        inherited = Q(retention=ProjectRetention.INHERITED, provider__retention=value)
        return projects.filter(Q(retention=value) | inherited)
