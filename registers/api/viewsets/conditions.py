"""Conditions of approvals."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.api.serializers.common import ReasonInput
from registers.actions import reviews as actions
from registers.api.serializers.conditions import ConditionOutput, FindMetInput, ReportInput
from registers.filters.conditions import ConditionFilter
from registers.models import Condition
from registers.reading.reviewers import DECIDE


class ConditionsViewSet(PortalViewSet[Condition]):
    """What approvals depend on: reported as met by those who see to it, found met by a reviewer."""

    queryset = Condition.objects.for_list()
    serializer_class = ConditionOutput
    filterset_class = ConditionFilter
    tag = "conditions"
    view_permission = "registers.view_use_case"
    permission_names: ClassVar = {
        "report": "registers.report_condition",
        "find_met": DECIDE,
        "send_back": DECIDE,
    }
    inputs: ClassVar = {"report": ReportInput, "find_met": FindMetInput, "send_back": ReasonInput}
    sorts: ClassVar = {"due_on": ("due_on",)}
    default_sort = "due_on"

    def get_queryset(self) -> QuerySet[Condition]:
        """Return the conditions the caller may see, with where they stand."""
        rows: Any = super().get_queryset()
        return rows.with_standing()  # type: ignore[no-any-return]

    @action(detail=True, methods=["post"])
    def report(self, _request: Request, **_kwargs: Any) -> Response:
        """Report a condition as met."""
        condition = self.get_object()
        actions.report_condition(condition.pk, by=self.reader, **self.input())
        return self.answer(condition.pk)

    @action(detail=True, methods=["post"], url_path="find-met")
    def find_met(self, _request: Request, **_kwargs: Any) -> Response:
        """Find a condition met; with the last that blocks, the use case comes into force."""
        condition = self.get_object()
        actions.find_condition_met(condition.pk, by=self.reader, **self.input())
        return self.answer(condition.pk)

    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, _request: Request, **_kwargs: Any) -> Response:
        """Find a condition not met yet; it is open again."""
        condition = self.get_object()
        actions.send_condition_back(condition.pk, by=self.reader, **self.input())
        return self.answer(condition.pk)
