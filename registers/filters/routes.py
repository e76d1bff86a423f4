"""Which versions of approval routes, and which delegations."""

from typing import Any, ClassVar

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from access.models import Person
from common.clock import today
from registers.choices import RouteFor
from registers.models import ApprovalRoute, Delegation

STANDINGS = (("in-force", _("In force")), ("ahead", _("To come")), ("over", _("Over")))


class ApprovalRouteFilter(filters.FilterSet):
    """Which versions."""

    route_for = filters.MultipleChoiceFilter(label=_("For"), choices=RouteFor.choices)
    in_use = filters.BooleanFilter(
        label=_("In use"), field_name="until", lookup_expr="isnull", help_text=_("True: what new requests go by.")
    )

    class Meta:
        model = ApprovalRoute
        fields: ClassVar[list[str]] = []


class DelegationFilter(filters.FilterSet):
    """Which delegations."""

    person = filters.ModelChoiceFilter(label=_("Who is away"), queryset=Person.objects.people())
    delegate = filters.ModelChoiceFilter(label=_("Decides meanwhile"), queryset=Person.objects.people())
    standing = filters.ChoiceFilter(label=_("Standing"), choices=STANDINGS, method="with_standing")

    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = []

    def with_standing(self, rows: Any, _name: str, value: str) -> Any:
        """Keep those that stand so today."""
        day = today()
        if value == "over":
            return rows.over_on(day)
        if value == "in-force":
            return rows.in_force_on(day)
        return rows.not_over_on(day).filter(starts_on__gt=day)
