"""Approval routes."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from common.refusals import Refused
from registers.actions.routes import enter_route
from registers.api.serializers.routes import ApprovalRouteInput, ApprovalRouteOutput
from registers.filters.routes import ApprovalRouteFilter
from registers.models import ApprovalRoute


class ApprovalRoutesViewSet(PortalViewSet[ApprovalRoute]):
    """Through which steps requests go before they are approved: every version of each route."""

    queryset = ApprovalRoute.objects.select_related("entered_by")
    serializer_class = ApprovalRouteOutput
    filterset_class = ApprovalRouteFilter
    tag = "approval-routes"
    view_permission = "registers.view_register"
    permission_names: ClassVar = {"create": "registers.edit_routes"}
    inputs: ClassVar = {"create": ApprovalRouteInput}
    sorts: ClassVar = {"route_for": ("route_for", "-number"), "since": ("since",)}
    default_sort = "route_for"

    def get_queryset(self) -> QuerySet[ApprovalRoute]:
        """Return the versions with their steps, and how many requests are under way on each."""
        rows: Any = super().get_queryset()
        whole: QuerySet[ApprovalRoute] = rows.with_under_way().whole()
        return whole

    def create(self, _request: Request) -> Response:
        """Put a new version of a route into use; requests under way stay on theirs.

        It is refused (409) where nobody could decide at one of its steps: nobody decides twice on one request, so each
        place needs a person of its own.
        """
        try:
            route = enter_route(by=self.reader, **self.input())
        except Refused as refused:
            refusal, position = refused.refusal, refused.refusal.details.get("position")
            if position is None:
                raise
            field = f"steps.{position - 1}" + (f".{refusal.field}" if refusal.field else "")
            raise Refused(replace(refusal, field=field)) from refused
        return self.answer_created(route.pk)
