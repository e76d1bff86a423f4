"""What endpoints keep and what happens in regions."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from registers.actions.facts import enter_endpoint_fact, enter_region_fact
from registers.api.serializers.facts import EndpointFactInput, EndpointFactOutput, RegionFactInput, RegionFactOutput
from registers.filters.facts_of_a_day import EndpointFactApiFilter, RegionFactApiFilter
from registers.models import EndpointFact, RegionFact

EDIT = "registers.edit_providers"


class EndpointFactsViewSet(PortalViewSet[EndpointFact]):
    """What endpoints of providers keep, version by version; the list holds those of today unless all are asked for."""

    queryset = EndpointFact.objects.select_related("entered_by")
    serializer_class = EndpointFactOutput
    filterset_class = EndpointFactApiFilter
    tag = "endpoint-facts"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT}
    inputs: ClassVar = {"create": EndpointFactInput}
    sorts: ClassVar = {"endpoint": ("endpoint",), "checked_on": ("checked_on",), "starts_on": ("starts_on",)}
    default_sort = "endpoint"

    def create(self, _request: Request) -> Response:
        """Enter what an endpoint keeps from a day on."""
        return self.answer_created(enter_endpoint_fact(by=self.reader, **self.input()).pk)


class RegionFactsViewSet(PortalViewSet[RegionFact]):
    """What happens in regions of providers; the list holds the versions of today unless all are asked for."""

    queryset = RegionFact.objects.select_related("entered_by")
    serializer_class = RegionFactOutput
    filterset_class = RegionFactApiFilter
    tag = "region-facts"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": EDIT}
    inputs: ClassVar = {"create": RegionFactInput}
    sorts: ClassVar = {"region": ("region",), "checked_on": ("checked_on",), "starts_on": ("starts_on",)}
    default_sort = "region"

    def create(self, _request: Request) -> Response:
        """Enter what happens in a region from a day on."""
        return self.answer_created(enter_region_fact(by=self.reader, **self.input()).pk)
