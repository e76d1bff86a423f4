"""The report on approvals."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from registers.api.serializers.approval_report import ApprovalReportOutput, written
from registers.forms.approval_report import PeriodForm
from registers.models import Review
from registers.reading.approval_report import approval_report
from registers.reading.reviewers import SEE_ALL


class ApprovalReportViewSet(PortalViewSet[Review]):
    """How long decisions take, where requests wait, and what becomes of them."""

    queryset = Review.objects.all()
    serializer_class = ApprovalReportOutput
    pagination_class = None
    filter_backends: ClassVar[list[Any]] = []  # type: ignore[misc]
    tag = "approval-report"
    view_permission = SEE_ALL

    @extend_schema(
        parameters=[
            OpenApiParameter("first", OpenApiTypes.DATE, description=_("The first day; a year ago without it.")),
            OpenApiParameter("last", OpenApiTypes.DATE, description=_("The last day; today without it.")),
        ]
    )
    def list(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Read the report on a period; what waits and for how long is as of now, times are in working days."""
        form = PeriodForm(request.query_params)
        if not form.is_valid():
            raise ValidationError({name: [str(each) for each in errors] for name, errors in form.errors.items()})
        return Response(ApprovalReportOutput(written(approval_report(form.period))).data)
