"""Requests that wait for decisions."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import PortalViewSet
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.reviews.bulk import approve_together
from registers.api.serializers.reviews import ApproveTogetherInput, ApproveTogetherOutput, QueuedReviewOutput
from registers.choices import ReviewState
from registers.filters.reviews import ReviewFilter
from registers.filters.use_cases import AnyOf
from registers.models import Review
from registers.querysets.queue import with_contents, with_open_step
from registers.reading.reviewers import DECIDE, SEE_ALL


class ReviewApiFilter(ReviewFilter):
    """Which requests, also those that are decided."""

    state = AnyOf(label=_("State; without it, what is under way"), choices=ReviewState.choices)


class ReviewsViewSet(PortalViewSet[Review]):
    """Requests on their way through their route: what waits for decisions, where, since when."""

    queryset = Review.objects.all()
    serializer_class = QueuedReviewOutput
    filterset_class = ReviewApiFilter
    tag = "reviews"
    view_permission = SEE_ALL
    permission_names: ClassVar = {"bulk_approve": DECIDE}
    inputs: ClassVar = {"bulk_approve": ApproveTogetherInput}
    outputs: ClassVar = {"bulk_approve": ApproveTogetherOutput}
    sorts: ClassVar = {
        "due": ("due_at",),
        "waits_since": ("waits_since",),
        "code": ("version__use_case__number",),
        "submitted_at": ("started_at",),
    }
    default_sort = "due"

    def get_queryset(self) -> QuerySet[Review]:
        """Return the requests the caller may see; a list without a state is what is under way."""
        rows: Any = with_contents(with_open_step(super().get_queryset()))
        under_way = self.action == "list" and not self.request.query_params.get("state")
        found: QuerySet[Review] = rows.under_way() if under_way else rows
        return found

    @action(detail=False, methods=["post"], url_path="bulk-approve", filterset_class=None, pagination_class=None)
    def bulk_approve(self, _request: Request) -> Response:
        """Approve many requests of low risk, each as it was shown; what changed meanwhile is left out.

        Left out with the reason are also those of a higher risk, one's own, those that wait for somebody else, those
        with conditions, and those that the rules of today speak against. The others are decided on all the same.
        """
        given = self.input()
        approved: list[UUID] = []
        left_out: list[dict[str, Any]] = []
        for shown in given["requests"]:
            try:
                with transaction.atomic():
                    approve_together(
                        shown["id"], by=self.reader, reason=given["reason"], content_hash=shown["content_hash"]
                    )
            except Refused as refused:
                left_out.append({"id": shown["id"], "code": refused.refusal.code, "detail": str(refused)})
            except PermissionRefused as refused:
                left_out.append({"id": shown["id"], "code": "not_permitted", "detail": str(refused)})
            except Review.DoesNotExist:
                left_out.append({"id": shown["id"], "code": "not_found", "detail": _("There is no such request.")})
            else:
                approved.append(shown["id"])
        return Response(ApproveTogetherOutput({"approved": approved, "left_out": left_out}).data)
