"""Filters of the list of models."""

from datetime import timedelta
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.clock import today
from registers.choices import Endpoint, ModelState
from registers.models import Provider, ProviderModel

SOON = timedelta(days=90)


class ProviderModelFilter(filters.FilterSet):
    """Which models."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.MultipleChoiceFilter(label=_("State"), choices=ModelState.choices)
    provider = filters.ModelChoiceFilter(label=_("Provider"), queryset=Provider.objects.all())
    endpoint = filters.ChoiceFilter(label=_("Endpoint"), choices=Endpoint.choices, method="with_endpoint")
    going = filters.ChoiceFilter(
        label=_("Shut down"),
        choices=[("soon", _("Within 90 days")), ("over", _("Already"))],
        method="with_going",
    )
    used = filters.ChoiceFilter(
        label=_("Use cases"), choices=[("yes", _("Named by some")), ("no", _("Named by none"))], method="with_uses"
    )

    class Meta:
        model = ProviderModel
        fields: ClassVar[list[str]] = []

    def search(self, models: Any, _name: str, text: str) -> Any:
        """Find each word in the name, the restriction or the note."""
        for word in text.split():
            here = Q(name__icontains=word) | Q(restriction__icontains=word) | Q(note__icontains=word)
            models = models.filter(here)
        return models

    def with_endpoint(self, models: Any, _name: str, value: str) -> Any:
        """Keep the models that serve an endpoint."""
        return models.filter(endpoints__contains=[value])

    def with_going(self, models: Any, _name: str, value: str) -> Any:
        """Keep what is shut down soon, or is already."""
        day = today()
        if value == "over":
            return models.filter(shut_down_on__lte=day)
        return models.filter(shut_down_on__gt=day, shut_down_on__lte=day + SOON)

    def with_uses(self, models: Any, _name: str, value: str) -> Any:
        """Keep what use cases name, or what none does."""
        return models.with_uses().filter(uses__gt=0) if value == "yes" else models.with_uses().filter(uses=0)
